package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.source.SourceException.Retry;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A column of numbers, read by the type it has in the database: no boxed number for each row. */
final class NumberColumn {

    private enum Kind {
        ABSENT,
        WHOLE,
        DECIMAL,
        TEXT
    }

    private final String name;
    private final int index;
    private final Kind kind;
    private final boolean mayBeEmpty;
    private String mistake = "";

    private NumberColumn(String name, int index, Kind kind, boolean mayBeEmpty) {
        this.name = name;
        this.index = index;
        this.kind = kind;
        this.mayBeEmpty = mayBeEmpty;
    }

    /** @param position from 0; {@link Columns#NONE} for a column that always reads as absent */
    static NumberColumn of(Kpi kpi, ResultSetMetaData types, int position) throws SQLException {
        if (position == Columns.NONE) {
            return new NumberColumn("", 0, Kind.ABSENT, true);
        }
        int index = position + 1;
        String name = types.getColumnLabel(index).toLowerCase(Locale.ROOT);
        Kind kind = kindOf(types.getColumnType(index));
        if (kind == Kind.ABSENT) {
            throw new SourceException(
                    "%s: the column %s is of type %s, which is no number; cast it in the query"
                            .formatted(kpi.id(), name, types.getColumnTypeName(index)),
                    Retry.POINTLESS);
        }
        return new NumberColumn(name, index, kind, false);
    }

    private static Kind kindOf(int sqlType) {
        return switch (sqlType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Kind.WHOLE;
            case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL -> Kind.DECIMAL;
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR ->
                Kind.TEXT;
            default -> Kind.ABSENT;
        };
    }

    /** The same column, in which a row may have nothing. */
    NumberColumn orEmpty() {
        return new NumberColumn(name, index, kind, true);
    }

    /** The row's number; {@code NaN} when it has none, and {@link #mistake} says why if that is one. */
    double read(ResultSet rows) throws SQLException {
        mistake = "";
        return switch (kind) {
            case ABSENT -> Double.NaN;
            case WHOLE -> {
                long whole = rows.getLong(index);
                yield rows.wasNull() ? empty() : whole;
            }
            case DECIMAL -> {
                double decimal = rows.getDouble(index);
                yield rows.wasNull() ? empty() : finite(decimal);
            }
            case TEXT -> number(rows.getString(index));
        };
    }

    /** Why the row last read has no number here; empty when nothing is wrong. */
    String mistake() {
        return mistake;
    }

    private double number(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return empty();
        }
        double number = CellText.number(text);
        if (Double.isNaN(number)) {
            mistake = name + " is \"" + text + "\", not a number";
        }
        return number;
    }

    private double empty() {
        if (!mayBeEmpty) {
            mistake = name + " is empty";
        }
        return Double.NaN;
    }

    private double finite(double number) {
        if (!Double.isFinite(number)) {
            mistake = name + " is " + number;
        }
        return number;
    }
}
