package dev.bellwether.ruletest;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.MetricSource;
import java.time.Instant;

/** Answers for every KPI of a test with the rows written in it. */
final class WrittenSource implements MetricSource {

    private final RuleTest test;

    WrittenSource(RuleTest test) {
        this.test = test;
    }

    @Override
    public String name() {
        return "rule test";
    }

    @Override
    public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
        for (InputSeries series : test.seriesOf(kpi)) {
            Instant at = series.first();
            for (Row row : series.rows()) {
                if (row.comes() && window.contains(at)) {
                    hand(series, at, row, receiver);
                }
                at = kpi.next(at);
            }
        }
    }

    /** What lies before the first row of {@code kpi}, as a back-fill would bring it. */
    void fetchPast(Kpi kpi, SampleReceiver receiver) {
        for (InputSeries series : test.seriesOf(kpi)) {
            if (series.season().isEmpty()) {
                continue;
            }
            Instant at = series.first();
            for (int grain = 0; grain < series.weeks() * InputSeries.grainsAWeek(kpi.grain()); grain++) {
                at = kpi.previous(at);
                Row row = series.past(at);
                if (row.comes()) {
                    hand(series, at, row, receiver);
                }
            }
        }
    }

    private static void hand(InputSeries series, Instant at, Row row, SampleReceiver receiver) {
        String[] values =
                series.kpi().dimensions().stream().map(series.labels()::get).toArray(String[]::new);
        receiver.accept(values, at.toEpochMilli(), row.value(), row.numerator(), row.denominator(), row.sample());
    }
}
