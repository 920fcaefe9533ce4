package dev.bellwether.bench;

import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.testing.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;

/** What does {@link JdbcSource} cost on top of a bare loop over the same rows of a PostgreSQL on loopback? */
public final class JdbcFetchBenchmark {

    private static final int ROUNDS = 120;
    private static final int FETCH_SIZE = 5_000;
    private static final Instant AT = Instant.parse("2026-01-05T01:00:00Z");
    private static final Window WINDOW = new Window(AT.minusSeconds(3600), AT);
    private static final String COLUMNS = "SELECT market, carrier, category, ended_at AS at, late AS numerator,"
            + " due AS denominator FROM late WHERE ended_at > %s AND ended_at <= %s";

    private double sum;

    private JdbcFetchBenchmark() {}

    public static void main(String[] arguments) throws SQLException {
        new JdbcFetchBenchmark().compare(arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]));
    }

    private void compare(int rows) throws SQLException {
        DataSource database = Postgres.freshDatabase();
        fill(database, rows);
        var source = new JdbcSource(
                database, new JdbcSource.Settings("warehouse", Duration.ofSeconds(60), FETCH_SIZE, 10_000_000));
        Kpi kpi = kpi();
        double[] bare = new double[ROUNDS];
        double[] ours = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            bareLoop(database);
            long middle = System.nanoTime();
            source.fetch(kpi, WINDOW, new Adding());
            bare[round] = (middle - start) / 1e6;
            ours[round] = (System.nanoTime() - middle) / 1e6;
        }
        System.out.printf("%,d rows of 6 columns, %d rounds (checksum %.0f)%n", rows, ROUNDS, sum);
        print("median", bare, ours, 0.5);
        print("best tenth", bare, ours, 0.1); // the least disturbed by whatever else this machine does
    }

    private static void print(String what, double[] bare, double[] ours, double quantile) {
        double bareTime = warm(bare, quantile);
        double ourTime = warm(ours, quantile);
        System.out.printf(
                "%-10s bare loop %.1f ms, JdbcSource %.1f ms, ratio %.2f%n",
                what, bareTime, ourTime, ourTime / bareTime);
    }

    /** Of the rounds after the first third. */
    private static double warm(double[] times, double quantile) {
        double[] warm = Arrays.copyOfRange(times, times.length / 3, times.length);
        Arrays.sort(warm);
        return warm[(int) (warm.length * quantile)];
    }

    private static void fill(DataSource database, int rows) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE late (market text, carrier text, category text, ended_at timestamptz,"
                    + " late double precision, due double precision)");
            statement.execute("INSERT INTO late SELECT 'M' || i % 40, 'carrier-' || i % 50, 'category-' || i / 2000,"
                    + " '" + AT + "', i % 97 + 0.25, i % 997 FROM generate_series(1, " + rows + ") i");
            statement.execute("ANALYZE late");
        }
    }

    private void bareLoop(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(COLUMNS.formatted("?", "?"))) {
                statement.setFetchSize(FETCH_SIZE);
                statement.setObject(1, OffsetDateTime.ofInstant(WINDOW.from(), ZoneOffset.UTC));
                statement.setObject(2, OffsetDateTime.ofInstant(WINDOW.to(), ZoneOffset.UTC));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        sum += rows.getString(1).length()
                                + rows.getString(2).length()
                                + rows.getString(3).length()
                                + rows.getTimestamp(4).getTime()
                                + rows.getDouble(5)
                                + rows.getDouble(6);
                    }
                }
            }
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setReadOnly(false);
        }
    }

    private static Kpi kpi() {
        return new Kpi(
                new KpiId("late_ratio"),
                "Late orders",
                "",
                Unit.RATIO,
                Direction.LOWER_IS_BETTER,
                Tier.CORE,
                Stage.POST_PURCHASE,
                Stakeholder.SELLERS,
                "seller-success",
                List.of("market", "carrier", "category"),
                Grain.HOUR,
                Duration.ZERO,
                Duration.ofHours(3),
                Duration.ZERO,
                0,
                Seasonality.WEEK,
                false,
                ZoneOffset.UTC,
                "warehouse",
                COLUMNS.formatted(":from", ":to"));
    }

    /** Looks at everything, as the bare loop does. */
    private final class Adding implements SampleReceiver {

        @Override
        public void accept(
                String[] values, long at, double value, double numerator, double denominator, double sample) {
            sum += values[0].length() + values[1].length() + values[2].length() + at + numerator + denominator;
        }

        @Override
        public void reject(String[] values, String why) {
            throw new IllegalStateException(why);
        }
    }
}
