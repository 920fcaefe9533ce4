package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {

    private static final String KPI = "- {id: orders_total, title: Orders, unit: count, direction: band, tier: core,"
            + " stage: purchase, stakeholder: buyers, owner: ops, dimensions: [market], grain: 1d, source: w, query: SELECT 1}";

    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeFiles() throws IOException {
        Files.createDirectories(home.resolve("kpis"));
        Files.createDirectories(home.resolve("rules"));
        Files.writeString(home.resolve("kpis/a.yml"), KPI);
        Files.writeString(home.resolve("runbook.md"), "what to do");
        write("a.drl", "value > 10");
    }

    private void write(String file, String condition) throws IOException {
        String name = "Late" + file.charAt(0);
        Files.writeString(home.resolve("rules").resolve(file), """
                rule "%s" @severity("high") @owner("ops") @summary("{{value}}") @runbook("runbook.md") @for("5m")
                when
                  $s : Snapshot( kpi == "orders_total", %s )
                then breaches.raise($s); end
                """.formatted(name, condition));
    }

    private int check(String... options) {
        String[] args = new String[options.length + 5];
        args[0] = "check";
        args[1] = "--kpis";
        args[2] = home.resolve("kpis").toString();
        args[3] = "--rules";
        args[4] = home.resolve("rules").toString();
        System.arraycopy(options, 0, args, 5, options.length);
        return new Cli(new PrintWriter(out, true), new PrintWriter(err, true)).run(args);
    }

    @Test
    void saysNothingOfFilesWithoutMistakes() {
        assertThat(check()).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void hintsAreGivenWhenAskedForAndAreNoMistakes() {
        assertThat(check("--hints")).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("hint: ").contains("rules/a.drl:1:", "shorter than the grain of 1d");
    }

    @Test
    @DisplayName("AC 59: the command tells each mistake with file, line and column, and ends with 1")
    void mistakesAreSortedByPlace() throws IOException {
        write("b.drl", "valeu > 10");
        write("a.drl", "vlue > 10");

        assertThat(check()).isEqualTo(1);
        assertThat(out.toString().replace(home + "/", "").lines().map(line -> line.substring(0, 16)))
                .containsExactly("rules/a.drl:3:41", "rules/b.drl:3:41");
    }

    @Test
    void theEngineIsAskedWhereTheTextIsNotEnough() throws IOException {
        write("a.drl", "label(\"market\").substring(99) == \"x\"");

        assertThat(check()).isEqualTo(1);
        assertThat(out.toString()).contains("rules/a.drl:1: rule \"Latea\" fails at orders_total");
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        write("b.drl", "valeu > 10");

        assertThat(check("--format", "json")).isEqualTo(1);
        JsonNode document = JsonMapper.builder().build().readTree(out.toString());
        JsonNode mistake = document.get("mistakes").get(0);
        assertThat(document.get("version").asInt()).isEqualTo(1);
        assertThat(mistake.get("file").asString()).endsWith("rules/b.drl");
        assertThat(mistake.get("line").asInt()).isEqualTo(3);
        assertThat(mistake.get("column").asInt()).isEqualTo(41);
        assertThat(mistake.get("what").asString()).isEqualTo("unknown figure \"valeu\"");
        assertThat(mistake.get("mend").asString()).isEqualTo("did you mean \"value\"?");
        assertThat(document.get("hints")).hasSize(2);
    }

    @Test
    void junitHasATestCaseForEachFile() throws Exception {
        write("b.drl", "valeu > 10");

        assertThat(check("--format", "junit")).isEqualTo(1);
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(out.toString())))
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(3);
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("unknown figure \"valeu\"");
    }

    @Test
    void aDirectoryThatIsNotThereIsNoMistakeInIt() {
        home = home.resolve("none");

        assertThat(check()).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("bellwether: there is no directory")
                .hasLineCount(1);
    }

    @Test
    void anUnknownFormatIsWrongUsage() {
        assertThat(check("--format", "xml")).isEqualTo(2);
        assertThat(err.toString()).contains("--format");
    }
}
