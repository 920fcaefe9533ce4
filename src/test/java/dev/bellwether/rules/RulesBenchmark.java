package dev.bellwether.rules;

import dev.bellwether.alert.Breach;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Unit;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the rule engine costs against a Java loop written by hand that looks the KPI up in a hash map: the same 100
 * rules over 20 KPIs, the same 100,000 snapshots, in one process, turn by turn. A main method, run by hand; prints
 * medians of the threads' processor time (other work on the machine does not count) and of the time on the wall.
 */
final class RulesBenchmark {

    private static final int KPIS = 20;
    private static final int SERIES = 5_000;
    private static final int ROUNDS = 60;

    private final List<Kpi> kpis = new ArrayList<>();
    private final List<TestSnapshots> ticks = new ArrayList<>();
    private final Map<String, List<Predicate<Snapshot>>> byHand = new HashMap<>();
    private final StringBuilder drl = new StringBuilder();

    public static void main(String[] args) throws Exception {
        new RulesBenchmark().run();
    }

    private void run() throws Exception {
        var random = new Random(7);
        for (int k = 0; k < KPIS; k++) {
            Kpi kpi = TestKpis.kpi("kpi_" + k + "_ratio", Unit.RATIO, "market", "carrier");
            kpis.add(kpi);
            ticks.add(snapshots(kpi, random));
            rules(kpi, k);
        }
        Path directory = Files.createTempDirectory("bench");
        var rules = new RuleDirectory(directory).write("bench.drl", drl.toString());
        ExecutorService helpers = Executors.newFixedThreadPool(1);
        try (RuleBase alone = rules.load(kpis);
                RuleBase two = new RuleLoader(helpers, 2).load(directory, kpis)) {
            compare("one thread", () -> byHand(), () -> byEngine(alone));
            compare("two threads", () -> byHand(), () -> byEngine(two));
        } finally {
            helpers.shutdown();
        }
    }

    private static TestSnapshots snapshots(Kpi kpi, Random random) {
        var snapshots = new TestSnapshots(kpi);
        String[] markets = {"BR", "ES", "PL", "US", "FR", "IL", "MX", "KR", "DE", "IT"};
        for (int i = 0; i < SERIES; i++) {
            double expected = 0.3 + random.nextDouble() * 0.4;
            double sigma = 0.02;
            double value = expected + random.nextGaussian() * sigma * (random.nextInt(300) == 0 ? 5 : 0.9);
            snapshots.add(
                    value,
                    random.nextInt(2_000),
                    expected,
                    sigma,
                    "market",
                    markets[i % 10],
                    "carrier",
                    "carrier-" + i / 10);
        }
        return snapshots;
    }

    private void rules(Kpi kpi, int k) {
        String id = kpi.id().value();
        double t = 1 + k / 100.0;
        add(
                id,
                s -> s.sample() >= 300 * t && s.delta() <= -0.08 * t && s.z() <= -2.3 * t,
                "sample >= %s, delta <= %s, z <= %s".formatted(300 * t, -0.08 * t, -2.3 * t));
        add(id, s -> s.sample() >= 100 * t && s.value() < s.low(), "sample >= %s, value < low".formatted(100 * t));
        add(id, s -> s.z() >= 3.5 * t, "z >= %s".formatted(3.5 * t));
        add(
                id,
                s -> s.change() <= -0.25 * t && s.sample() >= 50 * t,
                "change <= %s, sample >= %s".formatted(-0.25 * t, 50 * t));
        add(
                id,
                s -> s.label("market").equals("BR") && s.deviation() >= 0.2 * t,
                "label(\"market\") == \"BR\", deviation >= %s".formatted(0.2 * t));
    }

    private void add(String kpi, Predicate<Snapshot> byHand, String conditions) {
        List<Predicate<Snapshot>> ofKpi = this.byHand.computeIfAbsent(kpi, k -> new ArrayList<>());
        ofKpi.add(byHand);
        drl.append(RuleDirectory.rule(
                "Rule" + kpi.replace("_", "") + ofKpi.size(), "kpi == \"" + kpi + "\", " + conditions));
    }

    private int byHand() {
        int count = 0;
        for (TestSnapshots tick : ticks) {
            for (Snapshot snapshot : tick.all()) {
                for (Predicate<Snapshot> rule : byHand.get(snapshot.kpi())) {
                    if (rule.test(snapshot)) {
                        count++;
                    }
                }
            }
        }
        return count;
    }

    private int byEngine(RuleBase base) {
        int count = 0;
        for (TestSnapshots tick : ticks) {
            List<Breach> breaches = base.judge(tick).breaches();
            count += breaches.size();
        }
        return count;
    }

    private static void compare(String name, Supplier<Integer> hand, Supplier<Integer> engine) {
        int byHand = hand.get();
        int byEngine = engine.get();
        if (byHand != byEngine) {
            throw new IllegalStateException(byHand + " by hand, " + byEngine + " by the engine");
        }
        double[][] times = new double[4][ROUNDS];
        for (int i = -20; i < ROUNDS; i++) {
            long[] a = timed(hand);
            long[] b = timed(engine);
            if (i >= 0) {
                times[0][i] = a[0] / 1e6;
                times[1][i] = b[0] / 1e6;
                times[2][i] = a[1] / 1e6;
                times[3][i] = b[1] / 1e6;
            }
        }
        System.out.printf(
                "%s, %d breaches: wall %.2f ms by hand, %.2f ms by the engine, ratio %.2f; best %.2f, %.2f, ratio %.2f;"
                        + " processor %.2f, %.2f, ratio %.2f%n",
                name,
                byHand,
                median(times[0]),
                median(times[1]),
                median(times[1]) / median(times[0]),
                times[0][0],
                times[1][0],
                times[1][0] / times[0][0],
                median(times[2]),
                median(times[3]),
                median(times[3]) / median(times[2]));
    }

    private static long[] timed(Supplier<Integer> work) {
        var threads = ManagementFactory.getThreadMXBean();
        long wall = System.nanoTime();
        long processor = threads.getCurrentThreadCpuTime();
        work.get();
        return new long[] {System.nanoTime() - wall, threads.getCurrentThreadCpuTime() - processor};
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
