package dev.bellwether.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesFileTest {

    @TempDir
    private Path folder;

    private Path in;
    private Path out;

    @BeforeEach
    void nameFiles() {
        in = folder.resolve("in.csv");
        out = folder.resolve("out.csv");
    }

    @Test
    void writesTheSameRowsWithAScore() throws IOException {
        ScoredSeries scored = score("""
                timestamp,note,value
                2026-01-05 00:00:00,"a, b",1
                2026-01-05 00:05:00,,1.50
                """);

        assertThat(out).content().isEqualTo("""
                timestamp,note,value,anomaly_score
                2026-01-05 00:00:00,"a, b",1,0
                2026-01-05 00:05:00,,1.50,0
                """);
        assertThat(scored).isEqualTo(new ScoredSeries(2, 0, 0, 0));
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
    }

    @Test
    void writesAScoreWithSixDigits() throws IOException {
        ScoredSeries scored = score("timestamp,value\n" + rows(0, 100) + "1767580000,500\n");

        assertThat(Files.readAllLines(out).get(101)).matches("1767580000,500,0\\.\\d{6}");
        assertThat(scored.unusual()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timestamp,value\r\n1767571200,1\r\n",
                "\uFEFFtimestamp,value\n1767571200,1\n",
                "\uFEFF\"timestamp\",\"value\"\n\"1767571200\",\"1\"\n",
                "TimeStamp, Value\n1767571200,1",
                "timestamp,value\n\n1767571200,1\n\n"
            })
    void readsWhatOtherProgramsWrite(String text) throws IOException {
        assertThat(score(text).rows()).isEqualTo(1);
        assertThat(out).content().endsWith("1,0\n").doesNotContain("\r", "\uFEFF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "nan"})
    void aMissingValueScoresZero(String missing) throws IOException {
        score("timestamp,value\n" + rows(0, 60) + "1767590000," + missing + "\n" + rows(100, 101));

        assertThat(Files.readAllLines(out).get(61)).isEqualTo("1767590000," + missing + ",0");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2026-01-05T00:00:00Z,      1767571200
            2026-01-05T01:00:00+01:00, 1767571200
            2026-01-05T01:00:00.5+0100, 1767571200
            2026-01-05 00:00:00,       1767571200
            2026-01-05 00:00,          1767571200
            2026-01-05,                1767571200
            1767571200,                1767571200
            1767571200.0,              1767571200
            1767571200000,             1767571200
            """)
    void takesTimesAsTheyAreWritten(String text, long epochSecond) {
        assertThat(TimestampText.epochSecond(text)).isEqualTo(epochSecond);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                    | in.csv:1: is empty; write a header row timestamp,value
            timestamp,value                       | in.csv:1: has no rows below its header
            time,value\\n1,2                      | in.csv:1: has no column "timestamp"; did you mean "time"?
            timestamp;value\\n1;2                 | in.csv:1: has no column "value"
            timestamp,value,anomaly_score\\n1,2,3 | in.csv:1: has a column anomaly_score already; leave it out
            timestamp,value\\n1,2\\n3             | in.csv:3: has 1 columns, and the header has 2
            timestamp,value\\nsoon,2              | in.csv:2: timestamp "soon" is no time; write it like 2026-
            timestamp,value\\n5/1/2026,2          | in.csv:2: timestamp "5/1/2026" is no time
            timestamp,value\\n2026-13-01,2        | in.csv:2: timestamp "2026-13-01" is no time
            timestamp,value\\n,2                  | in.csv:2: timestamp "" is no time
            timestamp,value\\n1,many              | in.csv:2: value "many" is no finite number; write it like 0.31
            timestamp,value\\n1,Infinity          | in.csv:2: value "Infinity" is no finite number
            timestamp,value\\n1,"2                | in.csv:2: cannot be read on; a quote is not closed
            timestamp,value\\n9,1\\n8,1\\n7,1     | in.csv:3: is older than the row above, as are 2 of 3 rows; sort
            """)
    void saysWhereAFileIsWrongAndLeavesNothingBehind(String text, String message) throws IOException {
        assertThatThrownBy(() -> score(text.replace("\\n", "\n")))
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining(message);
        assertThat(folder).isDirectoryContaining(in::equals);
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void saysAllMistakesAtOnceUpToTwenty() {
        assertThatThrownBy(() -> score("timestamp,value\n" + "x,y\n".repeat(500)))
                .isInstanceOfSatisfying(
                        ProblemsException.class, e -> assertThat(e.problems()).hasSize(20));
    }

    @Test
    void whatIsNotUtf8IsSaid() throws IOException {
        Files.write(in, "timestamp,value,café\n1,2,3\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> new SeriesFile(in).scoreTo(out)).hasMessageContaining("is not written in UTF-8");
    }

    @Test
    void aClockSetBackIsNotedAndForgiven() throws IOException {
        ScoredSeries scored = score("timestamp,value\n" + rows(0, 60) + rows(48, 200));

        assertThat(scored.backwards()).isEqualTo(1);
        assertThat(scored.firstBackwards()).isEqualTo(62);
    }

    @Test
    void timesThatRepeatAreScored() throws IOException {
        assertThat(score("timestamp,value\n" + "1767571200,5\n".repeat(100)).rows())
                .isEqualTo(100);
    }

    @Test
    void aMistakeKeepsTheOldResult() throws IOException {
        Files.writeString(out, "of yesterday");

        assertThatThrownBy(() -> score("timestamp,value\n1,many\n")).isInstanceOf(ProblemsException.class);
        assertThat(out).content().isEqualTo("of yesterday");
    }

    private ScoredSeries score(String text) throws IOException {
        Files.writeString(in, text);
        return new SeriesFile(in).scoreTo(out);
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "%d,%d%n".formatted(1_767_571_200 + 300 * i, i % 7))
                .collect(Collectors.joining());
    }
}
