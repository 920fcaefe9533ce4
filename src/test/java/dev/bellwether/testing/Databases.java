package dev.bellwether.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Databases for tests, each empty and of its own; {@link #migrated} gives them our tables. */
public final class Databases {

    private Databases() {}

    public static DataSource h2InMemory() {
        return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    public static DataSource h2File(Path directory) {
        return pool("jdbc:h2:file:" + directory.resolve("bellwether").toAbsolutePath());
    }

    /** The same database with every migration of db/migration run. */
    public static DataSource migrated(DataSource database) {
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    private static DataSource pool(String url) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setMinimumIdle(0);
        pool.setMaximumPoolSize(8);
        return pool;
    }
}
