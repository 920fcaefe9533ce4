package dev.bellwether.demo;

import java.nio.file.Path;
import java.time.Instant;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/** Clears away an old story before the service opens its database. */
public final class DemoFolderPreparer implements EnvironmentPostProcessor, Ordered {

    static final String FOLDER = "bellwether-demo.folder";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.acceptsProfiles(Profiles.of("demo"))) {
            Path folder = Path.of(environment.getProperty(FOLDER, "data/demo"));
            new DemoFolder(folder).clearWhenOver(Instant.now());
        }
    }

    /** After the settings have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
