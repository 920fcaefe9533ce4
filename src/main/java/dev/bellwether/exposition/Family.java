package dev.bellwether.exposition;

import dev.bellwether.kpi.Labels;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/** A gauge of several series while it is being gathered. */
final class Family {

    private final MetricMetadata name;
    private final Map<io.prometheus.metrics.model.snapshots.Labels, Double> values = new LinkedHashMap<>();

    Family(String name, String help) {
        this.name = new MetricMetadata(name, help);
    }

    /** Nothing for a figure that does not exist. A series that came before keeps its place: two would fail the scrape. */
    Family add(double value, Map<String, String> ours, Labels own) {
        if (!Double.isNaN(value)) {
            values.putIfAbsent(LabelNames.merge(ours, own), value);
        }
        return this;
    }

    Family add(double value, Map<String, String> ours) {
        return add(value, ours, Labels.NONE);
    }

    Family add(double value) {
        return add(value, Map.of());
    }

    GaugeSnapshot snapshot() {
        return new GaugeSnapshot(
                name,
                values.entrySet().stream()
                        .map(point -> GaugeDataPointSnapshot.builder()
                                .labels(point.getKey())
                                .value(point.getValue())
                                .build())
                        .toList());
    }
}
