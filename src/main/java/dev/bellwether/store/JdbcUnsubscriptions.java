package dev.bellwether.store;

import dev.bellwether.audit.Deed;
import dev.bellwether.notify.Unsubscription;
import dev.bellwether.notify.Unsubscriptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Unsubscriptions in the table {@code unsubscription}. The SQL is the same for H2 and PostgreSQL. */
public final class JdbcUnsubscriptions implements Unsubscriptions {

    private final JdbcTemplate jdbc;
    private final Transactions transactions;

    public JdbcUnsubscriptions(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new Transactions(database);
    }

    @Override
    public List<Unsubscription> all() {
        return jdbc.query(
                "select * from unsubscription order by receiver, address",
                (row, number) -> new Unsubscription(
                        row.getString("receiver"), row.getString("address"), SqlTime.read(row, "at")));
    }

    @Override
    public void add(Unsubscription one, Deed deed) {
        transactions.run(() -> {
            int added = jdbc.update(
                    """
                    insert into unsubscription (receiver, address, at) select ?, ?, ? where not exists (
                        select 1 from unsubscription where receiver = ? and address = ?)""", one.receiver(), one.address(), SqlTime.of(one.at()), one.receiver(), one.address());
            if (added > 0) {
                JdbcAuditTrail.record(jdbc, deed);
            }
        });
    }

    @Override
    public boolean remove(String receiver, String address, Deed deed) {
        var removed = new AtomicBoolean();
        transactions.run(() -> {
            removed.set(jdbc.update("delete from unsubscription where receiver = ? and address = ?", receiver, address)
                    > 0);
            if (removed.get()) {
                JdbcAuditTrail.record(jdbc, deed);
            }
        });
        return removed.get();
    }
}
