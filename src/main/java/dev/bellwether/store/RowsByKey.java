package dev.bellwether.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads the rows of many keys so that both databases go through the index: for {@code = any(?)} H2 does not, and for a
 * join with {@code unnest} PostgreSQL often reads the whole table.
 */
final class RowsByKey {

    private static final int KEYS_AT_ONCE = 1_024;

    private final JdbcTemplate jdbc;

    RowsByKey(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The rows, portion by portion in the order of {@code keys}.
     *
     * @param sql with {@code %s} where the keys stand, as in {@code where id in (%s)}
     */
    <T> List<T> query(String sql, List<String> keys, RowMapper<T> row) {
        var rows = new ArrayList<T>();
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            Object[] portion = padded(keys.subList(from, Math.min(from + KEYS_AT_ONCE, keys.size())));
            String marks = String.join(", ", Collections.nCopies(portion.length, "?"));
            rows.addAll(jdbc.query(sql.formatted(marks), row, portion));
        }
        return rows;
    }

    /** The last key is repeated up to the next power of two, so that the databases see few statements. */
    private static Object[] padded(List<String> keys) {
        int size = Integer.highestOneBit(2 * keys.size() - 1);
        Object[] padded = Arrays.copyOf(keys.toArray(), size);
        Arrays.fill(padded, keys.size(), size, keys.get(keys.size() - 1));
        return padded;
    }
}
