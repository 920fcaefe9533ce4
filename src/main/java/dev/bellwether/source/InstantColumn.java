package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.source.SourceException.Retry;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** The column {@code at}. Without a zone it is taken as UTC, a date as its first instant. */
final class InstantColumn {

    /** The year 33658: PostgreSQL's infinity lies beyond it, and no grain does. */
    private static final long TOO_FAR = 1_000_000_000_000_000L;

    private enum Kind {
        ZONED,
        LOCAL,
        DATE
    }

    private final int index;
    private final Kind kind;
    private String mistake = "";

    private InstantColumn(int index, Kind kind) {
        this.index = index;
        this.kind = kind;
    }

    /** @param position from 0 */
    static InstantColumn of(Kpi kpi, ResultSetMetaData types, int position) throws SQLException {
        int index = position + 1;
        int sqlType = types.getColumnType(index);
        String typeName = types.getColumnTypeName(index);
        if (sqlType == Types.TIMESTAMP_WITH_TIMEZONE || typeName.equals("timestamptz")) {
            return new InstantColumn(index, Kind.ZONED);
        }
        if (sqlType == Types.TIMESTAMP) {
            return new InstantColumn(index, Kind.LOCAL);
        }
        if (sqlType == Types.DATE) {
            return new InstantColumn(index, Kind.DATE);
        }
        throw new SourceException(
                "%s: the column at is of type %s, which is no time; cast it to timestamp with time zone in the query"
                        .formatted(kpi.id(), typeName),
                Retry.POINTLESS);
    }

    /** The row's instant in milliseconds since the epoch; any number when {@link #mistake} says why there is none. */
    long read(ResultSet rows) throws SQLException {
        mistake = "";
        long millis =
                switch (kind) {
                    case ZONED -> zoned(rows.getTimestamp(index)); // a third of the time of an OffsetDateTime
                    case LOCAL -> local(rows);
                    case DATE -> date(rows);
                };
        if (Math.abs(millis) > TOO_FAR) {
            mistake = "at is infinity";
        }
        return millis;
    }

    /** Why the row last read has no instant; empty when nothing is wrong. */
    String mistake() {
        return mistake;
    }

    private long zoned(@Nullable Timestamp at) {
        return at == null ? empty() : at.getTime();
    }

    private long local(ResultSet rows) throws SQLException {
        LocalDateTime at = rows.getObject(index, LocalDateTime.class);
        return at == null ? empty() : at.toEpochSecond(ZoneOffset.UTC) * 1_000 + at.getNano() / 1_000_000;
    }

    private long date(ResultSet rows) throws SQLException {
        LocalDate at = rows.getObject(index, LocalDate.class);
        return at == null ? empty() : at.toEpochDay() * 86_400_000;
    }

    private long empty() {
        mistake = "at is empty";
        return 0;
    }
}
