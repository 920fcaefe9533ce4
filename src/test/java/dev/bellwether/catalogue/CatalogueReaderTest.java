package dev.bellwether.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Impact;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Range;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Stage;
import dev.bellwether.kpi.Stakeholder;
import dev.bellwether.kpi.Tier;
import dev.bellwether.kpi.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueReaderTest {

    @TempDir
    Path parent;

    private KpiFiles files;

    @BeforeEach
    void makeFolder() {
        files = new KpiFiles(parent);
    }

    @Test
    void readsEveryKey() {
        files.write("sales.yml", """
                - id: late_shipment_ratio
                  title: Orders not handed to the carrier in time
                  description: A seller is late when the parcel is scanned after the promised day.
                  unit: ratio
                  direction: lower_is_better
                  tier: core
                  stage: post_purchase
                  stakeholder: sellers
                  owner: seller-success
                  dimensions: [market, category]
                  grain: 1d
                  delay: 2h
                  freshness: 6h
                  maturity: 1d12h
                  min_sample: 410
                  seasonality: day
                  expose: true
                  zone: Europe/Madrid
                  source: warehouse
                  query: |
                    SELECT 1
                    WHERE :from < :to
                """);

        var reading = CatalogueReader.read(files.folder());

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.catalogue().kpis())
                .containsExactly(new Kpi(
                        new KpiId("late_shipment_ratio"),
                        "Orders not handed to the carrier in time",
                        "A seller is late when the parcel is scanned after the promised day.",
                        Unit.RATIO,
                        Direction.LOWER_IS_BETTER,
                        Tier.CORE,
                        Stage.POST_PURCHASE,
                        Stakeholder.SELLERS,
                        "seller-success",
                        List.of("market", "category"),
                        Grain.DAY,
                        Duration.ofHours(2),
                        Duration.ofHours(6),
                        Duration.ofHours(36),
                        410,
                        Seasonality.DAY,
                        true,
                        ZoneId.of("Europe/Madrid"),
                        "warehouse",
                        "SELECT 1\nWHERE :from < :to"));
    }

    @Test
    void fillsInWhatMayBeLeftOut() {
        files.write("sales.yml", KpiFiles.kpi("late_ratio"));

        Kpi kpi = find("late_ratio");

        assertThat(kpi.description()).isEmpty();
        assertThat(kpi.dimensions()).isEmpty();
        assertThat(kpi.delay()).isZero();
        assertThat(kpi.freshness()).isEqualTo(Duration.ofHours(3));
        assertThat(kpi.maturity()).isZero();
        assertThat(kpi.minSample()).isZero();
        assertThat(kpi.seasonality()).isEqualTo(Seasonality.WEEK);
        assertThat(kpi.expose()).isFalse();
        assertThat(kpi.zone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void takesAFileForAQuery() {
        files.write("sales.yml", KpiFiles.kpi("late_ratio").replaceFirst("query: .*", "file: late.csv"));

        assertThat(find("late_ratio").query()).isEqualTo("late.csv");
    }

    @Test
    void readsAQueryInParts() {
        files.write("sales.yml", KpiFiles.kpi("late_ratio").replaceFirst("query: .*", """
                dimensions: [market]
                  query:
                    numerator: sum by (market) (late)
                    market: /country"""));

        assertThat(find("late_ratio").query()).isEmpty();
        assertThat(find("late_ratio").parts())
                .containsOnly(Map.entry("numerator", "sum by (market) (late)"), Map.entry("market", "/country"));
    }

    @Test
    void readsTheRangeOfValues() {
        files.write("good.yml", KpiFiles.kpi("late_ratio").replaceFirst("query:", "range: [0, 1]\n  query:"));
        assertThat(find("late_ratio").range()).isEqualTo(new Range(0, 1));

        files.write("bad.yml", KpiFiles.kpi("good_ratio").replaceFirst("query:", "range: [1, 0]\n  query:"));
        assertThat(files.words(CatalogueReader.read(files.folder()).problems()))
                .containsExactly("kpis/bad.yml:11:10: range is not two numbers, the least and the most;"
                        + " write it like [0, 1]");
    }

    @Test
    void namesMistakesInTheParts() {
        files.write("sales.yml", KpiFiles.kpi("late_ratio").replaceFirst("query: .*", """
                dimensions: [path]
                  query:
                    path: /late
                    numerater: a
                    sample:"""));

        assertThat(files.words(CatalogueReader.read(files.folder()).problems()))
                .satisfiesExactly(
                        one -> assertThat(one)
                                .endsWith("dimension \"path\" is also a key of queries; rename the dimension"),
                        one -> assertThat(one)
                                .endsWith("unknown key \"numerater\" in a query; did you mean \"numerator\"?"),
                        one -> assertThat(one).endsWith("sample is empty; write some text"));
    }

    @Test
    void readsTheMarkets() {
        files.write("sales.yml", KpiFiles.kpi("late_ratio"));
        files.write("markets.yml", """
                - market: "NO"
                  title: Norway
                  zone: Europe/Oslo
                  currency: NOK
                  region: north
                - {market: BR, title: Brazil, zone: America/Sao_Paulo}
                """);

        var reading = CatalogueReader.read(files.folder());

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.catalogue().markets().all())
                .containsExactlyInAnyOrder(
                        new Market("NO", "Norway", ZoneId.of("Europe/Oslo")),
                        new Market("BR", "Brazil", ZoneId.of("America/Sao_Paulo")));
    }

    @Test
    void knowsWhereAKpiIsDefined() {
        files.write("a.yml", KpiFiles.kpi("late_ratio"), KpiFiles.kpi("lost_ratio"));

        var catalogue = CatalogueReader.read(files.folder()).catalogue();

        assertThat(catalogue.where(new KpiId("lost_ratio")).orElseThrow().toString())
                .endsWith("kpis/a.yml:12:7");
        assertThat(catalogue.where(new KpiId("unknown_ratio"))).isEmpty();
    }

    @Test
    void namesAllMistakesOfAllFilesAtOnce() {
        files.write("broken.yml", "- id: a_ratio\n\ttitle: b\n");
        files.write("empty.yml", "");
        files.write("half.yml", "- id: half_ratio\n  title: Half a fi");
        files.write("lone.yml", "id: lone_ratio\n");
        files.write("markets.yml", """
                - {market: ES, title: Spain, zone: Europe/Madird}
                - {market: PL, title: Poland}
                - {market: BR, title: Brazil, zone: UTC, curency: BRL}
                - {market: IL, title: Israel, zone: Asia/Jerusalem}
                - {market: IL, title: Israel, zone: Asia/Jerusalem}
                """);
        files.write(
                "sales.yml",
                """
                - id: late_ratio
                  titel: Late
                  unit: percent
                  direction: lower_is_beter
                  tier: kore
                  stage: checkout
                  stakeholder: [sellers]
                  owner:
                  dimensions: [market, Carrier, market, value, {a: b}]
                  grain: 1 hour
                  delay: 2 hours
                  freshness: soon
                  maturity: -1h
                  min_sample: -5
                  seasonality: month
                  expose: yes
                  zone: Mars/Olympus
                  query: SELECT 1
                  file: late.csv
                - just text
                """,
                KpiFiles.kpi("Late-Shipments"),
                KpiFiles.kpi("twice_ratio"),
                KpiFiles.kpi("stale_ratio") + "  delay: 6h\n");
        files.write("twice.yml", KpiFiles.kpi("twice_ratio"), KpiFiles.kpi("good_ratio"));

        var reading = CatalogueReader.read(files.folder());

        assertThat(reading.catalogue().kpis()).map(Kpi::id).containsExactly(new KpiId("good_ratio"));
        assertThat(String.join("\n", files.words(reading.problems())) + "\n").isEqualTo("""
                kpis/broken.yml:2:1: a tab stands where only spaces may; indent with spaces
                kpis/empty.yml: is empty; write at least one entry, or remove the file
                kpis/half.yml:1:3: a KPI needs the key "unit"; write ratio, seconds, days, usd, count or stars
                kpis/half.yml:1:3: a KPI needs the key "direction"; write higher_is_better, lower_is_better or band
                kpis/half.yml:1:3: a KPI needs the key "tier"; write north_star, core, supporting, risk_factor or guardrail
                kpis/half.yml:1:3: a KPI needs the key "stage"; write discovery, evaluation, purchase, post_purchase or platform
                kpis/half.yml:1:3: a KPI needs the key "stakeholder"; write buyers, sellers, platform or logistics
                kpis/half.yml:1:3: a KPI needs the key "owner"; write some text
                kpis/half.yml:1:3: a KPI needs the key "grain"; write it like 5m, 15m, 1h, 6h, 1d or 1w
                kpis/half.yml:1:3: a KPI needs the key "source"; write some text
                kpis/half.yml:1:3: a KPI needs the key "query" (or "file"); write the SQL that its source is asked, with :from and :to, or the name of a CSV file
                kpis/lone.yml:1:1: this file is a group of keys, not a list of KPIs; write [a, b], or begin every entry with "- "
                kpis/markets.yml:1:36: zone "Europe/Madird" is not a time zone; did you mean "Europe/Madrid"?
                kpis/markets.yml:2:3: a market needs the key "zone"; write it like Europe/Madrid or UTC
                kpis/markets.yml:3:42: unknown key "curency" in a market; did you mean "currency"?
                kpis/markets.yml:5:3: market "IL" is also defined in line 4; keep one of them
                kpis/sales.yml:1:3: a KPI needs the key "title"; write some text
                kpis/sales.yml:1:3: a KPI needs the key "source"; write some text
                kpis/sales.yml:2:3: unknown key "titel" in a KPI; did you mean "title"?
                kpis/sales.yml:3:9: unit "percent" is not a unit; write ratio, seconds, days, usd, count or stars
                kpis/sales.yml:4:14: direction "lower_is_beter" is not a direction; did you mean "lower_is_better"?
                kpis/sales.yml:5:9: tier "kore" is not a tier; did you mean "core"?
                kpis/sales.yml:6:10: stage "checkout" is not a stage; write discovery, evaluation, purchase, post_purchase or platform
                kpis/sales.yml:7:16: stakeholder is a list, not a stakeholder; write buyers, sellers, platform or logistics
                kpis/sales.yml:8:3: owner is empty; write some text
                kpis/sales.yml:9:24: entry 2 of dimensions "Carrier" is not a dimension; write it in small letters with _ between the words, like market or payment_method
                kpis/sales.yml:9:33: dimension "market" is given twice; keep one of them
                kpis/sales.yml:9:41: dimension "value" has a name that alerts or the columns of answers use; choose another name, such as "value_code"
                kpis/sales.yml:9:48: entry 5 of dimensions is a group of keys, not a dimension; write it in small letters with _ between the words, like market or payment_method
                kpis/sales.yml:10:10: grain "1 hour" is not a grain; write it like 5m, 15m, 1h, 6h, 1d or 1w
                kpis/sales.yml:11:10: delay "2 hours" is not a duration; write it like 90s, 5m, 1h30m or 2d
                kpis/sales.yml:12:14: freshness "soon" is not a duration; write it like 90s, 5m, 1h30m or 2d
                kpis/sales.yml:13:13: maturity "-1h" is not a duration; write it like 90s, 5m, 1h30m or 2d
                kpis/sales.yml:14:15: min_sample is below 0; write 0 to judge every reading
                kpis/sales.yml:15:16: seasonality "month" is not a seasonality; write none, day or week
                kpis/sales.yml:16:11: expose "yes" is not true or false; write true or false
                kpis/sales.yml:17:9: zone "Mars/Olympus" is not a time zone; write it like Europe/Madrid or UTC
                kpis/sales.yml:19:9: both query and file are given; keep query for SQL, or file for a folder of CSV files
                kpis/sales.yml:20:3: entry 2 of this file is the text "just text", not a KPI; write it as lines of "key: value"
                kpis/sales.yml:21:7: id "Late-Shipments" is not a KPI id; write it in small letters with _ between the words, ending in the unit, like late_shipment_ratio
                kpis/sales.yml:54:10: with delay 6h and freshness 3h (3 grains, unless given) every reading would be late; write a freshness longer than the delay
                kpis/twice.yml:1:7: KPI "twice_ratio" is also defined in kpis/sales.yml:32:7; keep one of them
                """);
    }

    @Test
    void readsWhatAKpiKeeps() {
        files.write("a.yml", KpiFiles.kpi("late_ratio") + "  windows: [24h, 7d]\n  drift: true\n");

        assertThat(find("late_ratio").windows()).containsExactly("24h", "7d");
        assertThat(find("late_ratio").drift()).isTrue();
    }

    @Test
    void readsWhatAKpisFiguresStandFor() {
        files.write(
                "a.yml",
                KpiFiles.kpi("late_ratio") + "  impact: {counts: late orders, usd_each: 24, additive: true}\n");

        assertThat(find("late_ratio").impact()).isEqualTo(new Impact("late orders", 24, true));
    }

    @Test
    void moneyThatAddsUpCountsItself() {
        files.write("a.yml", KpiFiles.kpi("late_usd").replace("ratio", "usd") + "  impact: {additive: true}\n");

        assertThat(find("late_usd").impact()).isEqualTo(new Impact("", Double.NaN, true));
    }

    @Test
    void refusesAnImpactThatSaysNothing() {
        files.write(
                "a.yml",
                KpiFiles.kpi("late_ratio") + "  impact: {count: orders, usd_each: -3}\n",
                KpiFiles.kpi("late_seconds").replace("unit: ratio", "unit: seconds") + "  impact: {counts: orders}\n",
                KpiFiles.kpi("late_usd").replace("unit: ratio", "unit: usd")
                        + "  impact: {counts: orders, usd_each: 3}\n");

        assertThat(files.words(CatalogueReader.read(files.folder()).problems()))
                .containsExactly(
                        "kpis/a.yml:12:11: an impact needs the key \"counts\"; write what is counted, in the plural, such as orders",
                        "kpis/a.yml:12:12: unknown key \"count\" in an impact; did you mean \"counts\"?",
                        "kpis/a.yml:12:37: usd_each is not above 0; write what one is worth, such as 24",
                        "kpis/a.yml:24:11: nothing can be counted by a figure in seconds; give an impact to a ratio, a count or an amount in usd only",
                        "kpis/a.yml:36:38: a KPI in usd says what it is worth itself; leave usd_each out");
    }

    @Test
    void refusesWindowsThatHoldNothingOrTooMuch() {
        files.write("a.yml", KpiFiles.kpi("late_ratio") + "  windows: [1h, 24h, 24h, 1y, 9w]\n");

        assertThat(files.words(CatalogueReader.read(files.folder()).problems()))
                .containsExactly(
                        "kpis/a.yml:12:13: window \"1h\" holds fewer than two readings; write one of at least two grains",
                        "kpis/a.yml:12:22: window \"24h\" is given twice; keep one of them",
                        "kpis/a.yml:12:27: entry 4 of windows \"1y\" is not a duration; write it like 90s, 5m, 1h30m or 2d",
                        "kpis/a.yml:12:31: window \"9w\" is longer than eight weeks; write at most 8w");
    }

    @Test
    void saysWhenThereIsNothingToRead() {
        assertThat(files.words(CatalogueReader.read(files.folder()).problems()))
                .containsExactly("kpis: holds no *.yml file; write one, or name the folder that has them");
        assertThat(CatalogueReader.read(parent.resolve("absent")).problems())
                .singleElement()
                .asString()
                .contains("absent: cannot be read: ")
                .endsWith("; check that the folder exists and may be read");
    }

    @Test
    void passesOverWhatEditorsLeaveBehind() {
        files.write("a.yml", KpiFiles.kpi("late_ratio"));
        files.write(".#a.yml", "half");
        files.write("a.yml~", "half");
        files.write("README.md", "no YAML");

        assertThat(CatalogueReader.read(files.folder()).problems()).isEmpty();
    }

    private Kpi find(String id) {
        var reading = CatalogueReader.read(files.folder());
        assertThat(reading.problems()).isEmpty();
        return reading.catalogue().find(new KpiId(id)).orElseThrow();
    }
}
