package dev.bellwether.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    @Test
    void firesAtTheFirstBreachWithoutAHold() {
        assertThat(holding("0s").statesOver("x . x")).isEqualTo("firing resolved firing");
    }

    @Test
    void firesOnceBreachedForTheWholeHold() {
        assertThat(holding("2m").statesOver("x x x x")).isEqualTo("pending pending firing firing");
    }

    @Test
    void startsAnewWhenTheHoldIsInterrupted() {
        assertThat(holding("2m").statesOver("x x . x x x")).isEqualTo("pending pending - pending pending firing");
    }

    @Test
    void firesWhenBreachedTwiceInThree() {
        assertThat(holding("2 of 3").statesOver("x . x . . .")).isEqualTo("pending pending firing resolved - -");
    }

    @Test
    void dropsAPendingAlertOnceItsBreachHasLeftTheLastN() {
        assertThat(holding("2 of 3").statesOver("x . . . x x")).isEqualTo("pending pending pending - pending firing");
    }

    @Test
    void resolvesOnlyAfterKeepFiringForHasPassed() {
        assertThat(holding("2m").keepFiringFor("3m").statesOver("x x x . . . ."))
                .isEqualTo("pending pending firing firing firing resolved -");
    }

    @Test
    void staysFiringWhenBreachedAgainWithinKeepFiringFor() {
        assertThat(holding("0s").keepFiringFor("2m").statesOver("x . x . x . ."))
                .isEqualTo("firing firing firing firing firing firing resolved");
    }

    @Test
    void leavesEverythingAsItIsWhereThereIsNoReading() {
        assertThat(holding("2m").statesOver("x _ x _ _ . _"))
                .isEqualTo("pending pending firing firing firing resolved -");
    }

    @Test
    void countsOnlySoundReadingsAmongTheLastN() {
        assertThat(holding("2 of 3").statesOver("x _ _ _ x")).isEqualTo("pending pending pending pending firing");
    }

    @Test
    void saysNothingNewWhenATickIsJudgedTwice() {
        var first = Lifecycle.advance(List.of(), tick(0, breach("0s", "0s")));

        var again = Lifecycle.advance(first.changed(), tick(0, breach("0s", "0s")));

        assertThat(again.changed()).isEmpty();
        assertThat(again.transitions()).isEmpty();
    }

    @Test
    void keepsStartAndTakesTheNewestFigures() {
        var first = Lifecycle.advance(List.of(), tick(0, breach("0s", "0s", 5)));

        var second = Lifecycle.advance(first.changed(), tick(1, breach("0s", "0s", 7)));

        assertThat(second.transitions()).isEmpty();
        assertThat(second.changed()).singleElement().satisfies(alert -> {
            assertThat(alert.activeAt()).isEqualTo(START);
            assertThat(alert.firingAt()).isEqualTo(START);
            assertThat(alert.latest().value()).isEqualTo(7);
        });
    }

    @Test
    void numbersTransitionsWithoutAGap() {
        var run = holding("1m");
        run.statesOver("x x . ");

        assertThat(run.numbers).containsExactly(1, 2, 3);
    }

    @Test
    void takesTwoBreachesOfOneIdentityAsOne() {
        var advance = Lifecycle.advance(
                List.of(), new Tick(START, List.of(breach("0s", "0s", 1), breach("0s", "0s", 2)), alert -> false));

        assertThat(advance.changed()).hasSize(1);
    }

    private static Run holding(String holdFor) {
        return new Run(holdFor);
    }

    private static Tick tick(int minute, Breach breach) {
        return new Tick(START.plus(Duration.ofMinutes(minute)), List.of(breach), alert -> false);
    }

    private static Breach breach(String holdFor, String keepFiringFor) {
        return breach(holdFor, keepFiringFor, 1);
    }

    private static Breach breach(String holdFor, String keepFiringFor, double value) {
        return breach(holdFor, keepFiringFor, value, START);
    }

    private static Breach breach(String holdFor, String keepFiringFor, double value, Instant at) {
        var kpi = new KpiId("late_shipment_ratio");
        var rule = new AlertRule(
                "LateShipmentSpike",
                Severity.HIGH,
                "seller-success",
                "late",
                "docs/runbooks/late-shipment-spike.md",
                HoldFor.parse(holdFor).orElseThrow(),
                Durations.parse(keepFiringFor).orElseThrow(),
                Scope.SERIES,
                Set.of(kpi),
                "rules/supply.drl:3");
        var figures = new Breach.Figures(kpi, Unit.RATIO, value, 0, 0, 0, 100);
        return new Breach(rule, Labels.of("market", "BR"), at, figures, "late", List.of(), List.of());
    }

    /** One mark a minute: {@code x} breached, {@code .} good, {@code _} no reading. */
    private static final class Run {

        private final String holdFor;
        private String keepFiringFor = "0s";
        private final List<Integer> numbers = new ArrayList<>();

        Run(String holdFor) {
            this.holdFor = holdFor;
        }

        Run keepFiringFor(String duration) {
            keepFiringFor = duration;
            return this;
        }

        /** The state after each minute, {@code -} where there is no alert. */
        String statesOver(String marks) {
            var states = new ArrayList<String>();
            List<Alert> active = List.of();
            Instant at = START;
            for (String mark : marks.strip().split(" ")) {
                boolean good = mark.equals(".");
                List<Breach> breaches = mark.equals("x") ? List.of(breach(holdFor, keepFiringFor, 1, at)) : List.of();
                Advance advance = Lifecycle.advance(active, new Tick(at, breaches, alert -> good));
                advance.transitions()
                        .forEach(transition -> numbers.add(transition.alert().transitions()));
                boolean untouched =
                        advance.changed().isEmpty() && advance.dropped().isEmpty();
                List<Alert> now = untouched ? active : advance.changed();
                states.add(now.isEmpty() ? "-" : now.get(0).state().toString());
                active = now.stream()
                        .filter(alert -> alert.state() != AlertState.RESOLVED)
                        .toList();
                at = at.plus(Duration.ofMinutes(1));
            }
            return String.join(" ", states);
        }
    }
}
