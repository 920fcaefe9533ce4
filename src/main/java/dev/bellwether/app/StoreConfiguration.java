package dev.bellwether.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.bellwether.access.LinkUses;
import dev.bellwether.alert.Alerts;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.history.History;
import dev.bellwether.mute.Silences;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.Unsubscriptions;
import dev.bellwether.response.Responses;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.store.JdbcAlerts;
import dev.bellwether.store.JdbcAuditTrail;
import dev.bellwether.store.JdbcHistory;
import dev.bellwether.store.JdbcLinkUses;
import dev.bellwether.store.JdbcNotificationLog;
import dev.bellwether.store.JdbcResponses;
import dev.bellwether.store.JdbcSilences;
import dev.bellwether.store.JdbcUnsubscriptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What outlives a restart. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

    /** The database may come up after the service does. */
    @Bean
    FlywayMigrationStrategy migration() {
        return new PatientMigration(Duration.ofSeconds(5));
    }

    /** A PostgreSQL that hangs is given up after a while; its driver by itself would wait for ever. */
    @Bean
    static BeanPostProcessor socketTimeout() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool
                        && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
                    pool.addDataSourceProperty("socketTimeout", LONGEST_ANSWER.toSeconds());
                    pool.addDataSourceProperty("tcpKeepAlive", true);
                }
                return bean;
            }
        };
    }

    @Bean
    History history(DataSource database) {
        return new JdbcHistory(database);
    }

    @Bean
    Alerts alerts(DataSource database) {
        return new JdbcAlerts(database);
    }

    @Bean
    AuditTrail auditTrail(DataSource database) {
        return new JdbcAuditTrail(database);
    }

    @Bean
    LinkUses linkUses(DataSource database) {
        return new JdbcLinkUses(database);
    }

    @Bean
    Unsubscriptions unsubscriptions(DataSource database) {
        return new JdbcUnsubscriptions(database);
    }

    @Bean
    Silences silences(DataSource database) {
        return new JdbcSilences(database);
    }

    @Bean
    Responses responses(DataSource database) {
        return new JdbcResponses(database);
    }

    @Bean
    NotificationLog notificationLog(
            DataSource database, RuleBook ruleBook, BellwetherProperties properties, ServerProperties server) {
        return new JdbcNotificationLog(
                database,
                () -> ruleBook.current().map(RuleBase::hash).orElse(""),
                instance(properties.delivery().instance(), String.valueOf(server.getPort())));
    }

    /** Of two instances on one host each has a port of its own; after a restart it is the same. */
    private static String instance(String named, String port) {
        if (!named.isEmpty()) {
            return named;
        }
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + port;
        } catch (UnknownHostException e) {
            return "localhost:" + port;
        }
    }
}
