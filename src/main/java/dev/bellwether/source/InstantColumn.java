package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.source.SourceException.Retry;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The column {@code at}. Neighbouring rows mostly have the same instant, so it is worked out only when it changes. */
final class InstantColumn {

    private final int index;
    private final Class<?> type;
    private @Nullable Object last;
    private long lastMillis;
    private String mistake = "at is empty";

    private InstantColumn(int index, Class<?> type) {
        this.index = index;
        this.type = type;
    }

    /** @param position from 0 */
    static InstantColumn of(Kpi kpi, ResultSetMetaData types, int position) throws SQLException {
        int index = position + 1;
        int sqlType = types.getColumnType(index);
        String typeName = types.getColumnTypeName(index);
        if (sqlType == Types.TIMESTAMP_WITH_TIMEZONE || typeName.equals("timestamptz")) {
            return new InstantColumn(index, OffsetDateTime.class);
        }
        if (sqlType == Types.TIMESTAMP) {
            return new InstantColumn(index, LocalDateTime.class);
        }
        if (sqlType == Types.DATE) {
            return new InstantColumn(index, LocalDate.class);
        }
        throw new SourceException(
                "%s: the column at is of type %s, which is no time; cast it to timestamp with time zone in the query"
                        .formatted(kpi.id(), typeName),
                Retry.POINTLESS);
    }

    /** Milliseconds since the epoch. Without a zone the column is taken as UTC, a date as its first instant. */
    long read(ResultSet rows) throws SQLException {
        Object at = rows.getObject(index, type);
        if (!Objects.equals(at, last)) {
            last = at;
            lastMillis = millisOf(at);
        }
        return lastMillis;
    }

    /** Why the row last read has no instant; empty when nothing is wrong. */
    String mistake() {
        return mistake;
    }

    private long millisOf(@Nullable Object at) {
        mistake = "";
        try {
            return instantOf(at).toEpochMilli();
        } catch (ArithmeticException e) {
            mistake = "at is infinity";
            return 0;
        }
    }

    private Instant instantOf(@Nullable Object at) {
        if (at instanceof OffsetDateTime exact) {
            return exact.toInstant();
        }
        if (at instanceof LocalDateTime local) {
            return local.toInstant(ZoneOffset.UTC);
        }
        if (at instanceof LocalDate day) {
            return day.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        mistake = "at is empty";
        return Instant.EPOCH;
    }
}
