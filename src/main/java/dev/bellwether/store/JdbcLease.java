package dev.bellwether.store;

import dev.bellwether.alert.Lease;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A lease in a row of PostgreSQL, by the clock of the database. Each time it changes hands its epoch grows, and
 * what is committed under an older one is refused. H2 is opened by one process at a time and needs none.
 */
public final class JdbcLease implements Lease {

    private static final long NOT_OURS = 0;
    private static final int PATIENCE_SECONDS = 10;

    private static final String END = "current_timestamp + cast(? as double precision) * interval '1 millisecond'";
    private static final String FREE = "name = 'evaluation' and (ends_at < current_timestamp or instance = ?)";

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final String instance;
    private final Duration lasts;
    private volatile long epoch = NOT_OURS;
    private boolean mayBeOfAnEarlierLife = true;

    /**
     * @param instance a name that is this instance's alone, and the same after a restart, when it need not wait for the
     *     end of its own lease
     * @param lasts how long it is ours without being prolonged
     */
    public JdbcLease(DataSource database, String instance, Duration lasts) {
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new Transactions(database);
        this.instance = instance;
        this.lasts = lasts;
        jdbc.setQueryTimeout(PATIENCE_SECONDS);
    }

    @Override
    public synchronized Answer take() {
        if (epoch != NOT_OURS) {
            if (prolong()) {
                return Answer.STILL_OURS;
            }
            epoch = NOT_OURS; // what is still under way must not come under the next one
            return Answer.REFUSED;
        }
        if (!isFree(jdbc)) {
            return Answer.REFUSED;
        }
        var taken = new AtomicLong(NOT_OURS);
        transactions.run(() -> taken.set(takeIfFree()));
        epoch = taken.get(); // not before the transaction has come to its end
        if (epoch == NOT_OURS) {
            return Answer.REFUSED;
        }
        mayBeOfAnEarlierLife = false;
        return Answer.TAKEN;
    }

    private boolean prolong() {
        return jdbc.update(
                        "update lease set ends_at = " + END
                                + " where name = 'evaluation' and epoch = ? and instance = ?",
                        lasts.toMillis(),
                        epoch,
                        instance)
                == 1;
    }

    private boolean isFree(JdbcTemplate jdbc) {
        return !jdbc.queryForList("select epoch from lease where " + FREE, Long.class, ownName())
                .isEmpty();
    }

    private long takeIfFree() {
        // waits for commits under the lease as it is, and keeps others out
        jdbc.queryForList("select epoch from lease where name = 'evaluation' for update", Long.class);
        return jdbc
                .queryForList(
                        "update lease set epoch = epoch + 1, instance = ?, ends_at = " + END + " where " + FREE
                                + " returning epoch",
                        Long.class,
                        instance,
                        lasts.toMillis(),
                        ownName())
                .stream()
                .findFirst()
                .orElse(NOT_OURS);
    }

    /** Only after a start: two instances of one name must not take it from each other for ever. */
    private String ownName() {
        return mayBeOfAnEarlierLife ? instance : "";
    }

    @Override
    public synchronized void release() {
        jdbc.update(
                "update lease set ends_at = current_timestamp where name = 'evaluation' and epoch = ? and instance = ?",
                epoch,
                instance);
        epoch = NOT_OURS;
    }

    /**
     * Within the caller's transaction: sees to it that no other instance takes the lease before the end of the
     * transaction. To prolong it meanwhile is possible.
     *
     * @throws StoreException when another one has taken it
     */
    void hold(JdbcTemplate inTransaction) {
        boolean isOurs = !inTransaction
                .queryForList(
                        "select epoch from lease where name = 'evaluation' and epoch = ? and instance = ? for key share",
                        epoch,
                        instance)
                .isEmpty();
        if (epoch == NOT_OURS || !isOurs) {
            throw new StoreException("another instance evaluates now; what this one worked out is not stored");
        }
    }
}
