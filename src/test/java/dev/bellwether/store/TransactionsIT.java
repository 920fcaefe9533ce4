package dev.bellwether.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.testing.Databases;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

class TransactionsIT {

    private final DataSource database = Databases.h2InMemory();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final Transactions transactions = new Transactions(database);
    private final AtomicInteger tries = new AtomicInteger();

    @BeforeEach
    void createTable() {
        jdbc.execute("create table line (number integer primary key)");
    }

    @Test
    void triesAgainAfterADeadlockAndKeepsTheLastTryOnly() {
        transactions.run(() -> {
            jdbc.update("insert into line values (?)", tries.incrementAndGet());
            if (tries.get() < 3) {
                throw failure("40P01");
            }
        });

        assertThat(lines()).isEqualTo("[3]");
    }

    @Test
    void givesUpAfterFiveTries() {
        DataAccessException failure = failure("40001");

        assertThatThrownBy(() -> transactions.run(() -> {
                    jdbc.update("insert into line values (?)", tries.incrementAndGet());
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(tries).hasValue(5);
        assertThat(lines()).isEqualTo("[]");
    }

    @Test
    void doesNotTryAgainWhatCannotSucceed() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    tries.incrementAndGet();
                    jdbc.update("insert into line values (null)");
                }))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(tries).hasValue(1);
    }

    @Test
    void leavesNothingWhenTheWorkFailsForAnotherReason() {
        assertThatThrownBy(() -> transactions.run(() -> {
                    jdbc.update("insert into line values (1)");
                    throw new StoreException("damaged");
                }))
                .isInstanceOf(StoreException.class);

        assertThat(lines()).isEqualTo("[]");
    }

    private String lines() {
        return jdbc.queryForList("select number from line", Integer.class).toString();
    }

    private static DataAccessException failure(String state) {
        return new CannotAcquireLockException("in the way of another", new SQLException("deadlock", state));
    }
}
