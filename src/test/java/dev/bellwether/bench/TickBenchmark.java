package dev.bellwether.bench;

import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluation.Phase;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.history.History;
import dev.bellwether.history.Past;
import dev.bellwether.history.PastSlots;
import dev.bellwether.history.Samples;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.SnapshotTaker;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Unit;
import dev.bellwether.limit.Limits;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.store.JdbcAlerts;
import dev.bellwether.store.JdbcHistory;
import dev.bellwether.testing.Databases;
import dev.bellwether.testing.Kpis;
import dev.bellwether.testing.Postgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * What does a whole tick cost beside the bare fetch of the same rows, and rules beside a loop written by hand? Twenty
 * KPIs share the series; a hundred rules judge them, five a KPI; one series in two hundred is bad. Warehouse and state
 * are databases of a PostgreSQL on loopback. Bare fetch and tick take turns in one run, so their ratio holds on a busy
 * machine where the milliseconds do not.
 */
public final class TickBenchmark {

    private static final int KPIS = 20;

    /** Every breach is an alert, so that the work grows with the series. */
    private static final int NO_STORM = Integer.MAX_VALUE;

    private static final int WARM_UP = 6;
    private static final int COUNTED = 9;
    private static final int TICKS = WARM_UP + COUNTED;

    /** How many KPIs of one source the service evaluates at once, by default. */
    private static final int WORKERS = 2;

    private static final Instant FIRST = Instant.parse("2026-11-02T06:00:00Z");
    private static final int FETCH_SIZE = 10_000;

    private static final List<String> CONDITIONS = List.of(
            "sample >= 300, delta >= 0.08, z >= 4",
            "sample >= 300, delta <= -0.05, z <= -4",
            "sample >= 100, change <= -0.9",
            "deviation >= 2.5, z >= 6",
            "value > high, weeks >= 6, value > 0.5");

    private static final List<Predicate<Snapshot>> BY_HAND = List.of(
            s -> s.sample() >= 300 && s.delta() >= 0.08 && s.z() >= 4,
            s -> s.sample() >= 300 && s.delta() <= -0.05 && s.z() <= -4,
            s -> s.sample() >= 100 && s.change() <= -0.9,
            s -> s.deviation() >= 2.5 && s.z() >= 6,
            s -> s.value() > s.high() && s.weeks() >= 6 && s.value() > 0.5);

    private final int series;
    private final List<Kpi> kpis = new ArrayList<>();
    private final DataSource warehouse;
    private final DataSource state;
    private double checksum;

    private TickBenchmark(int series) throws SQLException {
        this.series = series;
        this.warehouse = Postgres.freshDatabase();
        this.state = Databases.migrated(Postgres.freshDatabase());
        for (int number = 0; number < KPIS; number++) {
            kpis.add(Kpis.kpi("kpi_" + (char) ('a' + number) + "_ratio")
                    .unit(Unit.RATIO)
                    .grain(Grain.HOUR)
                    .dimensions("market", "segment", "carrier")
                    .query(query(number, ":from", ":to"))
                    .build());
        }
    }

    /** @param arguments numbers of series; 10,000 and 100,000 when there are none */
    public static void main(String[] arguments) throws Exception {
        String[] sizes = arguments.length == 0 ? new String[] {"10000", "100000"} : arguments;
        System.out.printf(
                "Java %s, %d processors, heap at most %,d MB%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        for (String size : sizes) {
            new TickBenchmark(Integer.parseInt(size)).run();
        }
        System.exit(0); // the embedded server's threads would hold the process
    }

    private void run() throws Exception {
        System.out.printf("%n%,d series, %d KPIs, %d rules: filling …%n", series, KPIS, KPIS * CONDITIONS.size());
        fillWarehouse();
        History history = new JdbcHistory(state);
        fillHistory(history);
        ExecutorService helpers = Executors.newFixedThreadPool(3);
        Path folder = Files.createTempDirectory("rules");
        writeRules(folder);
        try (var rules = new RuleBook(
                        folder, new RuleLoader(helpers, Runtime.getRuntime().availableProcessors(), NO_STORM));
                var alone = new RuleBook(folder, new RuleLoader(Runnable::run, 1, NO_STORM))) {
            rules.reload(kpis, FIRST);
            alone.reload(kpis, FIRST);
            ticks(history, rules, helpers, 1, 0);
            ticks(history, rules, helpers, WORKERS, TICKS);
            rulesAlone(history, rules, alone);
            restart(rules, helpers);
        } finally {
            helpers.shutdownNow();
        }
    }

    // --- the whole tick -----------------------------------------------------------------------------------------

    private void ticks(History history, RuleBook rules, ExecutorService helpers, int workers, int from)
            throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        List<Map<Phase, Duration>> phases = Collections.synchronizedList(new ArrayList<>());
        List<Evaluation> found = Collections.synchronizedList(new ArrayList<>());
        var evaluator = new Evaluator(history, rules, new JdbcAlerts(state), new Standing(), helpers, evaluation -> {
            phases.add(evaluation.phases());
            found.add(evaluation);
        });
        var source = source();
        double[] bare = new double[COUNTED];
        double[] whole = new double[COUNTED];
        double[] ahead = new double[COUNTED];
        var parts = new EnumMap<Phase, double[]>(Phase.class);
        for (int tick = 0; tick < TICKS; tick++) {
            Instant at = at(from + tick);
            long before = System.nanoTime();
            kpis.forEach(kpi -> evaluator.prepare(kpi, Markets.NONE, at));
            long start = System.nanoTime();
            for (int number = 0; number < KPIS; number++) {
                bareFetch(number, at);
            }
            long middle = System.nanoTime();
            phases.clear();
            found.clear();
            if (tick == WARM_UP) {
                resetPeak();
            }
            List<Callable<Evaluation>> evaluations = kpis.stream()
                    .map(kpi -> (Callable<Evaluation>) () -> evaluator.evaluate(kpi, source, Markets.NONE, at))
                    .toList();
            pool.invokeAll(evaluations);
            long end = System.nanoTime();
            if (tick >= WARM_UP) {
                int counted = tick - WARM_UP;
                bare[counted] = (middle - start) / 1e6;
                whole[counted] = (end - middle) / 1e6;
                ahead[counted] = (start - before) / 1e6;
                phases.forEach(of -> of.forEach((phase, took) ->
                        parts.computeIfAbsent(phase, any -> new double[COUNTED])[counted] += took.toNanos() / 1e6));
            }
        }
        pool.shutdown();
        failOnTrouble(found);
        System.out.printf("KPIs evaluated at once: %d%n", workers);
        System.out.printf(
                "| bare fetch | tick | ratio | %s | breaches | peak heap | read ahead, before the tick |%n",
                String.join(
                        " | ",
                        Arrays.stream(Phase.values()).map(Phase::toString).toList()));
        System.out.printf(
                "| %.1f ms | %.1f ms | %.2f | %s | %,d | %,d MB | %.1f ms |%n",
                median(bare),
                median(whole),
                medianRatio(whole, bare),
                String.join(
                        " | ",
                        Arrays.stream(Phase.values())
                                .map(phase -> "%.1f".formatted(median(parts.getOrDefault(phase, new double[COUNTED]))))
                                .toList()),
                found.stream().mapToInt(Evaluation::breaches).sum(),
                peakHeap(),
                median(ahead));
    }

    private JdbcSource source() {
        return new JdbcSource(
                warehouse, new JdbcSource.Settings("warehouse", Duration.ofSeconds(60), FETCH_SIZE, 10_000_000));
    }

    private static void failOnTrouble(List<Evaluation> evaluations) {
        evaluations.stream()
                .filter(evaluation -> evaluation.outcome() != Evaluation.Outcome.OK)
                .findFirst()
                .ifPresent(bad -> {
                    throw new IllegalStateException(bad.outcome() + ": " + bad.trouble());
                });
    }

    private void bareFetch(int kpi, Instant at) throws SQLException {
        try (Connection connection = warehouse.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(query(kpi, "?", "?"))) {
                statement.setFetchSize(FETCH_SIZE);
                statement.setObject(1, OffsetDateTime.ofInstant(at.minus(Duration.ofHours(1)), ZoneOffset.UTC));
                statement.setObject(2, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        checksum += rows.getString(1).length()
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

    // --- after a restart ----------------------------------------------------------------------------------------

    /** Nothing is remembered but what the database holds; rules are compiled before a service is ready. */
    private void restart(RuleBook rules, ExecutorService helpers) {
        Instant at = at(2 * TICKS);
        var outcomes = new ArrayList<Evaluation>();
        long start = System.nanoTime();
        var evaluator = new Evaluator(
                new JdbcHistory(state), rules, new JdbcAlerts(state), new Standing(), helpers, outcomes::add);
        var source = source();
        for (Kpi kpi : kpis) {
            evaluator.evaluate(kpi, source, Markets.NONE, at);
        }
        double took = (System.nanoTime() - start) / 1e6;
        failOnTrouble(outcomes);
        System.out.printf(
                "first tick with nothing in memory: %.0f ms, %,d breaches%n",
                took, outcomes.stream().mapToInt(Evaluation::breaches).sum());
    }

    // --- rules alone --------------------------------------------------------------------------------------------

    private void rulesAlone(History history, RuleBook rules, RuleBook alone) {
        var taker = new SnapshotTaker(history);
        Instant at = at(2 * TICKS - 1);
        var made = new ArrayList<Made>();
        var byHand = new HashMap<String, List<Predicate<Snapshot>>>();
        double making = 0;
        for (Kpi kpi : kpis) {
            Past past = taker.past(kpi, Markets.NONE, at);
            Samples now = history.read(kpi.id(), List.of(at)).get(at);
            Snapshots snapshots = taker.take(kpi, now, past, Limits.NONE, at);
            long start = System.nanoTime();
            List<Snapshot> all = snapshots.chunk(0, snapshots.size());
            making += (System.nanoTime() - start) / 1e6;
            made.add(new Made(kpi, at, all));
            byHand.put(kpi.id().value(), BY_HAND);
        }
        double[] hand = new double[60];
        double[] one = new double[hand.length];
        double[] all = new double[hand.length];
        long handFound = 0;
        long found = 0;
        for (int round = 0; round < hand.length; round++) {
            long start = System.nanoTime();
            handFound = 0;
            for (Made of : made) {
                for (Snapshot snapshot : of.snapshots()) {
                    for (Predicate<Snapshot> rule : byHand.get(snapshot.kpi())) {
                        if (rule.test(snapshot)) {
                            handFound++;
                        }
                    }
                }
            }
            long second = System.nanoTime();
            found = judge(alone, made);
            long third = System.nanoTime();
            judge(rules, made);
            hand[round] = (second - start) / 1e6;
            one[round] = (third - second) / 1e6;
            all[round] = (System.nanoTime() - third) / 1e6;
        }
        if (found != handFound) {
            throw new IllegalStateException("rules found " + found + ", the loop " + handFound);
        }
        double[] warmHand = warm(hand);
        System.out.printf(
                "rules over ready snapshots, %,d breaches: hand loop %.1f ms; rules, one thread %.1f ms, ratio %.2f;"
                        + " rules, all threads %.1f ms, ratio %.2f%n",
                found,
                median(warmHand),
                median(warm(one)),
                medianRatio(warm(one), warmHand),
                median(warm(all)),
                medianRatio(warm(all), warmHand));
        System.out.printf("making the snapshots with their baselines, one thread, once: %.1f ms%n", making);
    }

    private static long judge(RuleBook book, List<Made> made) {
        long found = 0;
        try (RuleBook.Lease rules = book.lease()) {
            for (Made snapshots : made) {
                found += rules.base().judge(snapshots).breaches().size();
            }
        }
        return found;
    }

    /** Snapshots that are ready, so that only the judging is timed. */
    private record Made(Kpi kpi, Instant at, List<Snapshot> snapshots) implements Snapshots {

        @Override
        public int size() {
            return snapshots.size();
        }

        @Override
        public List<Snapshot> chunk(int from, int to) {
            return snapshots.subList(from, to);
        }
    }

    // --- what is judged -----------------------------------------------------------------------------------------

    private static Instant at(int tick) {
        return FIRST.plus(Duration.ofHours(tick));
    }

    private static String query(int kpi, String from, String to) {
        return "SELECT market, segment, carrier, ended_at AS at, late AS numerator, due AS denominator FROM fact"
                + " WHERE kpi = " + kpi + " AND ended_at > " + from + " AND ended_at <= " + to;
    }

    private void fillWarehouse() throws SQLException {
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE fact (kpi int, ended_at timestamptz, market text, segment text, carrier text,"
                            + " late double precision, due double precision)");
            for (int tick = 0; tick <= 2 * TICKS; tick++) {
                statement.execute("""
                        INSERT INTO fact
                        SELECT i %% %1$d, '%2$s', 'M' || i / %1$d %% 10, 'segment-' || i / %1$d / 10 %% 5,
                               'carrier-' || i / %1$d / 50,
                               CASE WHEN (i / %1$d + %3$d) %% 200 = 0 THEN 310 ELSE 95 + (i * 31 + %3$d) %% 11 END, 1000
                        FROM generate_series(0, %4$d) i
                        """.formatted(KPIS, at(tick), tick, series - 1));
            }
            statement.execute("CREATE INDEX ON fact (kpi, ended_at)");
            statement.execute("VACUUM ANALYZE fact");
        }
    }

    private void fillHistory(History history) {
        Set<Instant> slots = new HashSet<>();
        for (int tick = 0; tick <= 2 * TICKS; tick++) {
            slots.addAll(PastSlots.before(at(tick), kpis.get(0), ZoneOffset.UTC));
        }
        slots.add(at(-1));
        var random = new Random(7);
        for (Kpi kpi : kpis) {
            SeriesIndex index = history.seriesOf(kpi);
            for (int i = 0; i < series / KPIS; i++) {
                index.numberOf(new String[] {"M" + i % 10, "segment-" + i / 10 % 5, "carrier-" + i / 50});
            }
            for (Instant slot : slots) {
                var samples = new Samples(slot);
                for (int i = 0; i < series / KPIS; i++) {
                    samples.put(i, Double.NaN, 95 + random.nextInt(11), 1000, Double.NaN);
                }
                history.append(kpi, List.of(samples));
            }
        }
    }

    private void writeRules(Path folder) throws IOException {
        var text = new StringBuilder("package bench;\n\nimport dev.bellwether.history.Snapshot;\n"
                + "global dev.bellwether.rules.Breaches breaches;\n\n");
        for (Kpi kpi : kpis) {
            for (int number = 0; number < CONDITIONS.size(); number++) {
                String letter = kpi.id().value().substring(4, 5).toUpperCase(java.util.Locale.ROOT);
                text.append("""
                        rule "Kpi%sRule%d"
                          @severity("warning") @owner("bench") @summary("{{market}}: {{value}}") @runbook("docs/none.md")
                        when
                          $s : Snapshot( kpi == "%s", %s )
                        then
                          breaches.raise($s);
                        end

                        """.formatted(letter, number, kpi.id(), CONDITIONS.get(number)));
            }
        }
        Files.writeString(folder.resolve("bench.drl"), text);
    }

    // --- figures ------------------------------------------------------------------------------------------------

    private static double[] warm(double[] times) {
        return Arrays.copyOfRange(times, times.length / 3, times.length);
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Of the ratios pair by pair, which hold when the machine's speed drifts. */
    private static double medianRatio(double[] ours, double[] theirs) {
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        return median(ratios);
    }

    private static void resetPeak() {
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peakHeap() {
        return heapPools().stream()
                        .mapToLong(pool -> pool.getPeakUsage().getUsed())
                        .sum()
                >> 20;
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
