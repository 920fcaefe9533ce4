package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.kpi.Impact;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import dev.bellwether.testing.Kpis;
import dev.bellwether.testing.SampleAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImpactWordsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Impact PARCELS = new Impact("parcels in time", Double.NaN, false);
    private static final Impact ORDERS = new Impact("orders", 24, true);
    private static final Impact SALES = new Impact("", Double.NaN, true);

    private Unit unit = Unit.RATIO;
    private Impact impact = PARCELS;
    private final List<Trail.Point> trail = new ArrayList<>();
    private Locale locale = Locale.ENGLISH;

    private String words(double value, double expected, double sample) {
        return words(AlertState.FIRING, value, expected, sample);
    }

    private String words(AlertState state, double value, double expected, double sample) {
        var figures = new Figures(new KpiId("a_total"), unit, value, expected, Double.NaN, Double.NaN, sample);
        Alert sampled = SampleAlerts.firing(figures.kpi(), Labels.of("market", "BR"), NOON);
        Breach breach = sampled.latest();
        var alert = new Alert(
                sampled.fingerprint(),
                state,
                new Breach(breach.rule(), breach.labels(), NOON, figures, "", List.of(), List.of()),
                NOON.minus(Duration.ofHours(2)),
                NOON.minus(Duration.ofHours(2)),
                state == AlertState.RESOLVED ? NOON.plus(Duration.ofHours(1)) : null,
                NOON,
                "xxx",
                1);
        var kpi = Kpis.kpi("a_total").unit(unit).impact(impact).build();
        var course = new Course(alert, Optional.of(kpi), new Trail(trail), true);
        return new ImpactWords(new Numbers(locale)).of(course);
    }

    private void was(int hoursBeforeNoon, double value, double expected, double sample) {
        Instant at = NOON.minus(Duration.ofHours(hoursBeforeNoon));
        trail.add(new Trail.Point(at, value, expected, Double.NaN, Double.NaN, sample));
    }

    @Test
    void countsWhatAShareIsMadeOfInTwoDigits() {
        assertThat(words(0.453, 0.951, 1712))
                .isEqualTo("About 850 fewer parcels in time than usual among the 1,712 counted.");
        assertThat(words(0.971, 0.951, 1712))
                .isEqualTo("About 34 more parcels in time than usual among the 1,712 counted.");
    }

    @Test
    void saysWhatTheyAreWorth() {
        unit = Unit.COUNT;
        impact = ORDERS;

        assertThat(words(120, 540, Double.NaN))
                .isEqualTo("About 420 fewer orders than usual, some USD 10,000 at USD 24 each.");
    }

    @Test
    void writesNumbersAsTheReaderDoes() {
        unit = Unit.COUNT;
        impact = new Impact("orders", 24.5, false);
        locale = Locale.GERMAN;

        assertThat(words(1_000, 5_200, Double.NaN))
                .isEqualTo("About 4.200 fewer orders than usual, some USD 100.000 at USD 24,5 each.");
    }

    @Test
    void readsMoneyAsASumOrAsAMean() {
        unit = Unit.USD;
        impact = SALES;
        assertThat(words(18_400, 26_100, 800)).isEqualTo("About USD 7,700 less than usual.");

        impact = new Impact("orders", Double.NaN, false);
        assertThat(words(18, 21, 800)).isEqualTo("About USD 2,400 less than usual among the 800 counted.");
    }

    @Test
    void addsUpWhatHasComeSinceItBeganWhereReadingsMayBeAdded() {
        unit = Unit.COUNT;
        impact = ORDERS;
        was(3, 500, 500, Double.NaN);
        was(2, 400, 500, Double.NaN);
        was(1, 300, 500, Double.NaN);
        was(0, 120, 540, Double.NaN);

        assertThat(words(120, 540, Double.NaN)).endsWith(" Since it began about 720 fewer, some USD 17,000.");
        assertThat(words(AlertState.RESOLVED, 120, 540, Double.NaN))
                .isEqualTo("At worst about 420 fewer orders than"
                        + " usual, some USD 10,000 at USD 24 each. In all about 720 fewer, some USD 17,000.");

        impact = new Impact("orders", Double.NaN, false);
        assertThat(words(120, 540, Double.NaN)).isEqualTo("About 420 fewer orders than usual.");
    }

    @Test
    void addsUpNothingWhenTheBeginningIsNotKnown() {
        unit = Unit.COUNT;
        impact = ORDERS;
        was(1, 300, 500, Double.NaN);
        was(0, 120, 540, Double.NaN);

        assertThat(words(120, 540, Double.NaN)).doesNotContain("Since");
    }

    @Test
    void isSilentWhereThereIsNothingToSay() {
        assertThat(words(0.453, 0.951, Double.NaN))
                .as("of how many is not known")
                .isEmpty();
        assertThat(words(0.453, Double.NaN, 1712)).as("usual is not known").isEmpty();
        assertThat(words(0.951, 0.9511, 1712)).as("less than one half").isEmpty();

        impact = Impact.NOT_SAID;
        assertThat(words(0.453, 0.951, 1712)).as("nobody said what it counts").isEmpty();
    }
}
