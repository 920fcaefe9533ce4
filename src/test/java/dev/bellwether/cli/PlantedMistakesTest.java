package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What check says of mistakes that people make; the mistakes and the words stand in planted-mistakes.txt. */
class PlantedMistakesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/check/planted-mistakes.txt");

    private static final String REMARKS =
            "@severity(\"high\") @owner(\"ops\") @summary(\"{{value}}\") @runbook(\"runbook.md\")";

    private static final String KPIS = """
            - {id: orders_total, title: Orders, unit: count, DIRECTION, dimensions: [market], grain: 1d}
            - {id: late_shipment_ratio, title: Late, unit: ratio, DIRECTION, dimensions: [market], grain: 1d}
            - {id: review_score_stars, title: Reviews, unit: stars, DIRECTION, dimensions: [market], grain: 1d}
            """.replace(
                    "DIRECTION",
                    "direction: band, tier: core, stage: purchase, stakeholder: buyers, owner: ops, source: w, query: SELECT 1");

    /** Words of the engine, of Java and of generated code, which help nobody. */
    private static final Pattern GIBBERISH = Pattern.compile(
            "\\tat |[a-z]\\.java|Exception|org\\.drools|org\\.kie|Lambda|GENERATED|Rules[0-9A-F]{8}|:-1|:0:");

    @TempDir
    Path home;

    record Planted(String title, Map<String, String> files, String printed) {
        @Override
        public String toString() {
            return title;
        }
    }

    static List<Planted> planted() throws IOException {
        return Arrays.stream(Files.readString(GOLDEN).split("(?m)^### "))
                .skip(1)
                .map(PlantedMistakesTest::planted)
                .toList();
    }

    private static Planted planted(String block) {
        String[] parts = block.split("(?m)^=>", 2);
        int titleEnd = parts[0].indexOf('\n');
        Map<String, String> files = new LinkedHashMap<>();
        for (String file : ("%% rules/a.drl\n" + parts[0].substring(titleEnd + 1)).split("(?m)^%% ")) {
            int nameEnd = file.indexOf('\n');
            if (nameEnd > 0 && (file.startsWith("rules/b") || file.length() > nameEnd + 1)) {
                files.put(
                        file.substring(0, nameEnd), file.substring(nameEnd + 1).replace("REMARKS", REMARKS));
            }
        }
        return new Planted(parts[0].substring(0, titleEnd), files, parts[1].strip());
    }

    @ParameterizedTest
    @MethodSource("planted")
    void checkNamesThePlaceAndTheMend(Planted planted) {
        assertThat(check(planted)).isEqualTo(planted.printed());
    }

    @ParameterizedTest
    @MethodSource("planted")
    void everyMistakeHasAFileThatExistsAndALineInIt(Planted planted) throws IOException {
        List<String> lines = check(planted).lines().toList();

        assertThat(lines).isNotEmpty().allMatch(line -> line.contains("; ")).noneMatch(line -> GIBBERISH
                .matcher(line)
                .find());
        for (String line : lines) {
            var place =
                    Pattern.compile("([^:]+)(?::(\\d+))?(?::(\\d+))?: \\S.*").matcher(line);
            assertThat(place.matches()).as(line).isTrue();
            List<String> text =
                    Files.readString(home.resolve(place.group(1))).lines().toList();
            if (place.group(2) != null) {
                assertThat(Integer.parseInt(place.group(2))).isBetween(1, Math.max(1, text.size()));
            }
        }
    }

    @Test
    void thereAreThirtyAtLeast() throws IOException {
        assertThat(planted()).hasSizeGreaterThanOrEqualTo(30);
    }

    private String check(Planted planted) {
        write("runbook.md", "what to do");
        write("kpis/test.yml", KPIS);
        planted.files().forEach(this::write);
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new Cli(new PrintWriter(out, true), new PrintWriter(err, true))
                .run(
                        "check",
                        "--kpis",
                        home.resolve("kpis").toString(),
                        "--rules",
                        home.resolve("rules").toString());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isEqualTo(1);
        return out.toString().replace(home + "/", "").strip();
    }

    private void write(String name, String text) {
        try {
            Path file = home.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is printed now into the golden file, to be read through before it is kept. */
    public static void main(String[] args) throws IOException {
        var text = new ArrayList<String>();
        text.add(Files.readString(GOLDEN).split("(?m)^### ")[0]);
        for (String block : Arrays.stream(Files.readString(GOLDEN).split("(?m)^### "))
                .skip(1)
                .toList()) {
            var test = new PlantedMistakesTest();
            test.home = Files.createTempDirectory("planted");
            text.add("### " + block.split("(?m)^=>", 2)[0] + "=>\n" + test.check(planted(block)) + "\n\n");
        }
        Files.writeString(GOLDEN, String.join("", text).strip() + "\n");
    }
}
