package dev.bellwether.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the warehouse with what happened. Every number is a function of the seed, the script's anchor and the period
 * and series it belongs to, so it makes no difference in how many steps, or how often, time is advanced.
 */
final class Simulator {

    private static final int ROWS_PER_STATEMENT = 100;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant A_MONDAY = Instant.parse("1970-01-05T00:00:00Z");

    private final Connection connection;
    private final List<Facts> facts;
    private final Map<String, Instant> writtenUntil = new HashMap<>();

    /**
     * @param connection to a warehouse with {@link MarketplaceSchema} and no facts yet; kept, and used for nothing else
     * @param facts the tables to fill
     */
    Simulator(Connection connection, List<Facts> facts) {
        this.connection = connection;
        this.facts = List.copyOf(facts);
    }

    /**
     * Writes every period that has ended by {@code now} and is not there yet, at first those of the last weeks, and
     * drops what is older than its table keeps. Readers see all of it or nothing.
     *
     * @return how many rows were written
     */
    synchronized long advanceTo(Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try {
            long rows = 0;
            for (Facts table : facts) {
                rows += advance(table, now);
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    private long advance(Facts table, Instant now) throws SQLException {
        Instant keptFrom = floor(now.minus(table.table().kept()), longer(table.grain(), DAY));
        Instant from = writtenUntil.getOrDefault(table.table().name(), keptFrom);
        Instant to = floor(now, table.grain());
        if (!from.isBefore(to)) {
            return 0;
        }
        long rows = insert(table, from, to);
        if (floor(from, DAY).isBefore(floor(to, DAY))) {
            dropUntil(table, keptFrom);
        }
        if (writtenUntil.put(table.table().name(), to) == null) {
            connection.commit(); // nobody reads before history is there, and a transaction of all of it would be slow
        }
        return rows;
    }

    private long insert(Facts table, Instant from, Instant to) throws SQLException {
        try (var rows = new Batch(table)) {
            for (Instant end = from.plus(table.grain()); !end.isAfter(to); end = end.plus(table.grain())) {
                rows.startPeriod(end);
                table.write(end, rows);
                rows.sendWhenFull();
            }
            return rows.sendRest();
        }
    }

    private void dropUntil(Facts table, Instant end) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM " + table.table().name() + " WHERE ended_at <= ?")) {
            delete.setObject(1, end.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Instant floor(Instant instant, Duration grain) {
        long sinceMonday = instant.getEpochSecond() - A_MONDAY.getEpochSecond();
        return instant.minusNanos(instant.getNano()).minusSeconds(Math.floorMod(sinceMonday, grain.toSeconds()));
    }

    /** Collects rows for one table and sends many with one statement, which takes half the time of a batch. */
    private final class Batch implements Facts.Rows, AutoCloseable {

        private final Facts table;
        private final PreparedStatement insertMany;
        private final List<Object> waiting = new ArrayList<>();
        private OffsetDateTime endedAt = OffsetDateTime.MIN;
        private long sent;

        Batch(Facts table) throws SQLException {
            this.table = table;
            this.insertMany = connection.prepareStatement(insertOf(table, ROWS_PER_STATEMENT));
        }

        private static String insertOf(Facts table, int rows) {
            String row = "(?" + ", ?".repeat(table.table().columns()) + ")";
            return "INSERT INTO " + table.table().name() + " VALUES " + row + (", " + row).repeat(rows - 1);
        }

        void startPeriod(Instant end) {
            endedAt = end.atOffset(ZoneOffset.UTC);
        }

        @Override
        public void add(Object... columns) {
            waiting.add(endedAt);
            waiting.addAll(Arrays.asList(columns));
        }

        void sendWhenFull() throws SQLException {
            int full = ROWS_PER_STATEMENT * (table.table().columns() + 1);
            while (waiting.size() >= full) {
                send(insertMany, waiting.subList(0, full));
            }
        }

        long sendRest() throws SQLException {
            int rest = waiting.size() / (table.table().columns() + 1);
            if (rest > 0) {
                try (PreparedStatement insertRest = connection.prepareStatement(insertOf(table, rest))) {
                    send(insertRest, waiting);
                }
            }
            return sent;
        }

        private void send(PreparedStatement insert, List<Object> rows) throws SQLException {
            int parameter = 0;
            for (Object column : rows) {
                insert.setObject(++parameter, column);
            }
            sent += insert.executeUpdate();
            rows.clear();
        }

        @Override
        public void close() throws SQLException {
            insertMany.close();
        }
    }
}
