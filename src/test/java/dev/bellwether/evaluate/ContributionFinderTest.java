package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.contribution.Cause;
import dev.bellwether.contribution.Contribution;
import dev.bellwether.contribution.Contribution.Finding;
import dev.bellwether.contribution.Contribution.Verdict;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.history.PastSlots;
import dev.bellwether.history.Samples;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Unit;
import dev.bellwether.testing.Kpis;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContributionFinderTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Labels BRAZIL = Labels.of("market", "BR");

    private final InMemoryHistory history = new InMemoryHistory();
    private final ContributionFinder finder = new ContributionFinder(history);

    private static Kpi kpi(String id, Unit unit, String... dimensions) {
        return Kpis.kpi(id).unit(unit).grain(Grain.HOUR).dimensions(dimensions).build();
    }

    private static final Kpi ORDERS = kpi("orders_total", Unit.COUNT, "market", "method");
    private static final Kpi LATE = kpi("late_ratio", Unit.RATIO, "market", "carrier");

    @Test
    void namesTheMethodThatFellAndThoseThatDidNot() {
        sums(ORDERS, "BR", "card", 1000, 990);
        sums(ORDERS, "BR", "pix", 600, 50);
        sums(ORDERS, "BR", "wallet", 400, 405);
        sums(ORDERS, "ES", "card", 5000, 1000); // another market's trouble is not Brazil's

        Contribution found = find(ORDERS, BRAZIL);

        assertThat(found.verdict()).isEqualTo(Verdict.EXPLAINED);
        assertThat(found.now()).isEqualTo(1445);
        assertThat(found.expected()).isEqualTo(2000);
        assertThat(found.z()).isLessThan(-3);
        assertThat(found.findings()).extracting(Finding::dimension).containsExactly("method");
        Finding method = found.findings().get(0);
        assertThat(causes(method)).containsExactly("pix");
        assertThat(method.attribution().share()).isCloseTo(550.0 / 555, within(1e-12));
        assertThat(method.notAffected()).containsExactly("card", "wallet");
        assertThat(method.mixShift()).isEmpty();
    }

    @Test
    void asksEveryOpenDimensionAndPutsTheTellingOneFirst() {
        for (String market : List.of("BR", "ES")) {
            sums(ORDERS, market, "card", 1000, 1000);
            sums(ORDERS, market, "pix", 500, 100);
        }

        Contribution found = find(ORDERS, Labels.NONE);

        assertThat(found.findings()).extracting(Finding::dimension).containsExactly("method", "market");
        assertThat(causes(found.findings().get(0))).containsExactly("pix");
        assertThat(causes(found.findings().get(1))).isEmpty();
    }

    @Test
    void saysBroadBasedWhenAllFall() {
        sums(ORDERS, "BR", "card", 1000, 610);
        sums(ORDERS, "BR", "pix", 600, 350);
        sums(ORDERS, "BR", "wallet", 400, 245);

        Contribution found = find(ORDERS, BRAZIL);

        assertThat(found.verdict()).isEqualTo(Verdict.BROAD_BASED);
        assertThat(found.findings())
                .allSatisfy(finding -> assertThat(causes(finding)).isEmpty());
        assertThat(found.findings().get(0).notAffected()).isEmpty();
    }

    @Test
    void aMethodThatNoLongerAppearsHasLostAll() {
        sums(ORDERS, "BR", "card", 1000, 1000);
        sums(ORDERS, "BR", "pix", 600, Double.NaN);

        Finding method = find(ORDERS, BRAZIL).findings().get(0);

        assertThat(causes(method)).containsExactly("pix");
        assertThat(method.attribution().causes().get(0).now()).isZero();
    }

    @Test
    void aRatioIsPutTogetherFromItsPartsAndSplitInMixAndWithin() {
        ratios(LATE, "BR", "correo", 20, 400, 120, 400);
        ratios(LATE, "BR", "dhl", 15, 300, 16, 300);
        ratios(LATE, "BR", "cainiao", 15, 300, 14, 300);

        Contribution found = find(LATE, BRAZIL);

        assertThat(found.now()).isEqualTo(0.15);
        assertThat(found.expected()).isEqualTo(0.05);
        Finding carrier = found.findings().get(0);
        assertThat(causes(carrier)).containsExactly("correo");
        assertThat(carrier.attribution().causes().get(0).expected()).isCloseTo(0.05, within(1e-12));
        assertThat(carrier.notAffected()).containsExactly("cainiao", "dhl");
        assertThat(carrier.mixShift().orElseThrow().within()).isCloseTo(0.10, within(1e-9));
        assertThat(carrier.mixShift().orElseThrow().mix()).isCloseTo(0, within(1e-9));
    }

    @Test
    void onePastIncidentMovesNothing() {
        sums(ORDERS, "BR", "card", 1000, 1000);
        sums(ORDERS, "BR", "pix", 600, 100);
        Instant lastWeek = PastSlots.before(NOON, ORDERS, ORDERS.zone()).get(0);
        put(ORDERS, lastWeek, new String[] {"BR", "card"}, 10, Double.NaN, Double.NaN);

        Contribution found = find(ORDERS, BRAZIL);

        assertThat(found.expected()).isEqualTo(1600);
        assertThat(causes(found.findings().get(0))).containsExactly("pix");
    }

    @Test
    void slotsAreLocalToEachMarket() {
        var newYork = ZoneId.of("America/New_York"); // left summer time on 1 November, Madrid a week before
        var markets = new Markets(List.of(new Market("US", "United States", newYork)));
        String[] us = {"US", "card"};
        put(ORDERS, NOON, us, 50, Double.NaN, Double.NaN);
        PastSlots.before(NOON, ORDERS, newYork).forEach(slot -> put(ORDERS, slot, us, 100, Double.NaN, Double.NaN));
        put(ORDERS, NOON, new String[] {"ES", "card"}, 70, Double.NaN, Double.NaN);
        PastSlots.before(NOON, ORDERS, ORDERS.zone())
                .forEach(slot -> put(ORDERS, slot, new String[] {"ES", "card"}, 70, Double.NaN, Double.NaN));

        Contribution found = finder.find(ORDERS, markets, Labels.NONE, NOON).orElseThrow();

        assertThat(found.expected()).isEqualTo(170);
        assertThat(found.findings())
                .filteredOn(finding -> finding.dimension().equals("market"))
                .allSatisfy(finding -> assertThat(causes(finding)).containsExactly("US"));
    }

    @Test
    void aMedianIsNeverPutTogether() {
        Kpi median = kpi("amount_p50_usd", Unit.USD, "market", "method");
        sums(median, "BR", "card", 20, 40);

        assertThat(find(median, BRAZIL).verdict()).isEqualTo(Verdict.NO_SUM);
    }

    @Test
    void saysWhenThereIsNoPastNoReadingOrNothingLeftToAsk() {
        put(ORDERS, NOON, new String[] {"BR", "card"}, 7, Double.NaN, Double.NaN);
        sums(LATE, "ES", "dhl", 1, 1);

        assertThat(find(ORDERS, BRAZIL).verdict()).isEqualTo(Verdict.NO_PAST);
        assertThat(find(ORDERS, BRAZIL).expected()).isNaN();
        assertThat(finder.find(ORDERS, Markets.NONE, Labels.of("market", "PL"), NOON))
                .isEmpty();

        sums(ORDERS, "ES", "card", 10, 10);
        assertThat(find(ORDERS, Labels.of("market", "ES", "method", "card")).verdict())
                .isEqualTo(Verdict.NO_DIMENSION);
        assertThat(find(ORDERS, Labels.of("market", "ES")).verdict()).isEqualTo(Verdict.UNCHANGED);
    }

    private Contribution find(Kpi kpi, Labels labels) {
        return finder.find(kpi, Markets.NONE, labels, NOON.plusSeconds(60)).orElseThrow();
    }

    private static List<String> causes(Finding finding) {
        return finding.attribution().causes().stream().map(Cause::value).toList();
    }

    private void sums(Kpi kpi, String market, String segment, double usual, double now) {
        String[] labels = {market, segment};
        PastSlots.before(NOON, kpi, kpi.zone()).forEach(slot -> put(kpi, slot, labels, usual, Double.NaN, Double.NaN));
        if (!Double.isNaN(now)) {
            put(kpi, NOON, labels, now, Double.NaN, Double.NaN);
        }
    }

    private void ratios(
            Kpi kpi, String market, String segment, double usual, double usualOf, double now, double nowOf) {
        String[] labels = {market, segment};
        PastSlots.before(NOON, kpi, kpi.zone()).forEach(slot -> put(kpi, slot, labels, Double.NaN, usual, usualOf));
        put(kpi, NOON, labels, Double.NaN, now, nowOf);
    }

    private void put(Kpi kpi, Instant at, String[] values, double value, double numerator, double denominator) {
        SeriesIndex index = history.seriesOf(kpi);
        var samples = new Samples(at);
        samples.put(index.numberOf(values), value, numerator, denominator, Double.NaN);
        history.append(kpi, List.of(samples));
    }
}
