package dev.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.source.Authorization;
import dev.bellwether.source.Secret;
import dev.bellwether.source.Sources;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SourceConfigurationTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
            .withUserConfiguration(SourceConfiguration.class, Settings.class)
            .withPropertyValues(
                    "bellwether.receivers[0].name=operations",
                    "bellwether.receivers[0].email=operations@localhost",
                    "bellwether.route.receiver=operations");

    @EnableConfigurationProperties(BellwetherProperties.class)
    static class Settings {}

    @Test
    void makesASourceOfEachKind() {
        service.withPropertyValues(
                        "bellwether.sources.warehouse.url=jdbc:h2:mem:sources",
                        "bellwether.sources.exports.folder=/srv/exports",
                        "bellwether.sources.metrics.prometheus=https://prometheus.example.com",
                        "bellwether.sources.metrics.token-file=/run/secrets/metrics",
                        "bellwether.sources.shop.http=https://shop.example.com/api",
                        "bellwether.allowed-hosts=*.example.com")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Sources.class).names())
                            .containsExactly("exports", "metrics", "shop", "warehouse");
                });
    }

    @Test
    void refusesASourceThatIsTwoThings() {
        service.withPropertyValues(
                        "bellwether.sources.metrics.prometheus=https://prometheus.example.com",
                        "bellwether.sources.metrics.folder=/srv/exports")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("bellwether.sources.metrics needs one of url (of a database),"
                                + " folder (of CSV files), prometheus and http (their address)"));
    }

    @Test
    void refusesAHostThatIsNotAllowed() {
        service.withPropertyValues(
                        "bellwether.sources.metrics.prometheus=https://prometheus.example.org",
                        "bellwether.allowed-hosts=*.example.com")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("the address of source \"metrics\" names host prometheus.example.org,"
                                + " which is not among allowed-hosts"));
    }

    @Test
    void printsNoSecret() {
        assertThat(Authorization.basic("reader", Secret.of("hush")).toString()).doesNotContain("hush");
        assertThat(Secret.in(Path.of("/run/secrets/x")).toString()).isEqualTo("*** in /run/secrets/x");
    }
}
