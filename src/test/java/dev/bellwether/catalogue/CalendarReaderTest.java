package dev.bellwether.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.MarketCalendar;
import dev.bellwether.kpi.Stage;
import dev.bellwether.testing.Kpis;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarReaderTest {

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final ZoneId JERUSALEM = ZoneId.of("Asia/Jerusalem");
    private static final Kpi ORDERS = Kpis.kpi("orders_total").grain(Grain.HOUR).build();

    private static final String MARKETS = """
            - {market: ES, title: Spain, zone: Europe/Madrid}
            - {market: IL, title: Israel, zone: Asia/Jerusalem}
            """;

    @TempDir
    Path parent;

    private KpiFiles files;

    @BeforeEach
    void makeFolder() {
        files = new KpiFiles(parent);
        files.write("markets.yml", MARKETS);
        files.write("a.yml", KpiFiles.kpi("late_shipment_ratio"));
    }

    @Test
    void knowsHolidaysOfCountriesAndThoseWrittenOut() {
        files.write("calendar.yml", """
                holidays:
                  - {market: ES, country: es}
                  - {market: IL, name: Yom Kippur, days: [2026-09-21, 2027-10-11]}
                """);
        MarketCalendar calendar = calendar();

        assertThat(calendar.holiday("ES", MADRID, Instant.parse("2026-12-25T12:00:00Z")))
                .hasValue("Christmas");
        assertThat(calendar.holiday("ES", MADRID, Instant.parse("2026-12-25T23:00:00Z")))
                .as("its last hour ends at midnight")
                .isPresent();
        assertThat(calendar.holiday("ES", MADRID, Instant.parse("2026-12-26T00:00:00Z")))
                .isEmpty();
        assertThat(calendar.holiday("IL", JERUSALEM, Instant.parse("2026-09-21T10:00:00Z")))
                .hasValue("Yom Kippur");
        assertThat(calendar.holiday("IL", JERUSALEM, Instant.parse("2026-12-25T10:00:00Z")))
                .isEmpty();
        assertThat(calendar.holiday("XX", MADRID, Instant.parse("2026-12-25T12:00:00Z")))
                .isEmpty();
    }

    @Test
    void tellsThePhasesOfASale() {
        files.write("calendar.yml", """
                sales:
                  - name: Singles Day
                    opens: 2026-11-11
                    closes: 2026-11-12
                    zone: Asia/Shanghai
                    teaser: 3d
                    markets: [ES]
                """);
        MarketCalendar calendar = calendar();
        Kpi shipping = Kpis.kpi("on_time_ratio").stage(Stage.POST_PURCHASE).build();

        assertThat(phase(calendar, ORDERS, "2026-11-07T15:59:00Z")).isEmpty();
        assertThat(phase(calendar, ORDERS, "2026-11-07T17:00:00Z")).isEqualTo("teaser");
        assertThat(phase(calendar, ORDERS, "2026-11-10T17:00:00Z")).isEqualTo("open");
        assertThat(phase(calendar, ORDERS, "2026-11-11T08:00:00Z")).isEqualTo("running");
        assertThat(phase(calendar, ORDERS, "2026-11-11T15:00:00Z")).isEqualTo("closing");
        assertThat(phase(calendar, ORDERS, "2026-11-12T15:00:00Z")).isEqualTo("hangover");
        assertThat(phase(calendar, ORDERS, "2026-11-15T20:00:00Z")).isEmpty();
        assertThat(phase(calendar, shipping, "2026-11-15T20:00:00Z")).isEqualTo("delivery_echo");
        assertThat(calendar.phase(ORDERS, "IL", JERUSALEM, Instant.parse("2026-11-11T08:00:00Z")))
                .isEmpty();
    }

    @Test
    void movesAFeastWithItsDayAndLeavesOtherKpisAlone() {
        files.write("calendar.yml", """
                feasts:
                  - name: Chinese New Year
                    days: [2026-02-17, 2027-02-06]
                    zone: Asia/Shanghai
                    kpis: [late_shipment_ratio]
                """);
        MarketCalendar calendar = calendar();
        Kpi late = Kpis.kpi("late_shipment_ratio").build();

        assertThat(phase(calendar, late, "2026-02-05T12:00:00Z")).isEqualTo("teaser");
        assertThat(phase(calendar, late, "2026-02-16T12:00:00Z")).isEqualTo("running");
        assertThat(phase(calendar, late, "2026-03-10T12:00:00Z")).isEqualTo("hangover");
        assertThat(phase(calendar, late, "2026-03-20T12:00:00Z")).isEmpty();
        assertThat(phase(calendar, late, "2027-02-05T12:00:00Z")).isEqualTo("running");
        assertThat(phase(calendar, late, "2027-02-17T12:00:00Z")).isEqualTo("hangover");
        assertThat(phase(calendar, ORDERS, "2026-02-16T12:00:00Z")).isEmpty();
    }

    @Test
    void namesEveryMistakeWithItsPlaceAndAMend() {
        files.write("calendar.yml", """
                holidays:
                  - {market: ES, country: spain}
                  - {market: EZ, country: es}
                  - {market: IL, name: Purim}
                sales:
                  - name: Singles Day
                    opens: 2026-11-12
                    closes: 2026-11-11
                    teaser: five days
                  - opens: tomorrow
                feasts:
                  - name: Spring
                    days: [2026-02-17]
                    slow_from: 1d
                    kpis: [late_shipment_ration]
                changes:
                  - {name: Duty, at: 2025-08-29, market: [ES]}
                sale: []
                """);

        assertThat(String.join(
                                "\n",
                                files.words(CatalogueReader.read(files.folder()).problems()))
                        .replace("\\\n", "\n"))
                .isEqualToNormalizingNewlines("""
                kpis/calendar.yml:2:27: country "spain" is not a country whose holidays are known; write its ISO code in small letters, like es, or write the days out with name and days
                kpis/calendar.yml:3:14: unknown market "EZ"; did you mean "ES"?
                kpis/calendar.yml:4:5: a holiday needs the key "days"; write it like 2026-11-11
                kpis/calendar.yml:8:13: the sale closes before it opens; write a time after 2026-11-12T00:00
                kpis/calendar.yml:9:13: teaser "five days" is not a duration; write it like 90s, 5m, 1h30m or 2d
                kpis/calendar.yml:10:5: a sale needs the key "name"; write some text
                kpis/calendar.yml:10:5: a sale needs the key "closes"; write it like 2026-11-11 or 2026-11-11T10:00
                kpis/calendar.yml:10:12: opens "tomorrow" is not a local time; write it like 2026-11-11 or 2026-11-11T10:00
                kpis/calendar.yml:14:16: it is closed before it slows down; write a slow_from not below closed_from
                kpis/calendar.yml:15:12: unknown KPI "late_shipment_ration"; did you mean "late_shipment_ratio"?
                kpis/calendar.yml:17:34: unknown key "market" in a change; did you mean "markets"?
                kpis/calendar.yml:18:1: unknown key "sale" in a calendar; did you mean "sales"?""");
    }

    @Test
    void keepsTheLastGoodCalendarWhileTheFileHasAMistake() {
        files.write("calendar.yml", "holidays:\n  - {market: ES, country: es}\n");
        var book = new CatalogueBook(files.folder());
        book.reload();
        files.write("calendar.yml", "holidays:\n  - {market: ES, country: spain}\n");

        assertThat(book.reload().problems()).hasSize(1);

        assertThat(book.current().markets().calendar().holiday("ES", MADRID, Instant.parse("2026-12-25T12:00:00Z")))
                .isPresent();
        assertThat(book.current().markets().market("ES")).isPresent();
    }

    private MarketCalendar calendar() {
        var reading = CatalogueReader.read(files.folder());
        assertThat(reading.problems()).isEmpty();
        return reading.catalogue().markets().calendar();
    }

    private static String phase(MarketCalendar calendar, Kpi kpi, String end) {
        return calendar.phase(kpi, "ES", MADRID, Instant.parse(end))
                .map(Object::toString)
                .orElse("");
    }
}
