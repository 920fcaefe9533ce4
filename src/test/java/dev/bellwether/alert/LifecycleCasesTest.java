package dev.bellwether.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What users take for granted of an alert's life; numbers are those of the acceptance cases. */
class LifecycleCasesTest {

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final KpiId KPI = new KpiId("parcels_within_promise_ratio");
    private static final Duration HOUR = Duration.ofHours(1);

    private String holdFor = "0s";
    private String keepFiringFor = "0s";
    private Steadiness steadiness = Steadiness.DEFAULT;
    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private final List<String> told = new ArrayList<>();
    private Instant at = START;

    @Test
    @DisplayName("AC 50: bad for less than the hold, or interrupted, is pending only; the hold starts anew")
    void holds() {
        holdFor = "3h";

        assertThat(statesOver("x x x . x x x x")).isEqualTo("p p p - p p p F");
        assertThat(told).containsExactly("pending breached", "pending breached", "firing breached");
    }

    @Test
    @DisplayName("AC 51: good for less than keep_firing_for is still firing, with the same start")
    void keepsFiring() {
        keepFiringFor = "3h";

        assertThat(statesOver("x . . x . .")).isEqualTo("F F F F F F");
        assertThat(alert().firingAt()).isEqualTo(START);
        assertThat(statesOver(".")).isEqualTo("-");
    }

    @Test
    @DisplayName("AC 18: an alert that is raised again keeps its start, and there is one")
    void keepsItsStart() {
        statesOver("x x x");

        assertThat(alerts.active()).hasSize(1);
        assertThat(alert().activeAt()).isEqualTo(START);
        assertThat(told).containsExactly("firing breached");
    }

    @Test
    @DisplayName("AC 52: a gap within the tolerance does not count for a hold")
    void leavesAShortGapOut() {
        holdFor = "3h";
        statesOver("x x");

        at = at.plus(HOUR.multipliedBy(2)); // two grains that nobody judged

        assertThat(statesOver("x x")).isEqualTo("p F");
        assertThat(alert().activeAt()).isEqualTo(START);
    }

    @Test
    @DisplayName("AC 52: after a longer gap the hold starts anew, and nothing fires because of the restart alone")
    void startsAnewAfterALongGap() {
        holdFor = "3h";
        statesOver("x x");

        at = at.plus(HOUR.multipliedBy(10));

        assertThat(statesOver("x x x x")).isEqualTo("p p p F");
        assertThat(alert().activeAt()).isEqualTo(START.plus(HOUR.multipliedBy(12)));
    }

    @Test
    @DisplayName("AC 52: breaches from before a long gap do not count among the last three")
    void forgetsMarksAfterALongGap() {
        holdFor = "2 of 3";
        statesOver("x");

        at = at.plus(HOUR.multipliedBy(10));

        assertThat(statesOver("x x")).isEqualTo("p F");
    }

    @Test
    @DisplayName("AC 52: a firing alert outlives any gap")
    void firesOnAfterAGap() {
        statesOver("x x");

        at = at.plus(HOUR.multipliedBy(100));

        assertThat(statesOver("x")).isEqualTo("F");
        assertThat(alert().firingAt()).isEqualTo(START);
    }

    @Test
    @DisplayName("AC 55: without a reading there is no new alert, and an active one is held")
    void holdsWithoutAReading() {
        assertThat(statesOver("_ _ x _ _ .")).isEqualTo("- - F F F -");
    }

    @Test
    void aRiseIsTheSameAlertAndToldOnce() {
        assertThat(statesOver("w w c w c h .")).isEqualTo("F F F F F F -");

        assertThat(told).containsExactly("firing breached", "firing escalated", "resolved good_again");
        Alert alert = ended();
        assertThat(alert.firingAt()).isEqualTo(START);
        assertThat(alert.severity()).isEqualTo(Severity.HIGH);
        assertThat(alert.peak()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void firesAtOnceAsBadAsItIs() {
        holdFor = "1h";

        statesOver("w c");

        assertThat(told).containsExactly("pending breached", "firing breached");
        assertThat(alert().peak()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void isOverOnlyOnceItIsClear() {
        assertThat(statesOver("x ~ ~ x ~ .")).isEqualTo("F F F F F -");
        assertThat(ended().marks()).isEqualTo("x~~x~.");
    }

    @Test
    void whatIsTooNearToClearKeepsNoPendingAlert() {
        holdFor = "2h";

        assertThat(statesOver("x ~ x x x")).isEqualTo("p - p p F");
    }

    @Test
    void keepFiringForCountsFromWhenItWasClear() {
        keepFiringFor = "2h";

        assertThat(statesOver("x ~ ~ . .")).isEqualTo("F F F F -");
    }

    @Test
    void whatComesAndGoesIsUnstableOnceAndThenFiresUntilItIsSteady() {
        assertThat(statesOver("x . x . x . . x . x . . . . .")).isEqualTo("F - F - F F F F F F F F F F F");
        assertThat(told)
                .containsExactly(
                        "firing breached",
                        "resolved good_again",
                        "firing breached",
                        "resolved good_again",
                        "firing unstable");
        assertThat(alert().unstableSince()).contains(START.plus(HOUR.multipliedBy(4)));

        assertThat(statesOver(".")).isEqualTo("-");
        assertThat(told).last().isEqualTo("resolved good_again");
    }

    @Test
    void whatStaysBadIsSteadyToo() {
        statesOver("x . x . x");

        statesOver("x x x x x");

        assertThat(alert().unstableSince()).isEmpty();
        assertThat(statesOver(".")).isEqualTo("-");
    }

    @Test
    void changesLongAgoMakeNothingUnstable() {
        for (int i = 0; i < 4; i++) {
            assertThat(statesOver("x .")).isEqualTo("F -");
            at = at.plus(HOUR.multipliedBy(20));
        }
    }

    @Test
    @DisplayName("AC 53: an alert of a removed rule ends, and not because it is good again")
    void aRemovedRuleEndsItsAlerts() {
        keepFiringFor = "5h";

        assertThat(statesOver("x r")).isEqualTo("F -");

        assertThat(told).containsExactly("firing breached", "resolved rule_removed");
        assertThat(ended().recovered()).isEmpty();
    }

    @Test
    @DisplayName("AC 53: a longer hold takes a firing alert back to pending")
    void aLongerHoldTakesItBack() {
        assertThat(statesOver("x x")).isEqualTo("F F");
        holdFor = "4h";

        assertThat(statesOver("x x x")).isEqualTo("p p F");

        assertThat(told).containsExactly("firing breached", "pending hold_longer", "firing breached");
        assertThat(alert().activeAt()).isEqualTo(START);
    }

    @Test
    @DisplayName("AC 53: a shorter hold, and any other change, keeps what fires")
    void aShorterHoldKeepsIt() {
        holdFor = "3 of 4";
        keepFiringFor = "9h";
        statesOver("x x x . . .");
        holdFor = "2 of 4";

        assertThat(statesOver("x")).isEqualTo("F");
        assertThat(told).last().isEqualTo("firing breached");
    }

    @Test
    void remembersTheFiguresThatPeopleAskFor() {
        holdFor = "1h";
        keepFiringFor = "1h";

        statesOver("0.60 0.55 0.41 0.50 .0.93");

        Alert alert = ended();
        assertThat(alert.figuresAtFiring().orElseThrow().value()).isEqualTo(0.55);
        assertThat(alert.worst().value()).isEqualTo(0.41);
        assertThat(alert.recovered().orElseThrow().value()).isEqualTo(0.93);
        assertThat(alert.lasted()).isEqualTo(Duration.ofHours(4));
    }

    @Test
    void dropsOnlyAlertsThatAreThere() {
        Advance again = Lifecycle.advance(List.of(), new Tick(at, List.of(), alert -> true));

        assertThat(again).isEqualTo(Advance.NOTHING);
    }

    private Alert alert() {
        return alerts.active().get(0);
    }

    private Alert ended() {
        return alerts.resolvedAfter(Instant.EPOCH).get(0);
    }

    /**
     * The state after each hour. {@code x} and {@code w} are a warning, {@code h} high, {@code c} critical, a number a
     * breach with this value; {@code .} is good, {@code .0.9} good with this value, {@code ~} too near to clear,
     * {@code _} no reading, {@code r} that the rule is gone.
     */
    private String statesOver(String marks) {
        var states = new ArrayList<String>();
        for (String mark : marks.split(" ")) {
            List<Breach> breaches = mark.matches("[xwhc]|\\d.*") ? List.of(breach(mark)) : List.of();
            Set<String> active =
                    alerts.active().stream().map(Alert::fingerprint).collect(Collectors.toSet());
            List<Alert> known = new ArrayList<>(alerts.active());
            breaches.stream()
                    .map(breach -> Fingerprint.of(breach.alertname(), breach.labels()))
                    .filter(fingerprint -> !active.contains(fingerprint))
                    .forEach(fingerprint -> known.addAll(alerts.endedOf(List.of(fingerprint))));
            Advance advance = Lifecycle.advance(known, new Tick(at, breaches, alert -> word(mark), HOUR, steadiness));
            alerts.commit(KPI, at, advance);
            advance.transitions().forEach(transition -> told.add(transition.to() + " " + transition.cause()));
            states.add(alerts.active().isEmpty() ? "-" : alert().state() == AlertState.FIRING ? "F" : "p");
            at = at.plus(HOUR);
        }
        return String.join(" ", states);
    }

    private static Word word(String mark) {
        return switch (mark) {
            case "~" -> new Word(Word.Kind.NEAR, figures(0.8));
            case "_" -> Word.UNKNOWN;
            case "r" -> Word.RULE_REMOVED;
            default ->
                new Word(Word.Kind.GOOD, figures(mark.equals(".") ? 0.9 : Double.parseDouble(mark.substring(1))));
        };
    }

    private Breach breach(String mark) {
        Severity level =
                switch (mark) {
                    case "h" -> Severity.HIGH;
                    case "c" -> Severity.CRITICAL;
                    default -> Severity.WARNING;
                };
        var rule = new AlertRule(
                "ParcelsLate",
                Severity.WARNING,
                "logistics-ops",
                "late",
                "docs/runbooks/shipping-delay-spike.md",
                HoldFor.parse(holdFor).orElseThrow(),
                Durations.parse(keepFiringFor).orElseThrow(),
                Scope.SERIES,
                Set.of(KPI),
                "rules/logistics.drl:3");
        return new Breach(
                rule,
                Labels.of("market", "BR"),
                at,
                figures(mark.matches("\\d.*") ? Double.parseDouble(mark) : 0.5),
                "late",
                List.of(),
                List.of(),
                level,
                Direction.HIGHER_IS_BETTER);
    }

    private static Breach.Figures figures(double value) {
        return new Breach.Figures(KPI, Unit.RATIO, value, 0.95, 0.9, 1, 100);
    }
}
