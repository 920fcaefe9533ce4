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
            String[] values = series.dimensionValues();
            Instant at = series.first();
            for (Row row : series.rows()) {
                if (row.comes() && window.contains(at)) {
                    receiver.accept(
                            values, at.toEpochMilli(), row.value(), row.numerator(), row.denominator(), row.sample());
                }
                at = kpi.next(at);
            }
        }
    }
}
