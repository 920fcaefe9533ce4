package dev.bellwether.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueBookTest {

    @TempDir
    Path parent;

    private KpiFiles files;
    private CatalogueBook book;

    @BeforeEach
    void loadTwoFiles() {
        files = new KpiFiles(parent);
        files.write("a.yml", KpiFiles.kpi("a_ratio"), KpiFiles.kpi("b_ratio"));
        files.write("c.yml", KpiFiles.kpi("c_ratio"));
        book = new CatalogueBook(files.folder());
        assertThat(book.hasChanged()).isTrue();
        assertThat(book.reload().problems()).isEmpty();
    }

    @Test
    void doesNothingWhenNothingChanged() {
        Catalogue before = book.current();

        assertThat(book.hasChanged()).isFalse();
        assertThat(book.reload().changed()).isFalse();
        assertThat(book.current()).isSameAs(before);
    }

    @Test
    void takesATouchedFileForUnchanged() throws IOException {
        Files.setLastModifiedTime(
                files.folder().resolve("a.yml"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(book.hasChanged()).isFalse();
    }

    @Test
    void makesAChangedDefinitionLive() {
        files.write("c.yml", KpiFiles.kpi("c_ratio").replace("grain: 1h", "grain: 1d"));

        assertThat(book.hasChanged()).isTrue();
        var reload = book.reload();

        assertThat(reload.changed()).isTrue();
        assertThat(reload.problems()).isEmpty();
        assertThat(kpi("c_ratio").grain()).isEqualTo(Grain.DAY);
        assertThat(book.hasChanged()).isFalse();
    }

    @Test
    void addsAndRemovesKpisAndFiles() {
        files.write("a.yml", KpiFiles.kpi("b_ratio"), KpiFiles.kpi("d_ratio"));
        files.remove("c.yml");

        assertThat(book.hasChanged()).isTrue();
        assertThat(book.reload().problems()).isEmpty();

        assertThat(ids()).containsExactly("b_ratio", "d_ratio");
    }

    @Test
    void keepsTheLastGoodDefinitionOfAKpiWithAMistake() {
        files.write("a.yml", KpiFiles.kpi("a_ratio").replace("grain: 1h", "grain: 1 hour"), KpiFiles.kpi("d_ratio"));

        var reload = book.reload();

        assertThat(files.words(reload.problems()))
                .containsExactly(
                        "kpis/a.yml:9:10: grain \"1 hour\" is not a grain; write it like 5m, 15m, 1h, 6h, 1d or 1w");
        assertThat(reload.kept()).containsExactly(new KpiId("a_ratio"));
        assertThat(ids())
                .as("b is gone, for its file can be read and does not name it")
                .containsExactly("a_ratio", "c_ratio", "d_ratio");
        assertThat(kpi("a_ratio").grain()).isEqualTo(Grain.HOUR);
        assertThat(book.problems()).isEqualTo(reload.problems());
    }

    @Test
    void keepsAllKpisOfAFileThatCannotBeParsed() {
        files.write("a.yml", KpiFiles.kpi("a_ratio"), "\t- id: b_ratio");
        files.write("c.yml", KpiFiles.kpi("d_ratio"));

        var reload = book.reload();

        assertThat(reload.kept()).containsExactly(new KpiId("a_ratio"), new KpiId("b_ratio"));
        assertThat(ids()).containsExactly("a_ratio", "b_ratio", "d_ratio");
    }

    @Test
    void keepsAllKpisOfAFileWithAnEntryThatCannotBeTold() {
        files.write("a.yml", KpiFiles.kpi("A-Ratio"), KpiFiles.kpi("b_ratio"));

        book.reload();

        assertThat(ids()).containsExactly("a_ratio", "b_ratio", "c_ratio");
    }

    @Test
    void keepsAKpiThatIsDefinedTwiceAsItWas() {
        files.write("c.yml", KpiFiles.kpi("c_ratio"), KpiFiles.kpi("a_ratio").replace("grain: 1h", "grain: 1d"));

        var reload = book.reload();

        assertThat(files.words(reload.problems()))
                .containsExactly(
                        "kpis/c.yml:12:7: KPI \"a_ratio\" is also defined in kpis/a.yml:1:7; keep one of them");
        assertThat(kpi("a_ratio").grain()).isEqualTo(Grain.HOUR);
    }

    @Test
    void movesAKpiFromAFileThatCannotBeParsed() {
        files.write("a.yml", "\t");
        files.write("c.yml", KpiFiles.kpi("a_ratio").replace("grain: 1h", "grain: 1d"));

        book.reload();

        assertThat(kpi("a_ratio").grain()).isEqualTo(Grain.DAY);
    }

    @Test
    void keepsEverythingWhenTheFolderIsEmptyOrGone() throws IOException {
        files.remove("a.yml");
        files.remove("c.yml");

        assertThat(book.hasChanged()).isTrue();
        assertThat(book.reload().problems()).hasSize(1);
        assertThat(ids()).containsExactly("a_ratio", "b_ratio", "c_ratio");
        assertThat(book.hasChanged()).isFalse();

        Files.delete(files.folder());

        assertThat(book.hasChanged()).isTrue();
        assertThat(book.reload().problems()).hasSize(1);
        assertThat(ids()).containsExactly("a_ratio", "b_ratio", "c_ratio");
        assertThat(book.hasChanged()).isFalse();
    }

    @Test
    void keepsAKpiOverSeveralReloads() {
        files.write("c.yml", "\t");
        book.reload();
        files.write("c.yml", "\t\t");
        book.reload();

        assertThat(ids()).contains("c_ratio");
    }

    @Test
    void goesOnWithAllElseAfterTheMend() {
        files.write("c.yml", "\t");
        book.reload();
        files.write("c.yml", KpiFiles.kpi("e_ratio"));

        var reload = book.reload();

        assertThat(reload.problems()).isEmpty();
        assertThat(reload.kept()).isEmpty();
        assertThat(ids()).containsExactly("a_ratio", "b_ratio", "e_ratio");
    }

    @Test
    void keepsTheZonesOfMarketsWithAMistake() {
        files.write("markets.yml", "- {market: ES, title: Spain, zone: Europe/Madrid}\n");
        book.reload();
        files.write(
                "markets.yml",
                "- {market: ES, title: Spain, zone: Madrid}\n- {market: IL, title: Israel, zone: Asia/Jerusalem}\n");

        assertThat(book.reload().problems()).hasSize(1);

        assertThat(book.current().markets().market("ES").orElseThrow().zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
        assertThat(book.current().markets().market("IL")).isPresent();
    }

    private Kpi kpi(String id) {
        return book.current().find(new KpiId(id)).orElseThrow();
    }

    private List<String> ids() {
        return book.current().kpis().stream().map(kpi -> kpi.id().value()).toList();
    }
}
