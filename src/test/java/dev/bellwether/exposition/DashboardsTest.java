package dev.bellwether.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.exposition.DashboardLint.Known;
import dev.bellwether.kpi.Kpi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class DashboardsTest {

    private static final Pattern ROW = Pattern.compile("^\\| `(bellwether_\\w+)` ");
    private static final Known KNOWN = known();

    static List<Dashboard> shipped() {
        return Dashboard.shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void hasNoMistakes(Dashboard dashboard) {
        assertThat(DashboardLint.mistakes(dashboard, KNOWN)).isEmpty();
    }

    /** The alert wall with one thing made wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "id": 2,                                 | "id": 1,                            | the id is not its own
            "x": 3,                                  | "x": 2,                             | lies on another panel
            "x": 21,                                 | "x": 22,                            | is out of the grid
            "unit": "short",                         | "unit": "",                         | has no unit
            "description": "Silences in force.",     | "description": "",                  | has no description
            "title": "Unstable",                     | "title": "",                        | has no title
            "uid": "${datasource}"                   | "uid": "main"                       | has another data source
            "uid": "bellwether-alerts",              | "uid": "alerts",                    | the uid is not the file's name
            "url": "${console}/silences",            | "url": "http://localhost/",         | has no link to the console
            max(bellwether_silences_active)          | max(bellwether_silence_active)      | there is no metric bellwether_silence_active
            max(bellwether_silences_active)          | rate(bellwether_silences_active[5m]) | a rate over [5m]
            max(bellwether_silences_active)          | rate(bellwether_silences_active[5m]) | bellwether_silences_active is not named as a counter
            max(bellwether_silences_active)          | bellwether_rule_limit{limit=\\"no_max\\"} | there is no limit no_max
            max(bellwether_silences_active)          | bellwether_kpi_value{kpi=\\"no_ratio\\"} | no KPI is exposed as no_ratio
            """)
    void seesAMistake(String sound, String wrong, String mistake) throws IOException {
        String file = Files.readString(Path.of("grafana/dashboards/bellwether-alerts.json"));
        assertThat(file).contains(sound);

        var dashboard = new Dashboard("bellwether-alerts", JsonMapper.shared().readTree(file.replace(sound, wrong)));

        assertThat(DashboardLint.mistakes(dashboard, KNOWN)).anyMatch(found -> found.endsWith(": " + mistake));
    }

    @Test
    void eachHasAnIdentityOfItsOwn() {
        assertThat(shipped()).hasSize(6).doesNotHaveDuplicates();
        assertThat(shipped())
                .extracting(dashboard -> dashboard.json().path("title").asString())
                .doesNotHaveDuplicates();
    }

    private static Known known() {
        try {
            Set<String> metrics = Files.readAllLines(Path.of("docs/metrics.md")).stream()
                    .flatMap(line -> ROW.matcher(line).results())
                    .map(row -> row.group(1))
                    .collect(Collectors.toUnmodifiableSet());
            Set<String> limits = Files.readAllLines(Path.of("rules/limits.csv")).stream()
                    .map(line -> line.split(",")[0])
                    .collect(Collectors.toUnmodifiableSet());
            var catalogue = new CatalogueBook(Path.of("kpis"));
            catalogue.reload();
            Set<String> kpis = catalogue.current().kpis().stream()
                    .filter(Kpi::expose)
                    .map(kpi -> kpi.id().value())
                    .collect(Collectors.toUnmodifiableSet());
            return new Known(metrics, limits, kpis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
