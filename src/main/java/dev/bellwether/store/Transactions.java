package dev.bellwether.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All or nothing, and a few more tries when the database asks for them. Always a transaction of its own: what is tried
 * again cannot be half of a caller's.
 */
final class Transactions {

    private static final int TRIES = 5;
    private static final long LONGEST_FIRST_PAUSE = 20;

    /** Serialization failure and deadlock; a key taken meanwhile, which the next try will find. */
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("40001", "40P01", "23505");

    private final TransactionTemplate template;

    Transactions(DataSource database) {
        this.template = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    /** Runs {@code work} in a transaction, perhaps several times until one succeeds. */
    void run(Runnable work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalTransactionStateException("the store opens its own transaction, one is open already");
        }
        for (int tried = 1; ; tried++) {
            try {
                template.executeWithoutResult(status -> work.run());
                return;
            } catch (DataAccessException e) {
                if (tried == TRIES || !isWorthAnotherTry(e)) {
                    throw e;
                }
                pause(tried);
            }
        }
    }

    private static boolean isWorthAnotherTry(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && WORTH_ANOTHER_TRY.contains(String.valueOf(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Of a random length, so that two that hindered each other do not meet again. */
    private static void pause(int tried) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, LONGEST_FIRST_PAUSE * tried));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
