package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.kpi.Kpi;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules are edited all day long; the classes of earlier versions must not stay. */
class RuleReloadLeakIT {

    /** Two hundred for a run by hand: {@code -Dbellwether.reloads=200}. */
    private static final int RELOADS = Integer.getInteger("bellwether.reloads", 10);

    @TempDir
    Path temporary;

    @Test
    void reloadsOfTheShippedRulesLeaveNoClassesBehind() throws IOException {
        List<Kpi> kpis = CatalogueReader.read(Path.of("kpis")).catalogue().kpis();
        String demand = Files.readString(Path.of("rules/demand.drl"));
        copyOfShippedRules();
        try (var book = new RuleBook(temporary, new RuleLoader())) {
            for (int i = 0; i < 5; i++) {
                reloadAndJudge(book, kpis, demand, i);
            }
            Usage before = Usage.now();
            for (int i = 0; i < RELOADS; i++) {
                reloadAndJudge(book, kpis, demand, 5 + i);
            }
            Usage after = Usage.now();
            System.out.println(RELOADS + " reloads: " + before + " -> " + after);

            assertThat((double) after.classes()).isBetween(before.classes() * 0.8, before.classes() * 1.2);
            assertThat((double) after.metaspace()).isLessThan(before.metaspace() * 1.2);
        }
    }

    private void copyOfShippedRules() throws IOException {
        try (var files = Files.list(Path.of("rules"))) {
            for (Path file : files.toList()) {
                Files.copy(file, temporary.resolve(file.getFileName().toString()));
            }
        }
    }

    /** Every reload has a rule that is new to the engine, and every third a mistake as well. */
    private void reloadAndJudge(RuleBook book, List<Kpi> kpis, String demand, int version) throws IOException {
        Files.writeString(temporary.resolve("demand.drl"), demand + RuleDirectory.rule("Added", condition(version)));
        book.reload(kpis, Instant.EPOCH);
        assertThat(book.status().rules()).isGreaterThan(30);
        Kpi kpi = kpis.get(0);
        try (var lease = book.lease()) {
            lease.base().judge(new TestSnapshots(kpi).add(5, 5, 5, 1, "market", "BR"));
        }
    }

    private static String condition(int version) {
        String figure = version % 3 == 2 ? "nofigure(value)" : "value";
        return "kpi == \"gmv_usd\", " + figure + " > " + version;
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
