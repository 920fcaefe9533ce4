package dev.bellwether.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of metrics is that of the code. When the code has changed, {@code mvn test -Dtest=MetricsPageTest
 * -Dbellwether.write-docs=true} writes it anew.
 */
class MetricsPageTest {

    private static final Path PAGE = Path.of("docs/metrics.md");
    private static final String BEGIN = "<!-- metrics -->\n";
    private static final String END = "<!-- end of metrics -->\n";

    /** Labels of the sample that are dimensions. */
    private static final Set<String> DIMENSIONS = Set.of("market", "carrier");

    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);

    @Test
    void itsTableIsThatOfTheCode() throws IOException {
        SampleMeters.fill(meters);
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);

        String table = table();

        if (Boolean.getBoolean("bellwether.write-docs")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table);
        }
    }

    private String table() {
        return "| metric | type | labels | tells |\n|---|---|---|---|\n"
                + meters.getPrometheusRegistry().scrape().stream()
                        .sorted(Comparator.comparing(MetricsPageTest::name))
                        .map(MetricsPageTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(MetricSnapshot metric) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        name(metric),
                        type(metric),
                        labels(metric),
                        metric.getMetadata().getHelp());
    }

    private static String name(MetricSnapshot metric) {
        return metric.getMetadata().getPrometheusName() + (metric instanceof CounterSnapshot ? "_total" : "");
    }

    private static String type(MetricSnapshot metric) {
        if (metric instanceof CounterSnapshot) {
            return "counter";
        }
        return metric instanceof HistogramSnapshot ? "histogram" : "gauge";
    }

    private static String labels(MetricSnapshot metric) {
        var names = new TreeSet<String>();
        for (DataPointSnapshot point : metric.getDataPoints()) {
            point.getLabels().forEach(label -> names.add(label.getName()));
        }
        boolean hasDimensions = names.removeAll(DIMENSIONS);
        String ours = names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
        return (ours + (hasDimensions ? " and dimensions" : "")).strip();
    }
}
