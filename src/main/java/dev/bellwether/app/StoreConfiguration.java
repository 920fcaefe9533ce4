package dev.bellwether.app;

import com.zaxxer.hikari.HikariDataSource;
import dev.bellwether.access.LinkUses;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Lease;
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
import dev.bellwether.store.JdbcLease;
import dev.bellwether.store.JdbcLinkUses;
import dev.bellwether.store.JdbcNotificationLog;
import dev.bellwether.store.JdbcResponses;
import dev.bellwether.store.JdbcSilences;
import dev.bellwether.store.JdbcUnsubscriptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
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
                    if (pool.getConnectionInitSql() == null) {
                        // of an instance whose host is gone in the middle of a commit, which holds the lease meanwhile
                        pool.setConnectionInitSql("set idle_in_transaction_session_timeout = '60s'");
                    }
                }
                return bean;
            }
        };
    }

    @Bean
    History history(DataSource database) {
        return new JdbcHistory(database);
    }

    /** What several instances need on a PostgreSQL, and none on H2, which one process opens at a time. */
    record SharedLease(Optional<JdbcLease> shared) {}

    @Bean
    @DependsOnDatabaseInitialization // which waits for a database that comes up later
    SharedLease sharedLease(DataSource database, BellwetherProperties properties, ServerProperties server) {
        return new SharedLease(
                isShared(database)
                        ? Optional.of(new JdbcLease(
                                database,
                                instance(properties, server),
                                properties.evaluation().lease()))
                        : Optional.empty());
    }

    @Bean
    Lease lease(SharedLease sharedLease) {
        return sharedLease.shared().map(Lease.class::cast).orElse(Lease.ALONE);
    }

    private static boolean isShared(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not say what it is: " + e.getMessage(), e);
        }
    }

    @Bean
    Alerts alerts(DataSource database, SharedLease sharedLease) {
        return sharedLease
                .shared()
                .map(lease -> new JdbcAlerts(database, lease))
                .orElseGet(() -> new JdbcAlerts(database));
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
                database, () -> ruleBook.current().map(RuleBase::hash).orElse(""), instance(properties, server));
    }

    /** Of two instances on one host each has a port of its own; after a restart it is the same. */
    private static String instance(BellwetherProperties properties, ServerProperties server) {
        String named = properties.delivery().instance();
        String port = String.valueOf(server.getPort());
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
