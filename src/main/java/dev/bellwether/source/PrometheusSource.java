package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.HttpAccess.Ask;
import dev.bellwether.source.PrometheusAnswer.Points;
import dev.bellwether.source.SourceException.Retry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prometheus, or what speaks its query API. A KPI's query is PromQL, evaluated at each grain's end: one instant query for
 * one grain, range queries for many. It gives one series for each combination of the KPI's dimensions, so it ends in an
 * aggregation such as {@code sum by (market) (…)}. In parts, {@code value} or {@code numerator} and
 * {@code denominator}, and {@code sample}, each are a query of their own.
 */
public final class PrometheusSource implements MetricSource {

    /** Prometheus refuses more than 11,000 points of a series; fewer keep one answer small. */
    private static final int POINTS_AT_ONCE = 500;

    private static final List<String> COLUMNS = List.of("value", "numerator", "denominator", "sample");

    private final HttpTarget target;
    private final HttpAccess access;

    public PrometheusSource(HttpTarget target) {
        this.target = target;
        this.access = new HttpAccess(target, PrometheusAnswer::errorIn);
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public List<String> mistakesIn(Kpi kpi) {
        var mistakes = new ArrayList<String>();
        if (!kpi.query().isEmpty()) {
            return mistakes;
        }
        var unknown = new HashSet<>(kpi.parts().keySet());
        COLUMNS.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            mistakes.add("has keys that Prometheus is not asked by ("
                    + String.join(", ", unknown.stream().sorted().toList())
                    + "); labels become the dimensions of the same name");
        }
        boolean hasValue = kpi.parts().containsKey("value");
        boolean hasNumerator = kpi.parts().containsKey("numerator");
        boolean hasDenominator = kpi.parts().containsKey("denominator");
        if (hasNumerator != hasDenominator || hasValue == hasNumerator) {
            mistakes.add("needs either value, or numerator and denominator, each in PromQL");
        }
        return mistakes;
    }

    @Override
    public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
        List<String> mistakes = mistakesIn(kpi);
        if (!mistakes.isEmpty()) {
            throw new SourceException(kpi.id() + ": the query " + String.join("; it ", mistakes), Retry.POINTLESS);
        }
        for (Steps steps : Steps.of(kpi, window, POINTS_AT_ONCE)) {
            fetch(kpi, steps, receiver);
        }
    }

    /** A single value is handed on as it is read; figures of several queries have to wait for each other. */
    private void fetch(Kpi kpi, Steps steps, SampleReceiver receiver) {
        if (kpi.parts().size() < 2) {
            String query = kpi.query().isEmpty() ? kpi.parts().getOrDefault("value", "") : kpi.query();
            query(kpi, query, steps, (values, at, figure) -> {
                if (Double.isFinite(figure)) {
                    receiver.accept(values, at, figure, Double.NaN, Double.NaN, Double.NaN);
                } else {
                    receiver.reject(values, "value is " + figure);
                }
            });
            return;
        }
        List<String> columns = COLUMNS.stream().filter(kpi.parts()::containsKey).toList();
        var joined = new JoinedPoints(columns);
        for (String column : columns) {
            query(
                    kpi,
                    kpi.parts().getOrDefault(column, ""),
                    steps,
                    (values, at, figure) -> joined.put(column, values, at, figure));
        }
        joined.handTo(receiver);
    }

    private void query(Kpi kpi, String query, Steps steps, Points points) {
        var counted = new Counted(kpi, points);
        access.ask(kpi, ask(query, steps), answer -> {
            var read = new PrometheusAnswer(kpi.dimensions(), counted, label -> foreign(kpi, label));
            read.read(answer.body());
            if (!read.isSuccess()) {
                throw access.trouble(kpi, "does not call its answer a success", Retry.WORTH_IT);
            }
            if (!read.warning().isEmpty()) {
                throw access.trouble(kpi, "warns that its answer may not be whole: " + read.warning(), Retry.WORTH_IT);
            }
        });
    }

    private SourceException foreign(Kpi kpi, String label) {
        String mend = "answers series with the label %s, which is no dimension; write sum by (%s) (…)"
                .formatted(label, String.join(", ", kpi.dimensions()));
        return access.trouble(kpi, mend, Retry.POINTLESS);
    }

    private Ask ask(String query, Steps steps) {
        var form = new LinkedHashMap<String, String>();
        form.put("query", query);
        form.put("timeout", target.limits().answer().toMillis() + "ms");
        form.put("partial_response", "false"); // Thanos: rather no answer than half of one
        if (steps.isOne()) {
            form.put("time", seconds(steps.first()));
            return Ask.post(access.at("/api/v1/query"), form);
        }
        form.putAll(Map.of(
                "start", seconds(steps.first()),
                "end", seconds(steps.last()),
                "step", String.valueOf(steps.step().toSeconds())));
        return Ask.post(access.at("/api/v1/query_range"), form);
    }

    private static String seconds(Instant instant) {
        return String.valueOf(instant.getEpochSecond());
    }

    /** Stops an answer of more rows than are allowed. */
    private final class Counted implements Points {

        private final Kpi kpi;
        private final Points points;
        private long rows;

        Counted(Kpi kpi, Points points) {
            this.kpi = kpi;
            this.points = points;
        }

        @Override
        public void accept(String[] dimensionValues, long at, double figure) {
            if (++rows > target.limits().rows()) {
                String what = "answers more than the %,d rows allowed; ask for fewer dimensions, or raise its max-rows"
                        .formatted(target.limits().rows());
                throw access.trouble(kpi, what, Retry.POINTLESS);
            }
            points.accept(dimensionValues, at, figure);
        }
    }
}
