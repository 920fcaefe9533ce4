package dev.bellwether.demo;

import dev.bellwether.web.PageLink;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The demo's mail server and its pages. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
public class MailConfiguration {

    @Bean
    MailCatcher mailCatcher(@Value("${bellwether-demo.mails}") Path folder, InstantSource clock) {
        return new MailCatcher(folder, clock);
    }

    @Bean
    MailController mailController(MailCatcher catcher, InstantSource clock) {
        return new MailController(catcher, clock);
    }

    @Bean
    PageLink mailLink() {
        return new PageLink("Mail", "/demo/mail");
    }
}
