package dev.bellwether.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sets the columns of many rows as array parameters, for {@code unnest}: the statement is executed once, where a batch
 * is executed once a row.
 */
final class ColumnSetter<T> {

    private final PreparedStatement statement;
    private final List<T> rows;
    private int parameter;

    ColumnSetter(PreparedStatement statement, List<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    /** One text, the same for every row. */
    ColumnSetter<T> text(String text) throws SQLException {
        statement.setString(++parameter, text);
        return this;
    }

    ColumnSetter<T> texts(Function<T, @Nullable String> figure) throws SQLException {
        return set("varchar", rows.stream().map(figure).toArray(String[]::new));
    }

    ColumnSetter<T> integers(Function<T, Integer> figure) throws SQLException {
        return set("int4", rows.stream().map(figure).toArray(Integer[]::new));
    }

    ColumnSetter<T> longs(Function<T, Long> figure) throws SQLException {
        return set("int8", rows.stream().map(figure).toArray(Long[]::new));
    }

    ColumnSetter<T> instants(Function<T, @Nullable Instant> figure) throws SQLException {
        return set("timestamptz", rows.stream().map(figure).map(SqlTime::of).toArray(OffsetDateTime[]::new));
    }

    ColumnSetter<T> bytes(Function<T, byte[]> figure) throws SQLException {
        return set("bytea", rows.stream().map(figure).toArray(byte[][]::new));
    }

    private ColumnSetter<T> set(String type, Object[] column) throws SQLException {
        statement.setArray(++parameter, statement.getConnection().createArrayOf(type, column));
        return this;
    }
}
