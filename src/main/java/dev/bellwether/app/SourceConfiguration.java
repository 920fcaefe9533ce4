package dev.bellwether.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import dev.bellwether.source.AllowedHosts;
import dev.bellwether.source.Authorization;
import dev.bellwether.source.CsvSource;
import dev.bellwether.source.HttpJsonSource;
import dev.bellwether.source.HttpTarget;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.PrometheusSource;
import dev.bellwether.source.Secret;
import dev.bellwether.source.Sources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where KPIs live: each database with a small pool and a login of its own, and folders of files. */
@Configuration(proxyBeanMethods = false)
class SourceConfiguration {

    @Bean
    SourcePools sourcePools() {
        return new SourcePools(new ArrayList<>());
    }

    /** @param others sources that are beans of their own */
    @Bean
    Sources sources(BellwetherProperties properties, SourcePools pools, SslBundles bundles, List<MetricSource> others) {
        var sources = new ArrayList<>(others);
        var hosts = new AllowedHosts(properties.allowedHosts());
        properties.sources().forEach((name, settings) -> sources.add(source(name, settings, pools, bundles, hosts)));
        return new Sources(sources);
    }

    private static MetricSource source(
            String name,
            BellwetherProperties.Source settings,
            SourcePools pools,
            SslBundles bundles,
            AllowedHosts hosts) {
        if (Stream.of(settings.url(), settings.folder(), settings.prometheus(), settings.http())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new IllegalArgumentException("bellwether.sources." + name
                    + " needs one of url (of a database), folder (of CSV files), prometheus and http (their address)");
        }
        if (settings.url() != null) {
            return new JdbcSource(
                    pools.open(name, settings),
                    new JdbcSource.Settings(
                            name, settings.statementTimeout(), settings.fetchSize(), settings.maxRows()));
        }
        if (settings.folder() != null) {
            return new CsvSource(new CsvSource.Settings(
                    name, settings.folder(), settings.maxFileSize().toBytes(), settings.maxRows()));
        }
        boolean isPrometheus = settings.prometheus() != null;
        var target = new HttpTarget(
                name,
                Objects.requireNonNull(isPrometheus ? settings.prometheus() : settings.http()),
                authorization(settings),
                new HttpTarget.Limits(
                        settings.connectTimeout(),
                        settings.statementTimeout(),
                        settings.maxAnswerSize().toBytes(),
                        settings.maxRows()),
                hosts,
                Optional.ofNullable(settings.sslBundle())
                        .map(bundle -> bundles.getBundle(bundle).createSslContext()));
        return isPrometheus ? new PrometheusSource(target) : new HttpJsonSource(target);
    }

    private static Authorization authorization(BellwetherProperties.Source settings) {
        if (settings.username() != null) {
            return Authorization.basic(settings.username(), secret(settings.password(), settings.passwordFile()));
        }
        return Authorization.bearer(secret(settings.token(), settings.tokenFile()));
    }

    private static Secret secret(@Nullable String text, @Nullable Path file) {
        if (file != null) {
            return Secret.in(file);
        }
        return text == null ? Secret.NONE : Secret.of(text);
    }

    /** The pools, closed with the service. */
    record SourcePools(List<HikariDataSource> open) implements DisposableBean {

        HikariDataSource open(String name, BellwetherProperties.Source settings) {
            var config = new HikariConfig();
            config.setPoolName(name);
            config.setJdbcUrl(settings.url());
            Secret password = secret(settings.password(), settings.passwordFile());
            config.setCredentialsProvider(
                    () -> new Credentials(settings.username(), password.isNone() ? null : password.read()));
            config.setReadOnly(true);
            config.setMaximumPoolSize(settings.workers());
            config.setMinimumIdle(0);
            config.setConnectionTimeout(settings.connectTimeout().toMillis());
            config.setInitializationFailTimeout(-1); // a source that is away at start is a source that is away
            var pool = new HikariDataSource(config);
            open.add(pool);
            return pool;
        }

        @Override
        public void destroy() {
            open.forEach(HikariDataSource::close);
        }
    }

    /** Workers of each source, by name; sources that are beans of their own have two. */
    static int workersOf(Map<String, BellwetherProperties.Source> sources, String name) {
        BellwetherProperties.Source settings = sources.get(name);
        return settings == null ? 2 : settings.workers();
    }
}
