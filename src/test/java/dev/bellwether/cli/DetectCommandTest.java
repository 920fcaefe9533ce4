package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Cli cli = new Cli(new PrintWriter(out, true), new PrintWriter(err, true));
    private Path in;
    private Path scored;

    @BeforeEach
    void nameFiles() {
        in = folder.resolve("in.csv");
        scored = folder.resolve("scored.csv");
    }

    @Test
    void scoresAFile() throws IOException {
        Files.writeString(in, "timestamp,value\n2026-01-05,3\n");

        assertThat(cli.run("detect", in.toString(), "--out", scored.toString())).isZero();
        assertThat(scored).content().isEqualTo("timestamp,value,anomaly_score\n2026-01-05,3,0\n");
        assertThat(out.toString()).contains("1 rows, 0 of them score 0.5 or more");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aMistakeInTheFileIsOneWithItsPlace() throws IOException {
        Files.writeString(in, "timestamp,value\n2026-01-05,three\n");

        assertThat(cli.run("detect", in.toString(), "--out", scored.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains(in + ":2: value \"three\" is no finite number")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsTwoInOneLine() {
        assertThat(cli.run("detect", in.toString(), "--out", scored.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(in + " is not there").hasLineCount(1);
    }

    @Test
    void aFolderThatIsNotThereIsTwoInOneLine() throws IOException {
        Files.writeString(in, "timestamp,value\n2026-01-05,3\n");

        assertThat(cli.run(
                        "detect",
                        in.toString(),
                        "--out",
                        folder.resolve("no/out.csv").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is not there").hasLineCount(1);
    }

    @Test
    void aFolderIsNoSeries() {
        assertThat(cli.run("detect", folder.toString(), "--out", scored.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1);
    }

    @Test
    void theFileItselfIsNotOverwritten() throws IOException {
        Files.writeString(in, "timestamp,value\n2026-01-05,3\n");

        assertThat(cli.run("detect", in.toString(), "--out", in.toString())).isEqualTo(2);
        assertThat(in).content().isEqualTo("timestamp,value\n2026-01-05,3\n");
        assertThat(err.toString()).contains("IN and OUT are the same file");
    }

    @Test
    void outIsAskedFor() {
        assertThat(cli.run("detect", in.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--out");
    }

    @Test
    void helpHasAnExample() {
        assertThat(cli.run("detect", "--help")).isZero();
        assertThat(out.toString()).contains("detect orders.csv --out scored.csv", "anomaly_score");
    }
}
