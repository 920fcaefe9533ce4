package dev.bellwether.exposition;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A metric of several series while it is being gathered. */
final class Family {

    private enum Type {
        GAUGE,
        COUNTER
    }

    private final Type type;
    private final MetricMetadata name;
    private final Map<Labels, Double> values = new LinkedHashMap<>();

    private Family(Type type, String name, String help) {
        this.type = type;
        this.name = new MetricMetadata(name, help);
    }

    /** A gauge. */
    Family(String name, String help) {
        this(Type.GAUGE, name, help);
    }

    /** @param name without {@code _total}, which is added */
    static Family counter(String name, String help) {
        return new Family(Type.COUNTER, name, help);
    }

    /** Nothing for a figure that does not exist. A series that came before keeps its place: two would fail the scrape. */
    Family add(double value, Labels labels) {
        if (!Double.isNaN(value)) {
            values.putIfAbsent(labels, value);
        }
        return this;
    }

    /** @param namesAndValues of labels, in turn */
    Family add(double value, String... namesAndValues) {
        var names = new ArrayList<String>();
        var labels = new ArrayList<String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            names.add(namesAndValues[i]);
            labels.add(namesAndValues[i + 1]);
        }
        return add(value, Labels.of(names, labels));
    }

    MetricSnapshot snapshot() {
        return type == Type.COUNTER
                ? new CounterSnapshot(name, points((labels, value) -> CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()))
                : new GaugeSnapshot(name, points((labels, value) -> GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()));
    }

    private interface Point<T> {
        T of(Labels labels, double value);
    }

    private <T> List<T> points(Point<T> point) {
        var points = new ArrayList<T>(values.size());
        values.forEach((labels, value) -> points.add(point.of(labels, value)));
        return points;
    }
}
