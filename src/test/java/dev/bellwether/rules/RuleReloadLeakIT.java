package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are edited all day long; the classes of earlier versions must not stay. */
class RuleReloadLeakIT {

    private static final int RELOADS = 100;

    @TempDir
    Path temporary;

    @Test
    void aHundredReloadsLeaveNoClassesBehind() {
        var rules = new RuleDirectory(temporary);
        try (var book = new RuleBook(temporary, new RuleLoader())) {
            for (int i = 0; i < 10; i++) {
                reloadAndJudge(book, rules, i);
            }
            Usage before = Usage.now();
            for (int i = 0; i < RELOADS; i++) {
                reloadAndJudge(book, rules, 10 + i);
            }
            Usage after = Usage.now();

            assertThat((double) after.classes()).isBetween(before.classes() * 0.8, before.classes() * 1.2);
            assertThat((double) after.metaspace()).isLessThan(before.metaspace() * 1.2);
        }
    }

    /** Every reload has rules that are new to the engine, and every third has a mistake. */
    private static void reloadAndJudge(RuleBook book, RuleDirectory rules, int version) {
        rules.write(
                "a.drl",
                IntStream.range(0, 10)
                        .mapToObj(i -> RuleDirectory.rule("Rule" + i, conditions(version, i)))
                        .collect(Collectors.joining()));
        book.reload(TestKpis.ALL, Instant.EPOCH);
        var snapshots = new TestSnapshots(TestKpis.ORDERS).add(5, 5, 5, 1, "market", "BR");
        try (var lease = book.lease()) {
            lease.base().judge(snapshots).breaches();
        }
    }

    private static String conditions(int version, int rule) {
        String figure = version % 3 == 2 && rule == 3 ? "nofigure(value)" : "value";
        return "kpi == \"orders_total\", " + figure + " > " + (version * 100 + rule);
    }

    private record Usage(int classes, long metaspace) {

        static Usage now() {
            for (int i = 0; i < 3; i++) {
                System.gc(); // classes are unloaded by a full collection only
            }
            long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Metaspace"))
                    .map(MemoryPoolMXBean::getUsage)
                    .mapToLong(usage -> usage.getUsed())
                    .sum();
            return new Usage(ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(), metaspace);
        }

        @Override
        public String toString() {
            return classes + " classes, " + metaspace / 1024 + " KB";
        }
    }
}
