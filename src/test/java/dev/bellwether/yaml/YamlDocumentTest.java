package dev.bellwether.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {

    private final Problems problems = new Problems();

    @Test
    void knowsThePlaceOfEveryValue() {
        YamlNode top = read("""
                - id: late_ratio
                  dimensions: [market, carrier]
                """);

        YamlMap kpi = top.list("KPIs").get(0).map("a KPI").orElseThrow();

        assertThat(kpi.where()).hasToString("a.yml:1:3");
        assertThat(kpi.where("dimensions")).hasToString("a.yml:2:3");
        List<YamlNode> dimensions = kpi.require("dimensions").orElseThrow().list("dimensions");
        assertThat(dimensions).map(node -> node.where().toString()).containsExactly("a.yml:2:16", "a.yml:2:24");
        assertThat(problems.list()).isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "'- id: a\n\ttitle: b'       | a.yml:2:1: | a tab stands where only spaces may; indent with spaces",
                "'title: \"never closed'     | a.yml:1:8: | the quote that opens here is never closed; add the closing quote",
                "'title: ''never closed'     | a.yml:1:8: | the quote that opens here is never closed; add the closing quote",
                "'title: Orders: late'       | a.yml:1:14: | a second \": \" stands here, or the line is indented too far; put text that holds \": \" in quotes, and begin the keys of one entry in the same column",
                "'id: a\n  title: b'         | a.yml:2:8: | a second \": \" stands here, or the line is indented too far; put text that holds \": \" in quotes, and begin the keys of one entry in the same column",
                "'- id: a\n title: b'        | a.yml:2:2: | this does not fit what stands above it; begin the keys of one entry in the same column, and every entry with \"- \" in the same column",
                "'dimensions: [a, b\nid: c'  | a.yml:1:13: | the bracket that opens here is not closed; add the closing bracket",
                "'dimensions: {a: b\nid: c'  | a.yml:1:13: | the bracket that opens here is not closed; add the closing bracket",
                "'title: @home'              | a.yml:1:8: | text cannot begin with this character; put the text in quotes",
                "'title: %home'              | a.yml:1:8: | text cannot begin with this character; put the text in quotes",
                "'id: a\ntitle'              | a.yml:2:1: | this is neither \"key: value\" nor an entry \"- …\"; add the colon and a space",
                "'title: \"C:\\data\"'       | a.yml:1:12: | a backslash in double quotes begins no known escape; put the text in 'single' quotes",
                "'title: *home'              | a.yml:1:8: | found undefined alias home; define it above with &name, or put text that begins with * in quotes",
                "'a: 1\n---\nb: 2'           | a.yml:2:1: | a second document begins here; remove the line \"---\"",
                "'a: 1\nb: x\u0007y'         | a.yml:2:5: | an invisible control character (code 7) stands here; remove it",
                "''                          | a.yml: | is empty; write at least one entry, or remove the file",
                "'# nothing but this'        | a.yml: | is empty; write at least one entry, or remove the file",
            })
    void saysInPlainWordsWhyTextIsNotYaml(String text, String place, String message) {
        assertThat(YamlDocument.parse(text, "a.yml", problems)).isEmpty();

        assertThat(problems.list()).map(Problem::toString).containsExactly(place + " " + message);
    }

    @Test
    void namesTheLineThatIsNotUtf8() {
        byte[] latin1 = "- id: a\n  title: Überfällig\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(YamlDocument.parse(latin1, "a.yml", problems)).isEmpty();

        assertThat(problems.list())
                .map(Problem::toString)
                .containsExactly("a.yml:2: is not written in UTF-8 here; save the file as UTF-8");
    }

    @Test
    void refusesDocumentsThatWouldFillTheMemory() {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }

        assertThat(YamlDocument.parse(bomb.toString(), "bomb.yml", problems)).isEmpty();
        assertThat(YamlDocument.parse("[".repeat(100_000), "deep.yml", problems))
                .isEmpty();
        assertThat(YamlDocument.parse(new byte[2_000_000], "big.yml", problems)).isEmpty();

        assertThat(problems.list())
                .map(Problem::toString)
                .containsExactly(
                        "big.yml: is larger than 1 MB; split it into several files",
                        "bomb.yml: has more than 20 aliases of lists or groups of keys; write them out",
                        "deep.yml: nests lists and keys more than 30 deep; look for brackets that are not closed");
    }

    @Test
    void collectsEveryMistakeInItsPlace() {
        YamlMap kpi = read("""
                id: late_ratio
                gran: 1h
                expose: yes
                min_sample: many
                owner:
                title: !!java.net.URL x
                dimensions: market
                id: again
                """).map("a KPI").orElseThrow();

        kpi.refuseKeysOtherThan(List.of("id", "grain", "expose", "min_sample", "owner", "title", "dimensions"));
        kpi.get("expose", YamlForm.TRUTH);
        kpi.get("min_sample", YamlForm.NUMBER);
        kpi.require("owner", YamlForm.TEXT);
        kpi.require("title", YamlForm.TEXT);
        kpi.require("grain", YamlForm.TEXT);
        kpi.require("dimensions").orElseThrow().list("dimension names");

        assertThat(problems.list())
                .map(Problem::toString)
                .containsExactly(
                        "a.yml:1:1: a KPI needs the key \"grain\"; write some text",
                        "a.yml:2:1: unknown key \"gran\" in a KPI; did you mean \"grain\"?",
                        "a.yml:3:9: expose \"yes\" is not true or false; write true or false",
                        "a.yml:4:13: min_sample \"many\" is not a number; write it like 410 or 0.5",
                        "a.yml:5:1: owner is empty; write some text",
                        "a.yml:6:8: title has a tag (tag:yaml.org,2002:java.net.URL), and tags are not read; remove it",
                        "a.yml:7:13: dimensions is the text \"market\", not a list of dimension names;"
                                + " write [a, b], or begin every entry with \"- \"",
                        "a.yml:8:1: id is given twice, first in line 1; keep one of them");
    }

    @Test
    void leavesWordsAsTheyWereWritten() {
        List<YamlNode> words = read("[NO, 1e3, 007, 2026-01-01, 'a b', \"\"]").list("words");

        assertThat(words)
                .map(word -> word.as(YamlForm.of("a word", java.util.Optional::of, ""))
                        .orElseThrow())
                .containsExactly("NO", "1e3", "007", "2026-01-01", "a b", "");
    }

    private YamlNode read(String text) {
        return YamlDocument.parse(text, "a.yml", problems).orElseThrow();
    }
}
