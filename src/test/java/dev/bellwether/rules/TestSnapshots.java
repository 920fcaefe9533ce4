package dev.bellwether.rules;

import dev.bellwether.history.Baseline;
import dev.bellwether.history.Series;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.Snapshot.Reading;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.limit.Limits;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Snapshots of one KPI, written by hand. */
class TestSnapshots implements Snapshots {

    static final Instant AT = Instant.parse("2026-03-02T00:00:00Z");

    private final Kpi kpi;
    private final List<Snapshot> all = new ArrayList<>();

    TestSnapshots(Kpi kpi) {
        this.kpi = kpi;
    }

    TestSnapshots add(Snapshot snapshot) {
        all.add(snapshot);
        return this;
    }

    /** A reading of {@code value}, where {@code expected} was usual, give or take {@code sigma}. */
    TestSnapshots add(double value, double sample, double expected, double sigma, String... labels) {
        return add(snapshot(kpi, value, sample, expected, sigma, labels));
    }

    static Snapshot snapshot(Kpi kpi, double value, double sample, double expected, double sigma, String... labels) {
        return new Snapshot(
                kpi,
                new Series(0, Labels.of(labels)),
                AT,
                new Reading(value, Double.NaN, Double.NaN, sample),
                expected,
                expected,
                new Baseline(expected, sigma, Double.isNaN(expected) ? 0 : 8),
                Limits.NONE,
                ZoneOffset.UTC,
                0,
                false);
    }

    static Snapshot missing(Kpi kpi, String... labels) {
        return new Snapshot(
                kpi,
                new Series(0, Labels.of(labels)),
                AT,
                new Reading(Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                1,
                1,
                Baseline.NONE,
                Limits.NONE,
                ZoneOffset.UTC,
                0,
                true);
    }

    List<Snapshot> all() {
        return all;
    }

    @Override
    public Kpi kpi() {
        return kpi;
    }

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
