package dev.bellwether.store;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Deeds in the table {@code audit}. Nothing here changes or deletes a row. */
public final class JdbcAuditTrail implements AuditTrail {

    private final JdbcTemplate jdbc;

    public JdbcAuditTrail(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    @Override
    public void record(Deed deed) {
        record(jdbc, deed);
    }

    /** Within the caller's transaction. */
    static void record(JdbcTemplate jdbc, Deed deed) {
        jdbc.update(
                "insert into audit (at, who, action, subject, detail) values (?, ?, ?, ?, ?)",
                SqlTime.of(deed.at()),
                sound(deed.who()),
                deed.action(),
                sound(deed.subject()),
                sound(deed.detail()));
    }

    /** A label of an alert may hold what no database takes; the record of a deed must not fail for it. */
    private static String sound(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    @Override
    public List<Deed> latest(int limit) {
        return jdbc.query(
                "select * from audit order by id desc limit ?",
                (row, number) -> new Deed(
                        SqlTime.read(row, "at"),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("detail")),
                limit);
    }
}
