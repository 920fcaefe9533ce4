package dev.bellwether.store;

import dev.bellwether.alert.Lease;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A lease in a row of PostgreSQL, by the clock of the database. Each time it changes hands its epoch grows, and
 * what is committed under an older one is refused. H2 is opened by one process at a time and needs none.
 */
public final class JdbcLease implements Lease {

    private static final long NOT_OURS = 0;

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final String instance;
    private final Duration lasts;
    private volatile long epoch = NOT_OURS;

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
        transactions.run(this::takeIfFree);
        return epoch == NOT_OURS ? Answer.REFUSED : Answer.TAKEN;
    }

    private boolean prolong() {
        return jdbc.update(
                        "update lease set ends_at = current_timestamp + cast(? as double precision) * interval '1 millisecond'"
                                + " where name = 'evaluation' and epoch = ?",
                        lasts.toMillis(),
                        epoch)
                == 1;
    }

    private void takeIfFree() {
        List<Long> taken = jdbc.queryForList("""
                update lease set epoch = epoch + 1, instance = ?,
                    ends_at = current_timestamp + cast(? as double precision) * interval '1 millisecond'
                where name = 'evaluation' and (ends_at < current_timestamp or instance = ?)
                returning epoch""", Long.class, instance, lasts.toMillis(), instance);
        epoch = taken.isEmpty() ? NOT_OURS : taken.get(0);
    }

    @Override
    public synchronized void release() {
        jdbc.update("update lease set ends_at = current_timestamp where name = 'evaluation' and epoch = ?", epoch);
        epoch = NOT_OURS;
    }

    /**
     * Within the caller's transaction: sees to it that no other instance takes the lease before the end of the
     * transaction.
     *
     * @throws StoreException when another one has taken it
     */
    void hold(JdbcTemplate inTransaction) {
        List<Long> ours = inTransaction.queryForList(
                "select epoch from lease where name = 'evaluation' and epoch = ? for share", Long.class, epoch);
        if (epoch == NOT_OURS || ours.isEmpty()) {
            throw new StoreException("another instance evaluates now; what this one worked out is not stored");
        }
    }
}
