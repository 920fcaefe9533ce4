package dev.bellwether.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The service: {@code serve}. Everything it is made of stands in this package's configurations. */
@SpringBootApplication(proxyBeanMethods = false, scanBasePackages = "dev.bellwether.app")
@EnableScheduling
@EnableConfigurationProperties(BellwetherProperties.class)
public class Application {}
