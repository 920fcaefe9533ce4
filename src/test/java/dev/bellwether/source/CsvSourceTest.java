package dev.bellwether.source;

import static dev.bellwether.source.Received.DAY;
import static dev.bellwether.source.Received.kpi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.source.SourceException.Retry;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSourceTest {

    @TempDir
    Path outside;

    private Path folder;
    private final Received received = new Received();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(outside.resolve("csv"));
    }

    @Test
    void readsTheRowsWhoseGrainEndsInTheWindow() throws IOException {
        write("""
                market,at,value,sample
                ES,2026-01-05T00:00:00Z,0.1,10
                ES,2026-01-05T01:00:00Z,0.2,20
                PL,2026-01-05T02:00:00+01:00,3e-1,
                PL,2026-01-06,0.4,40
                PL,2026-01-06T01:00:00Z,0.5,50
                """);

        fetch("market");

        assertThat(received.rows())
                .containsExactly(
                        "[ES] 2026-01-05T01:00:00Z 0.2 of 20.0",
                        "[PL] 2026-01-05T01:00:00Z 0.3",
                        "[PL] 2026-01-06T00:00:00Z 0.4 of 40.0");
        assertThat(received.rejected()).isEmpty();
    }

    @Test
    void s13ReadsFilesAsSpreadsheetsWriteThem() throws IOException {
        write("\uFEFFMarket,Carrier,AT,Numerator,Denominator,note\r\n"
                + "ES,\"Correos, \"\"Express\"\"\r\nS.A.\",2026-01-05T01:00:00Z,3,40,\"x\"\r\n"
                + "\r\n"
                + "ES,,2026-01-05T01:00:00Z,4,0,");

        fetch("carrier", "market");

        assertThat(received.rows())
                .containsExactly(
                        "[Correos, \"Express\"\r\nS.A., ES] 2026-01-05T01:00:00Z 3.0/40.0",
                        "[, ES] 2026-01-05T01:00:00Z 4.0/0.0");
    }

    @Test
    void s7RejectsCellsThatCannotBeReadWithTheirLine() throws IOException {
        write("""
                market,at,value,sample
                ES,2026-01-05T01:00:00Z,n/a,1
                FR,2026-01-05T01:00:00Z,NaN,1
                PL,2026-01-05T01:00:00Z,,1
                BR,yesterday,1,1
                IL,,1,1
                US,2026-01-05T01:00:00Z,"1,5",1
                DE,2026-01-05T01:00:00Z,Infinity,1
                IT,2026-01-05T01:00:00Z,1e999,1
                PT,2026-01-05T01:00:00Z,1,many
                """);

        fetch("market");

        assertThat(received.rows()).isEmpty();
        assertThat(received.rejected())
                .containsExactly(
                        "[ES] line 2: value is \"n/a\", not a number",
                        "[FR] line 3: value is \"NaN\", not a number",
                        "[PL] line 4: value is empty",
                        "[BR] line 5: at is \"yesterday\", not a time like 2026-01-05T06:00:00Z",
                        "[IL] line 6: at is empty",
                        "[US] line 7: value is \"1,5\", not a number",
                        "[DE] line 8: value is \"Infinity\", not a number",
                        "[IT] line 9: value is \"1e999\", not a number",
                        "[PT] line 10: sample is \"many\", not a number");
    }

    @Test
    void s13RefusesAFileThatIsHalfWritten() throws IOException {
        write("market,at,value\nES,2026-01-05T01:00:00Z,1\nPL,2026-01");

        assertTrouble(
                Retry.WORTH_IT,
                "late_ratio: late.csv:3 has 2 columns, and the header has 3;"
                        + " a row is half written or holds an unquoted comma");
    }

    @Test
    void s13RefusesAQuoteThatIsNotClosed() throws IOException {
        write("market,at,value\n\"ES,2026-01-05T01:00:00Z,1\n");

        assertTrouble(
                Retry.WORTH_IT,
                "late_ratio: late.csv:2 cannot be read on: a quote is not closed, or text follows a closing quote");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        write("");

        assertTrouble(Retry.WORTH_IT, "late_ratio: late.csv:1 has no header row");
    }

    @Test
    void s13RefusesAnotherEncodingAndNamesTheLine() throws IOException {
        write(
                "market,at,value\nES,2026-01-05T01:00:00Z,1\nMünchen,2026-01-05T01:00:00Z,1\n",
                StandardCharsets.ISO_8859_1);

        assertTrouble(Retry.POINTLESS, "late_ratio: late.csv:3 is not written in UTF-8; export it again as UTF-8");
    }

    @Test
    void s13NamesEveryColumnThatIsMissingOrHasMoved() throws IOException {
        write("country,ended,value\nES,2026-01-05T01:00:00Z,1\n");

        assertTrouble(Retry.POINTLESS, "late_ratio: late.csv has no column market, at; it has country, ended, value");
    }

    @Test
    void refusesAValueBesideARatio() throws IOException {
        write("market,at,value,numerator,denominator\n");

        assertTrouble(
                Retry.POINTLESS,
                "late_ratio: late.csv has both value and numerator over denominator; keep one or the other");
    }

    @Test
    void s12RefusesMoreRowsOrBytesThanAllowed() throws IOException {
        write("market,at,value\n" + "ES,2026-01-05T01:00:00Z,1\n".repeat(101));
        assertTrouble(Retry.POINTLESS, "late_ratio: late.csv has more than the 100 rows allowed");

        write("market,at,value\n" + " ".repeat(10_000));
        assertTrouble(
                Retry.POINTLESS,
                "late_ratio: late.csv is larger than the 10,000 bytes allowed;"
                        + " split it, or raise the byte cap of source \"files\"");
    }

    @Test
    void readsNoFileOutsideItsFolder() throws IOException {
        Files.writeString(outside.resolve("secret.csv"), "market,at,value\n");
        Files.createSymbolicLink(folder.resolve("link.csv"), outside.resolve("secret.csv"));
        Files.createSymbolicLink(folder.resolve("linked"), outside);
        Files.createDirectory(folder.resolve("sub.csv"));

        assertRefused("../secret.csv", "lies outside the folder of source \"files\"");
        assertRefused(outside.resolve("secret.csv").toString(), "lies outside the folder of source \"files\"");
        assertRefused("link.csv", "is a link out of the folder of source \"files\"");
        assertRefused("linked/secret.csv", "is a link out of the folder of source \"files\"");
        assertRefused("sub.csv", "is no file");
        assertRefused("a\0b.csv", "is no name of a file");
        assertRefused("absent.csv", "is not in folder");
    }

    @Test
    void tellsAKpiThatNamesNoFile() {
        assertThat(source().mistakesIn(kpi("late.csv"))).isEmpty();
        assertThat(source().mistakesIn(kpi("late.csv.gz")))
                .as("s13: nothing is unpacked")
                .isNotEmpty();
        assertThat(source().mistakesIn(kpi("SELECT 1"))).containsExactly("names no CSV file; write file: late.csv");
    }

    private void assertTrouble(Retry retry, String message) {
        var trouble = catchThrowableOfType(SourceException.class, () -> fetch("market"));

        assertThat(trouble).hasMessage(message);
        assertThat(trouble.retry()).isEqualTo(retry);
    }

    private void assertRefused(String file, String message) {
        assertThatThrownBy(() -> source().fetch(kpi(file, "market"), DAY, received))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(message);
    }

    private void fetch(String... dimensions) {
        source().fetch(kpi("late.csv", dimensions), DAY, received);
    }

    private CsvSource source() {
        return new CsvSource(new CsvSource.Settings("files", folder, 10_000, 100));
    }

    private void write(String text) throws IOException {
        write(text, StandardCharsets.UTF_8);
    }

    private void write(String text, Charset charset) throws IOException {
        Files.writeString(folder.resolve("late.csv"), text, charset);
    }
}
