package dev.bellwether.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import dev.bellwether.testing.SampleAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Alerts} keeps its word on. */
public abstract class AlertsContract {

    protected static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    protected static final KpiId PROMISE = SampleAlerts.PROMISE;
    protected static final KpiId LATE = new KpiId("late_shipment_ratio");
    protected static final Labels SPAIN = Labels.of("market", "ES", "carrier", "correo");
    protected static final Labels POLAND = Labels.of("market", "PL", "carrier", "inpost");

    protected Alerts alerts;

    protected abstract Alerts create();

    /** The same alerts as a fresh process finds them. */
    protected abstract Alerts reopened();

    /** Every stored transition as {@code number from→to}, in order. */
    protected abstract List<String> transitionsOf(String fingerprint);

    @BeforeEach
    void startEmpty() {
        alerts = create();
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(alerts.active()).isEmpty();
        assertThat(alerts.activeOf(PROMISE)).isEmpty();
        assertThat(alerts.activeOfGroups()).isEmpty();
        assertThat(alerts.resolvedAfter(Instant.EPOCH)).isEmpty();
        assertThat(alerts.find("0123456789abcdef")).isEmpty();
        assertThat(alerts.evaluatedUpTo(PROMISE)).isEmpty();
        alerts.dropBefore(AT);
    }

    @Test
    void bringsAlertsBackAsTheyWere() {
        Alert pending = SampleAlerts.pending(PROMISE, POLAND, AT);
        Alert firing = SampleAlerts.firing(PROMISE, SPAIN, AT);

        alerts.commit(PROMISE, AT, appeared(pending, firing));

        assertThat(reopened().activeOf(PROMISE)).containsExactlyInAnyOrder(pending, firing);
        assertThat(reopened().find(firing.fingerprint())).contains(firing);
    }

    @Test
    void bringsBackFiguresThatAreNoNumbers() {
        Breach breach = SampleAlerts.firing(PROMISE, SPAIN, AT).latest();
        var unknown = new Breach.Figures(PROMISE, Unit.COUNT, 3, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        Alert alert = SampleAlerts.alert(
                AlertState.FIRING,
                new Breach(breach.rule(), SPAIN, AT, unknown, breach.summary(), breach.conditions(), breach.evidence()),
                AT);

        alerts.commit(PROMISE, AT, appeared(alert));

        assertThat(reopened().find(alert.fingerprint())).contains(alert);
    }

    @Test
    void bringsBackAllThatAnAlertRemembers() {
        Alert resolved = SampleAlerts.resolved(PROMISE, SPAIN, AT);
        var worst = new Breach.Figures(PROMISE, Unit.RATIO, 0.2, Double.NaN, 0.6, 0.8, 1700);
        var kept = new Kept(
                Cause.RULE_REMOVED,
                Severity.CRITICAL,
                AT.minusSeconds(60),
                AT.minusSeconds(30),
                Duration.ofMinutes(90),
                resolved.latest().figures(),
                worst,
                worst,
                List.of(AT.minusSeconds(3600), AT),
                AT);
        Alert remembering = resolved.with(kept);
        Alert bare = SampleAlerts.firing(PROMISE, POLAND, AT)
                .with(new Kept(
                        Cause.BREACHED, Severity.HIGH, null, AT, Duration.ZERO, null, worst, null, List.of(), null));

        alerts.commit(PROMISE, AT, appeared(remembering, bare));

        assertThat(reopened().find(remembering.fingerprint())).contains(remembering);
        assertThat(reopened().find(bare.fingerprint())).contains(bare);
    }

    @Test
    void knowsOfSomeAlertsWhatTheyWereBefore() {
        Alert ended = SampleAlerts.resolved(PROMISE, SPAIN, AT);
        Alert firing = SampleAlerts.firing(PROMISE, POLAND, AT);
        alerts.commit(PROMISE, AT, appeared(ended, firing));

        assertThat(alerts.endedOf(List.of(ended.fingerprint(), firing.fingerprint(), "0123456789abcdef")))
                .containsExactly(ended);
        assertThat(alerts.endedOf(List.of())).isEmpty();
    }

    @Test
    void keepsSeriesAndGroupsAndKpisApart() {
        Alert series = SampleAlerts.firing(PROMISE, SPAIN, AT);
        Alert group = SampleAlerts.firingGroup(PROMISE, Labels.of("carrier", "correo"), AT);
        Alert other = SampleAlerts.firing(LATE, POLAND, AT);

        alerts.commit(PROMISE, AT, appeared(series, group));
        alerts.commit(LATE, AT, appeared(other));

        assertThat(alerts.activeOf(PROMISE)).containsExactly(series);
        assertThat(alerts.activeOf(LATE)).containsExactly(other);
        assertThat(alerts.activeOfGroups()).containsExactly(group);
        assertThat(alerts.active()).containsExactlyInAnyOrder(series, group, other);
    }

    @Test
    void showsResolvedAlertsNewestFirst() {
        Alert spain = SampleAlerts.resolved(PROMISE, SPAIN, AT.plusSeconds(60));
        Alert poland = SampleAlerts.resolved(PROMISE, POLAND, AT.plusSeconds(120));
        alerts.commit(PROMISE, AT, appeared(spain, poland, SampleAlerts.firing(PROMISE, Labels.NONE, AT)));

        assertThat(alerts.resolvedAfter(AT)).containsExactly(poland, spain);
        assertThat(alerts.resolvedAfter(AT.plusSeconds(60))).containsExactly(poland);
        assertThat(alerts.resolvedAfter(AT.plusSeconds(120))).isEmpty();
        assertThat(alerts.active()).hasSize(1);
    }

    @Test
    void storesChangesWithoutATransition() {
        Alert firing = SampleAlerts.firing(PROMISE, SPAIN, AT);
        alerts.commit(PROMISE, AT, appeared(firing));
        var longer = new Alert(
                firing.fingerprint(),
                AlertState.FIRING,
                SampleAlerts.breach(firing.rule(), SPAIN, AT.plusSeconds(60)),
                AT,
                AT,
                null,
                AT.plusSeconds(60),
                "xx",
                1);

        alerts.commit(PROMISE, AT.plusSeconds(60), new Advance(List.of(longer), List.of(), List.of()));

        assertThat(alerts.find(firing.fingerprint())).contains(longer);
        assertThat(transitionsOf(firing.fingerprint())).containsExactly("1 null→firing");
    }

    @Test
    void countsTransitionsOnWhenAnAlertTakesThePlaceOfAResolvedOne() {
        Alert pending = SampleAlerts.pending(PROMISE, SPAIN, AT);
        Alert firing = SampleAlerts.firing(PROMISE, SPAIN, AT.plusSeconds(60));
        Alert resolved = SampleAlerts.resolved(PROMISE, SPAIN, AT.plusSeconds(120));
        Alert again = SampleAlerts.pending(PROMISE, SPAIN, AT.plusSeconds(180));
        String fingerprint = pending.fingerprint();

        alerts.commit(PROMISE, AT, appeared(pending));
        alerts.commit(PROMISE, AT.plusSeconds(60), changed(firing, AlertState.PENDING));
        alerts.commit(PROMISE, AT.plusSeconds(120), changed(resolved, AlertState.FIRING));
        alerts.commit(PROMISE, AT.plusSeconds(180), appeared(again));

        assertThat(transitionsOf(fingerprint))
                .containsExactly("1 null→pending", "2 pending→firing", "3 firing→resolved", "4 null→pending");
        assertThat(alerts.find(fingerprint)).contains(again.counted(4));
        assertThat(alerts.resolvedAfter(Instant.EPOCH)).isEmpty();
    }

    @Test
    void numbersSeveralTransitionsOfOneTick() {
        Alert pending = SampleAlerts.pending(PROMISE, SPAIN, AT);
        Alert firing = SampleAlerts.firing(PROMISE, SPAIN, AT);

        alerts.commit(
                PROMISE,
                AT,
                new Advance(
                        List.of(firing),
                        List.of(),
                        List.of(
                                new Transition(pending, null, AlertState.PENDING, AT),
                                new Transition(firing, AlertState.PENDING, AlertState.FIRING, AT))));

        assertThat(transitionsOf(firing.fingerprint())).containsExactly("1 null→pending", "2 pending→firing");
        assertThat(alerts.find(firing.fingerprint()).orElseThrow().transitions())
                .isEqualTo(2);
    }

    @Test
    void countsOnAfterAPendingAlertWasDropped() {
        Alert pending = SampleAlerts.pending(PROMISE, SPAIN, AT);
        alerts.commit(PROMISE, AT, appeared(pending));

        alerts.commit(PROMISE, AT.plusSeconds(60), new Advance(List.of(), List.of(pending), List.of()));
        assertThat(alerts.find(pending.fingerprint())).isEmpty();
        assertThat(alerts.active()).isEmpty();

        alerts.commit(PROMISE, AT.plusSeconds(120), appeared(SampleAlerts.pending(PROMISE, SPAIN, AT)));
        assertThat(transitionsOf(pending.fingerprint())).containsExactly("1 null→pending", "2 null→pending");
    }

    @Test
    void takesACommitForAnInstantOnce() {
        Alert spain = SampleAlerts.firing(PROMISE, SPAIN, AT);
        Alert poland = SampleAlerts.firing(PROMISE, POLAND, AT);
        alerts.commit(PROMISE, AT, appeared(spain));

        alerts.commit(PROMISE, AT, appeared(spain, poland));
        alerts.commit(PROMISE, AT.minusSeconds(60), appeared(poland));
        reopened().commit(PROMISE, AT, new Advance(List.of(), List.of(spain), List.of()));

        assertThat(reopened().active()).containsExactly(spain);
        assertThat(transitionsOf(spain.fingerprint())).containsExactly("1 null→firing");
        assertThat(alerts.evaluatedUpTo(PROMISE)).contains(AT);
    }

    @Test
    void remembersHowFarEachKpiIs() {
        var nothing = new Advance(List.of(), List.of(), List.of());
        Instant later = AT.plusMillis(60_500);

        alerts.commit(PROMISE, AT, nothing);
        alerts.commit(PROMISE, later, nothing);
        alerts.commit(LATE, AT, nothing);

        assertThat(reopened().evaluatedUpTo(PROMISE)).contains(later);
        assertThat(reopened().evaluatedUpTo(LATE)).contains(AT);
    }

    @Test
    void forgetsWhatEndedLongAgo() {
        Alert old = SampleAlerts.resolved(PROMISE, SPAIN, AT);
        Alert young = SampleAlerts.resolved(PROMISE, POLAND, AT.plusSeconds(60));
        Alert firing = SampleAlerts.firing(PROMISE, Labels.NONE, AT.minusSeconds(86_400));
        alerts.commit(PROMISE, AT, appeared(old, young, firing));

        alerts.dropBefore(AT.plusSeconds(60));

        assertThat(alerts.find(old.fingerprint())).isEmpty();
        assertThat(alerts.find(young.fingerprint())).contains(young);
        assertThat(alerts.active()).containsExactly(firing);
        assertThat(alerts.evaluatedUpTo(PROMISE)).contains(AT);
    }

    @Test
    void keepsHostileLabels() {
        for (String hostile : List.of("a\"b", "a\\b", "a\nb", "\u0000", "😀", "顺丰", "\ud800", "x".repeat(200))) {
            Alert alert = SampleAlerts.firing(PROMISE, Labels.of("market", hostile), AT);
            alerts.commit(new KpiId("k" + Integer.toHexString(hostile.hashCode())), AT, appeared(alert));

            assertThat(reopened().find(alert.fingerprint())).contains(alert);
        }
    }

    @Test
    void doesNotCareForTheZoneOfTheMachine() {
        TimeZone usual = TimeZone.getDefault();
        Instant repeatedHour = Instant.parse("2026-10-25T00:30:00Z"); // 02:30 in Madrid, as is one hour later
        Alert alert = SampleAlerts.firing(PROMISE, SPAIN, repeatedHour);
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Madrid"));
            alerts.commit(PROMISE, repeatedHour, appeared(alert));
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));

            assertThat(reopened().find(alert.fingerprint())).contains(alert);
            assertThat(reopened().evaluatedUpTo(PROMISE)).contains(repeatedHour);
            alerts.commit(PROMISE, repeatedHour.plusSeconds(3600), appeared());
            assertThat(reopened().evaluatedUpTo(PROMISE)).contains(repeatedHour.plusSeconds(3600));
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    @Test
    void storesAStormOfAlerts() {
        List<Alert> storm = IntStream.range(0, 3_000)
                .mapToObj(i -> SampleAlerts.firing(PROMISE, Labels.of("market", "M" + i), AT))
                .toList();

        alerts.commit(PROMISE, AT, appeared(storm.toArray(Alert[]::new)));
        alerts.commit(PROMISE, AT.plusSeconds(60), new Advance(storm, List.of(), List.of()));

        assertThat(alerts.activeOf(PROMISE)).containsExactlyInAnyOrderElementsOf(storm);
    }

    @Test
    void countsEveryTransitionWhenKpisCommitTheSameGroupAlertAtOnce() throws Exception {
        Labels carrier = Labels.of("carrier", "correo");
        Alert firing = SampleAlerts.firingGroup(PROMISE, carrier, AT);
        Alert other = SampleAlerts.firingGroup(PROMISE, Labels.of("carrier", "dhl"), AT);
        int rounds = 25;
        var threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> forwards = () -> commitMany(new KpiId("forwards"), rounds, firing, other);
            Callable<Void> backwards = () -> commitMany(new KpiId("backwards"), rounds, other, firing);
            for (var done : threads.invokeAll(List.of(forwards, backwards))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        var numbers = new ArrayList<Integer>();
        transitionsOf(firing.fingerprint())
                .forEach(written -> numbers.add(Integer.valueOf(written.substring(0, written.indexOf(' ')))));
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 2 * rounds).boxed().toList());
        assertThat(alerts.find(other.fingerprint()).orElseThrow().transitions()).isEqualTo(2 * rounds);
    }

    private Void commitMany(KpiId kpi, int rounds, Alert... changed) {
        for (int round = 0; round < rounds; round++) {
            alerts.commit(kpi, AT.plusSeconds(round), appeared(changed));
        }
        return null;
    }

    /** These alerts, new as they are. */
    protected static Advance appeared(Alert... changed) {
        return new Advance(
                List.of(changed),
                List.of(),
                List.of(changed).stream()
                        .map(alert -> new Transition(alert, null, alert.state(), alert.judgedAt()))
                        .toList());
    }

    protected static Advance changed(Alert alert, AlertState from) {
        return new Advance(
                List.of(alert), List.of(), List.of(new Transition(alert, from, alert.state(), alert.judgedAt())));
    }
}
