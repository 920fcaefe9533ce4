package dev.bellwether.rules;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.drl.DrlReader;
import dev.bellwether.drl.Findings;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.ParsedFile;
import dev.bellwether.drl.RuleFolder;
import dev.bellwether.drl.RuleSet;
import dev.bellwether.drl.RuleSet.Surroundings;
import dev.bellwether.drl.RuleSetCheck;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Unit;
import dev.bellwether.limit.Limits;
import dev.bellwether.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What share of loading 1,000 rules goes to reading and checking them before the engine compiles them, and what an
 * explanation costs beside the judging of the same rule and series. A main method; prints medians of one run, in which
 * the parts take turns.
 */
final class CheckBenchmark {

    private static final int KPIS = 20;
    private static final int RULES = 1_000;
    private static final int LOADS = 4;
    private static final int SERIES = 2_000;
    private static final int ROUNDS = 9;

    private final List<Kpi> kpis = new ArrayList<>();
    private final RuleDirectory rules;
    private long checksum;

    private CheckBenchmark(Path directory) {
        rules = new RuleDirectory(directory);
        for (int k = 0; k < KPIS; k++) {
            kpis.add(TestKpis.kpi("kpi_" + k + "_ratio", Unit.RATIO, "market"));
            rules.write("kpi" + k + ".drl", rulesOf(k));
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.printf(
                "Java %s, %d processors, %d rules in %d files%n",
                Runtime.version(), Runtime.getRuntime().availableProcessors(), RULES, KPIS);
        var benchmark = new CheckBenchmark(Files.createTempDirectory("bench"));
        benchmark.compareLoading();
        benchmark.compareExplaining();
    }

    private static String rulesOf(int kpi) {
        var drl = new StringBuilder();
        for (int r = 0; r < RULES / KPIS; r++) {
            String conditions = "kpi == \"kpi_%d_ratio\", sample >= %d, delta <= -%.4f, z <= -%.3f"
                    .formatted(kpi, 100 + r, 0.05 + r * 0.001, 2 + r * 0.01);
            drl.append(RuleDirectory.rule("Kpi%dRule%d".formatted(kpi, r), conditions));
        }
        return drl.toString();
    }

    private void compareLoading() {
        double[][] times = new double[3][LOADS];
        for (int round = -1; round < LOADS; round++) { // the first warms up
            var problems = new Problems();
            long start = System.nanoTime();
            RuleFolder folder = RuleFolder.read(rules.path(), problems);
            List<ParsedFile> parsed = folder.rules().stream()
                    .flatMap(file -> DrlReader.read(file, problems).stream())
                    .toList();
            long read = System.nanoTime();
            var set = new RuleSet(
                    parsed.stream().flatMap(file -> file.drafts().stream()).toList(),
                    new Surroundings(rules.path(), kpis, name -> false, Limits.NONE),
                    true);
            List<LoadedRule> checked = RuleSetCheck.check(set, new Findings(problems, new Problems(), new Problems()));
            long check = System.nanoTime();
            problems.throwIfAny();
            try (RuleBase base = rules.load(kpis)) {
                long load = System.nanoTime();
                checksum += checked.size() + base.rules().size();
                if (round >= 0) {
                    times[0][round] = (read - start) / 1e6;
                    times[1][round] = (check - read) / 1e6;
                    times[2][round] = (load - check) / 1e6;
                }
            }
        }
        double all = median(times[2]);
        System.out.printf(
                Locale.ROOT,
                "loading %.0f ms; of it reading and parsing %.0f ms (%.1f %%), checks and allow-list %.0f ms (%.1f %%),"
                        + " compiling and trying out %.0f ms%n",
                all,
                median(times[0]),
                100 * median(times[0]) / all,
                median(times[1]),
                100 * median(times[1]) / all,
                all - median(times[0]) - median(times[1]));
    }

    private void compareExplaining() {
        try (RuleBase base = rules.load(kpis)) {
            var quiet = new TestSnapshots(kpis.get(0));
            var bad = new TestSnapshots(kpis.get(0));
            for (int i = 0; i < SERIES; i++) {
                quiet.add(0.5, 2_000, 0.5, 0.02, "market", "M" + i);
                bad.add(0.2, 2_000, 0.5, 0.02, "market", "M" + i);
            }
            compare("a quiet series", base, quiet);
            compare("a breach", base, bad);
        }
        System.out.println("checksum " + checksum);
    }

    /** Judging explains each breach; of quiet series nothing is explained until somebody asks. */
    private void compare(String what, RuleBase base, TestSnapshots snapshots) {
        List<String> ofKpi =
                base.rulesAt(snapshots.kpi().id()).stream().map(AlertRule::name).toList();
        double[] judging = new double[ROUNDS];
        double[] explaining = new double[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long start = System.nanoTime();
            checksum += base.judge(snapshots).breaches().size();
            long judged = System.nanoTime();
            for (Snapshot snapshot : snapshots.all()) {
                for (String rule : ofKpi) {
                    checksum += base.explain(rule, snapshot).size();
                }
            }
            long explained = System.nanoTime();
            if (round >= 0) {
                double pairs = (double) ofKpi.size() * SERIES;
                judging[round] = (judged - start) / pairs / 1e3;
                explaining[round] = (explained - judged) / pairs / 1e3;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s, a rule: judging %.3f us, explaining on demand %.3f us, ratio %.1f%n",
                what,
                median(judging),
                median(explaining),
                median(explaining) / median(judging));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
