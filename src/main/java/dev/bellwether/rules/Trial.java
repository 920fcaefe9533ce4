package dev.bellwether.rules;

import dev.bellwether.alert.Breach;
import dev.bellwether.history.Baseline;
import dev.bellwether.history.Series;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.Snapshot.Reading;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Judges made-up snapshots with a fresh rule base: rules that cannot bear a figure are found before they are relied
 * on, and the first tick after a reload does not pay for loading classes.
 */
final class Trial {

    private static final int SERIES = 64;
    private static final Instant AT = Instant.parse("2026-01-05T00:00:00Z");

    private Trial() {}

    /** @throws RuleFailure when a rule cannot be judged */
    static void of(RuleBase base, Collection<Kpi> kpis) {
        List<Breach> standing = new ArrayList<>();
        Map<String, RuleFailure> failures = new LinkedHashMap<>();
        List<Snapshot> snapshots = new ArrayList<>();
        for (Kpi kpi : kpis) {
            List<Snapshot> made = madeUp(kpi, base);
            standing.addAll(base.raisedOver(new Made(kpi, made), failures));
            if (base.groupInputs().contains(kpi.id())) {
                snapshots.addAll(made);
            }
        }
        base.raisedOverGroups(standing, snapshots, AT, failures);
        failures.values().stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
    }

    private record Made(Kpi kpi, List<Snapshot> all) implements Snapshots {
        @Override
        public Instant at() {
            return AT;
        }

        @Override
        public int size() {
            return all.size();
        }

        @Override
        public List<Snapshot> chunk(int from, int to) {
            return all.subList(from, to);
        }
    }

    /** From far below to far above what is expected; one without a past, and one that is missing. */
    private static List<Snapshot> madeUp(Kpi kpi, RuleBase base) {
        List<Snapshot> all = new ArrayList<>();
        var random = new Random(1);
        for (int i = 0; i < SERIES; i++) {
            double expected = Math.pow(10, random.nextInt(6) - 2);
            double value = expected * random.nextDouble() * 3;
            var baseline = i == 0 ? Baseline.NONE : new Baseline(expected, expected / 10, 8);
            var reading = i == 1
                    ? new Reading(Double.NaN, Double.NaN, Double.NaN, Double.NaN)
                    : new Reading(value, Double.NaN, Double.NaN, random.nextInt(100_000));
            all.add(new Snapshot(
                    kpi,
                    new Series(i, labels(kpi, i)),
                    AT,
                    reading,
                    expected,
                    expected,
                    baseline,
                    base.limits(),
                    ZoneOffset.UTC,
                    0,
                    i == 1));
        }
        return all;
    }

    private static Labels labels(Kpi kpi, int series) {
        Map<String, String> labels = new HashMap<>();
        kpi.dimensions().forEach(dimension -> labels.put(dimension, "trial-" + series % 8));
        return Labels.of(labels).with("trial", Integer.toString(series));
    }
}
