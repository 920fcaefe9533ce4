package dev.bellwether.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellwether.source.CsvSource;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
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
    Sources sources(BellwetherProperties properties, SourcePools pools, List<MetricSource> others) {
        var sources = new ArrayList<>(others);
        properties.sources().forEach((name, settings) -> sources.add(source(name, settings, pools)));
        return new Sources(sources);
    }

    private static MetricSource source(String name, BellwetherProperties.Source settings, SourcePools pools) {
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
        throw new IllegalArgumentException(
                "bellwether.sources." + name + " has neither a url (of a database) nor a folder (of CSV files)");
    }

    /** The pools, closed with the service. */
    record SourcePools(List<HikariDataSource> open) implements DisposableBean {

        HikariDataSource open(String name, BellwetherProperties.Source settings) {
            var config = new HikariConfig();
            config.setPoolName(name);
            config.setJdbcUrl(settings.url());
            config.setUsername(settings.username());
            config.setPassword(settings.password());
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
