package dev.bellwether.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/kpis.md has every key, and its example is one. */
class KpisPageTest {

    private static final Pattern KEY = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    @TempDir
    private Path folder;

    private String page;

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("docs/kpis.md"));
    }

    private String section(String title) {
        String from = page.substring(page.indexOf("\n## " + title));
        int next = from.indexOf("\n## ", 1);
        return next < 0 ? from : from.substring(0, next);
    }

    private List<String> keysIn(String title) {
        return KEY.matcher(section(title))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void hasEveryKey() {
        assertThat(keysIn("The keys")).containsExactlyInAnyOrderElementsOf(KpiReader.KEYS);
        assertThat(keysIn("Impact")).containsExactlyInAnyOrderElementsOf(ImpactReader.KEYS);
    }

    @Test
    void theExampleIsRead() throws IOException {
        List<String> example = page.lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.substring(4))
                .toList();
        Files.write(folder.resolve("example.yml"), example);

        var reading = CatalogueReader.read(folder);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.catalogue().kpis())
                .singleElement()
                .satisfies(kpi -> assertThat(kpi.impact().counts()).isEqualTo("late orders"));
    }
}
