package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.drl.RuleFolder;
import dev.bellwether.problem.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSpreadsheetTest {

    private static final Object[] HEAD = {
        "name", "kpi", "severity", "owner", "for", "summary", "runbook", "market", "sample >=", "z <=", "when", "note"
    };
    private static final Object[] LATE = {
        "LateBr", "orders_total", "high", "ops", "2 of 3", "{{market}}, now {{value}}", "r.md", "BR", 100, -2.5
    };

    /** The same as XML, its texts in the cells. */
    private static final String ROWS =
            row(1, "name", "kpi", "severity", "owner", "summary", "runbook", "sample >=", "z <=", "note")
                    + row(2, "LateBr", "orders_total", "high", "ops", "{{market}}", "r.md", "100", "-2.5", "ours");

    @TempDir
    Path temporary;

    private RuleDirectory rules;

    @BeforeEach
    void openDirectory() {
        rules = new RuleDirectory(temporary);
    }

    @Test
    void aRowIsARuleLikeAnyOther() {
        write("a.drl.xlsx", book -> {
            Worksheet sheet = book.newWorksheet("Sheet1");
            fill(sheet, 0, "# by market");
            fill(sheet, 2, HEAD);
            fill(sheet, 6, LATE);
            sheet.hideRow(6); // as a filter does
        });

        try (RuleBase base = rules.load()) {
            assertThat(base.rules()).extracting(AlertRule::name).containsExactly("LateBr");
            assertThat(base.rule("LateBr").orElseThrow().place()).isEqualTo(temporary + "/a.drl.xlsx:Sheet1!A7");
            assertThat(base.judge(new TestSnapshots(TestKpis.ORDERS)
                                    .add(50, 200, 100, 10, "market", "BR")
                                    .add(50, 200, 100, 10, "market", "US")
                                    .add(50, 99, 100, 10, "market", "BR"))
                            .breaches())
                    .extracting(breach -> breach.alertname() + breach.labels())
                    .containsExactly("LateBr{market=\"BR\"}");
        }
    }

    @Test
    void theSameTableGivesTheSameRulesAsText() {
        write("a.drl.xlsx", book -> {
            Worksheet sheet = book.newWorksheet("Sheet1");
            fill(sheet, 0, HEAD);
            fill(sheet, 1, LATE);
        });
        rules.writeText(
                "b.drl.csv",
                "name,kpi,severity,owner,for,summary,runbook,market,sample >=,z <=,when,note\n"
                        + "LateBr,orders_total,high,ops,2 of 3,\"{{market}}, now {{value}}\",r.md,BR,100,-2.5,,\n");

        var problems = new Problems();

        RuleFolder folder = RuleFolder.read(temporary, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(folder.rules().get(0).text()).isEqualTo(folder.rules().get(1).text());
    }

    @Test
    void eachSheetWithAHeadIsATable() {
        write("a.drl.xlsx", book -> {
            fill(book.newWorksheet("Read me"), 0, "Rules of operations, reviewed each month");
            fill(book.newWorksheet("Brazil"), 0, HEAD);
            fill(book.newWorksheet("Empty"), 0);
            Worksheet other = book.newWorksheet("Rest of it");
            fill(other, 0, "name", "kpi", "severity", "owner", "summary", "runbook", "value <");
            fill(other, 1, "LateUs", "orders_total", "high", "ops", "{{market}}", "r.md", "low");
        });

        assertThat(rules.mistakes())
                .isEqualTo(
                        "a.drl.xlsx:Brazil: holds no rule; write a head, name,kpi,severity,…, and a row for each rule");
    }

    @Test
    void excelsStringsNumbersAndFormulasAreRead() {
        String cells = """
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>severity</t></is></c>
                  <c t="str"><v>owner</v></c><c t="str"><v>summary</v></c><c t="str"><v>runbook</v></c><c t="str"><v>z &lt;=</v></c>
                  <c t="str"><v>sample &gt;=</v></c><c t="str"><v>missing ==</v></c><c t="str"><v>note</v></c><c r="XFD1" s="1"/></row>
                <row><c t="str"><f>"Late"&amp;"Br"</f><v>LateBr</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c>
                  <c t="str"><v>ops</v></c><c t="str"><v> {{market}}\u00A0</v></c><c t="str"><v>r.md</v></c>
                  <c s="1"><f>-2.1-0.2</f><v>-2.3000000000000003</v></c><c><v>3E2</v></c><c t="b"><v>0</v></c><c s="2"><v>46000</v></c></row>
                """;
        save(
                "a.drl.xlsx",
                new WrittenSpreadsheet(cells)
                        .strings(
                                "<t>name</t>",
                                "<r><rPr><b/></rPr><t>k</t></r><r><t>pi</t></r>",
                                "<t xml:space=\"preserve\"> orders_total </t>",
                                "<t>high</t><rPh sb=\"0\" eb=\"1\"><t>hai</t></rPh>")
                        .bytes());
        var problems = new Problems();

        RuleFolder folder = RuleFolder.read(temporary, problems);

        assertThat(problems.list()).isEmpty();
        assertThat(folder.rules().get(0).text()).isEqualTo("""
                rule "LateBr"
                  @severity("high")
                  @owner("ops")
                  @summary("{{market}}")
                  @runbook("r.md")
                when
                  $s : Snapshot( kpi == "orders_total"
                    , z <= -2.3
                    , sample >= 300
                    , missing == false
                  )
                then breaches.raise($s); end

                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "orders_total ~ orders_totl ~ 'Late orders'!B2: unknown KPI \"orders_totl\"; did you mean \"orders_total\"?",
                "{{market}} ~ {{markt}} ~ 'Late orders'!E2: unknown placeholder {{markt}}; did you mean \"market\"?",
                "LateBr ~ `` ~ 'Late orders'!A2: has no name; fill in the cell",
                ">kpi ~ >kip ~ 'Late orders'!A1: has no column \"kpi\"; a rule needs a name and a KPI",
                ">ours</t></is></c> ~ `></t></is></c><c t=\"b\"><v>1</v></c>` ~ 'Late orders'!A2: has 10 cells, the head has 9; what",
                "`<c t=\"inlineStr\"><is><t>100</t></is></c>` ~ `<c t=\"e\"><v>#REF!</v></c>` ~ !G2: holds the error #REF!; mend",
                "`<c t=\"inlineStr\"><is><t>100</t></is></c>` ~ `<c><f>A9</f></c>` ~ !G2: is a formula whose value is not in",
                "`<c t=\"inlineStr\"><is><t>100</t></is></c>` ~ `<c s=\"2\"><v>46000</v></c>` ~ !G2: is a date to the spreadsheet",
                "`<c t=\"inlineStr\"><is><t>100</t></is></c>` ~ `<c t=\"s\"><v>2000000000</v></c>` ~ cannot be read as .xlsx: Index",
                "`<c t=\"inlineStr\"><is><t>100</t></is></c>` ~ `<c r=\"ZZZ2\"><v>1</v></c>` ~ there is no cell \"ZZZ2\"; open it in a",
                "</row> ~ `` ~ a.drl.xlsx: cannot be read as .xlsx: ",
                "name ~ Name ~ !A1: has no column \"name\"",
            })
    void aMistakeIsToldOfTheCell(String right, String wrong, String told) {
        save(
                "a.drl.xlsx",
                new WrittenSpreadsheet(ROWS.replaceFirst(java.util.regex.Pattern.quote(right), wrong)).bytes());

        assertThat(rules.mistakes()).contains("a.drl.xlsx:").contains(told).doesNotContain(".java", "Exception");
    }

    @Test
    void aDateIsAMistakeSinceAConditionWouldCountWithIt() {
        write("a.drl.xlsx", book -> {
            Worksheet sheet = book.newWorksheet("Sheet1");
            fill(sheet, 0, HEAD);
            fill(sheet, 1, LATE);
            sheet.value(1, 4, LocalDate.of(2026, 3, 2));
            sheet.style(1, 4).format("yyyy-MM-dd").set();
        });

        assertThat(rules.mistakes())
                .isEqualTo(
                        "a.drl.xlsx:Sheet1!E2: is a date to the spreadsheet; give the cell the format Text, then write it"
                                + " again");
    }

    @Test
    void whatIsNoSpreadsheetIsTold() {
        rules.writeText("a.drl.xlsx", "name,kpi\n");
        write("b.drl.xlsx", book -> fill(book.newWorksheet("Sheet1"), 0, "some", "figures"));

        assertThat(rules.mistakes()).isEqualTo("""
                a.drl.xlsx: is no .xlsx file, or has a password; save it as Excel workbook (.xlsx), without a password
                b.drl.xlsx: has no sheet with a table of rules; begin a sheet with the row name, kpi, severity, …""");
    }

    @Test
    void aFileThatSpreadsheetsKeepBesideAnOpenOneIsPassedOver() {
        rules.write("a.drl", RuleDirectory.rule("A", "kpi == \"orders_total\", z <= -2"));
        rules.writeText("~$a.drl.xlsx", "somebody");

        assertThat(rules.mistakes()).isEmpty();
    }

    @Test
    void aBombIsNotUnpacked() {
        save("a.drl.xlsx", new WrittenSpreadsheet(ROWS + " ".repeat(9 << 20)).bytes());

        assertThat(rules.mistakes()).startsWith("a.drl.xlsx: cannot be read as .xlsx: it unpacks to more than 8 MB; ");
    }

    @Test
    void oneStringInManyCellsIsCountedInEach() {
        String many = "<c t=\"s\"><v>0</v></c>".repeat(200);
        save(
                "a.drl.xlsx",
                new WrittenSpreadsheet("<row>" + many + "</row>")
                        .strings("<t>" + "name ".repeat(2_000) + "</t>")
                        .bytes());

        assertThat(rules.mistakes()).startsWith("a.drl.xlsx: holds more than 1024 KB of text; spread its rules over");
    }

    @Test
    void emptyCellsBeforeAFarOneAreCounted() {
        String far = "<row><c r=\"XFD1\"><v>1</v></c></row>".repeat(100);
        save("a.drl.xlsx", new WrittenSpreadsheet(far).bytes());

        assertThat(rules.mistakes()).startsWith("a.drl.xlsx: holds more than 1024 KB of text; spread its rules over");
    }

    @Test
    void nothingElseIsReadInTheNameOfADocumentType() throws IOException {
        Path secret = Files.writeString(temporary.resolve("secret.txt"), "hidden");
        String sheet = WrittenSpreadsheet.sheet(ROWS.replace("high", "&other;"));
        String external = "<!DOCTYPE w [<!ENTITY other SYSTEM \"" + secret.toUri() + "\">]>" + sheet;
        String inner = "<!DOCTYPE w [<!ENTITY other \"high\">]>" + sheet;
        save(
                "a.drl.xlsx",
                new WrittenSpreadsheet("")
                        .part("xl/worksheets/sheet1.xml", external)
                        .bytes());
        save(
                "b.drl.xlsx",
                new WrittenSpreadsheet("")
                        .part("xl/worksheets/sheet1.xml", inner)
                        .bytes());

        assertThat(rules.mistakes())
                .contains("a.drl.xlsx: cannot be read as .xlsx: DOCTYPE is disallowed")
                .contains("b.drl.xlsx: cannot be read as .xlsx: DOCTYPE is disallowed")
                .doesNotContain("hidden");
    }

    @Test
    void nestingIsBounded() {
        String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
        save("a.drl.xlsx", new WrittenSpreadsheet(deep).bytes());

        assertThat(rules.mistakes()).startsWith("a.drl.xlsx: cannot be read as .xlsx: ");
    }

    @Test
    void theLastGoodVersionOfASpreadsheetStays() {
        save("a.drl.xlsx", new WrittenSpreadsheet(ROWS).bytes());
        try (var book = new RuleBook(temporary, new RuleLoader())) {
            RuleReload good = book.reload(TestKpis.ALL, Instant.EPOCH);

            save("a.drl.xlsx", new WrittenSpreadsheet(ROWS.replace("-2.5", "-2,5")).bytes());
            book.hasChanged();
            boolean isSeen = book.hasChanged();
            RuleReload bad = book.reload(TestKpis.ALL, Instant.EPOCH);

            assertThat(good.successful()).isTrue();
            assertThat(isSeen).isTrue();
            assertThat(bad.successful()).isFalse();
            assertThat(bad.hash()).isEqualTo(good.hash());
            assertThat(rules.written(bad.problems())).contains("a.drl.xlsx:'Late orders'!H2: ");
            assertThat(book.current().orElseThrow().rule("LateBr")).isPresent();
        }
    }

    private static String row(int line, String... texts) {
        var row = new StringBuilder("<row r=\"" + line + "\">");
        for (String text : texts) {
            row.append("<c t=\"inlineStr\"><is><t>")
                    .append(text.replace("<", "&lt;"))
                    .append("</t></is></c>");
        }
        return row.append("</row>").toString();
    }

    private void write(String name, Consumer<Workbook> content) {
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "Test", "1.0")) {
            content.accept(book);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        save(name, bytes.toByteArray());
    }

    private void save(String name, byte[] bytes) {
        try {
            Files.write(temporary.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Worksheet sheet, int row, Object... values) {
        for (int column = 0; column < values.length; column++) {
            if (values[column] instanceof Number number) {
                sheet.value(row, column, number);
            } else {
                sheet.value(row, column, values[column].toString());
            }
        }
    }
}
