package dev.bellwether.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What time the database says it is. */
public final class DatabaseClock implements Supplier<Instant> {

    private static final int PATIENCE_SECONDS = 10;

    private final JdbcTemplate jdbc;

    public DatabaseClock(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setQueryTimeout(PATIENCE_SECONDS);
    }

    /** @throws StoreException when it does not answer */
    @Override
    public Instant get() {
        try {
            return Objects.requireNonNull(jdbc.queryForObject("select current_timestamp", OffsetDateTime.class))
                    .toInstant();
        } catch (DataAccessException e) {
            throw new StoreException("the database does not answer", e);
        }
    }
}
