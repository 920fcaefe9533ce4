package dev.bellwether.selfwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.Installed;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The alerts about the alerting that are shipped, by promtool and by what people need of them. */
class ShippedAlertsIT {

    private static final Path FOLDER = Path.of("grafana/prometheus");
    private static final Path ALERTS = FOLDER.resolve("bellwether-alerts.yml");
    private static final Path TESTS = FOLDER.resolve("bellwether-alerts.test.yml");

    @Test
    void promtoolTakesTheRulesTheirTestsAndTheConfiguration() throws Exception {
        String promtool = Installed.program("promtool", "prometheus");

        assertThat(run(promtool, "check", "rules", ALERTS.toString())).contains("SUCCESS");
        assertThat(run(
                        promtool,
                        "check",
                        "config",
                        FOLDER.resolve("prometheus.yml").toString()))
                .contains("SUCCESS: 1 rule files found");
        assertThat(run(promtool, "test", "rules", TESTS.toString())).contains("SUCCESS");
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void everyAlertSaysWhatItMeansAndIsExplained() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));

        assertThat(alerts()).hasSizeGreaterThan(15).allSatisfy(alert -> {
            String name = String.valueOf(alert.get("alert"));
            Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
            assertThat(annotations.get("summary")).as(name).asString().endsWith(".");
            assertThat(annotations.get("description")).as(name).asString().endsWith(".");
            assertThat(annotations.get("runbook_url")).isEqualTo("docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(page).contains("\n### " + name + "\n");
            assertThat(((Map<?, ?>) alert.get("labels")).get("severity"))
                    .as(name)
                    .isIn("critical", "high", "warning", "none");
        });
    }

    @Test
    void everyAlertIsTestedFiringAndQuiet() throws IOException {
        String tests = Files.readString(TESTS);

        assertThat(alerts()).allSatisfy(alert -> {
            String expr = "count(ALERTS{alertname=\"" + alert.get("alert") + "\", alertstate=\"firing\"})";
            assertThat(outcomes(tests, expr)).as(expr).anyMatch(outcome -> outcome.contains("value: 1"));
            if (!alert.get("alert").equals("Watchdog")) {
                assertThat(outcomes(tests, expr)).as(expr).contains("[]");
            }
        });
    }

    private static List<String> outcomes(String tests, String expr) {
        return Pattern.compile(Pattern.quote(expr) + "\\n\\s+eval_time: \\w+\\n\\s+exp_samples: (.*)\\n")
                .matcher(tests)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        try (Reader reader = Files.newBufferedReader(ALERTS)) {
            Map<String, List<Map<?, ?>>> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            var alerts = new ArrayList<Map<?, ?>>();
            for (Map<?, ?> group : file.get("groups")) {
                ((List<?>) group.get("rules")).forEach(rule -> alerts.add((Map<?, ?>) rule));
            }
            return alerts;
        }
    }
}
