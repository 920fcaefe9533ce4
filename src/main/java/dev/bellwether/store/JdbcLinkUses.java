package dev.bellwether.store;

import dev.bellwether.access.LinkUses;
import dev.bellwether.access.Mandate;
import dev.bellwether.access.Token;
import java.time.Instant;
import java.util.Base64;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Used links in {@code link_use}, by their hash, and their key in {@code link_key}. */
public final class JdbcLinkUses implements LinkUses {

    private final JdbcTemplate jdbc;

    public JdbcLinkUses(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
    }

    @Override
    public byte[] keyOr(byte[] made) {
        try {
            jdbc.update(
                    "insert into link_key (id, secret) values (1, ?)",
                    Base64.getEncoder().encodeToString(made));
        } catch (DuplicateKeyException e) {
            // an earlier start, or another instance, has made one
        }
        return Base64.getDecoder()
                .decode(jdbc.queryForObject("select secret from link_key where id = 1", String.class));
    }

    @Override
    public boolean isUsed(Mandate mandate) {
        return !jdbc.queryForList("select hash from link_use where hash = ?", hash(mandate))
                .isEmpty();
    }

    @Override
    public void use(Mandate mandate, Instant at) {
        jdbc.update("delete from link_use where expires_at < ?", SqlTime.of(at));
        try {
            jdbc.update(
                    "insert into link_use (hash, expires_at) values (?, ?)",
                    hash(mandate),
                    SqlTime.of(mandate.expires()));
        } catch (DuplicateKeyException e) {
            // two clicks at once
        }
    }

    private static String hash(Mandate mandate) {
        return Token.sha256(String.join(
                "\n",
                mandate.action(),
                mandate.fingerprint(),
                mandate.activeAt().toString(),
                mandate.expires().toString(),
                mandate.recipient()));
    }
}
