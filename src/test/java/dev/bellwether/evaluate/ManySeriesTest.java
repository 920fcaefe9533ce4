package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.history.IncomingSamples;
import dev.bellwether.history.PastSlots;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Unit;
import dev.bellwether.kpi.Window;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.MetricSource;
import dev.bellwether.testing.Chance;
import dev.bellwether.testing.Kpis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four thousand hourly success ratios around nine tenths, of a hundred attempts an hour in the middle, whose chance
 * itself wavers from hour to hour. On the second day some of them lose eight points for six hours.
 */
class ManySeriesTest {

    private static final int SERIES = 4_000;
    private static final int HOURS = 48;
    private static final int INCIDENT_BEGINS = 34;
    private static final int INCIDENT_HOURS = 6;
    private static final double DROP = 0.08;
    private static final double OVERDISPERSION = 0.004;
    private static final Instant FIRST = Instant.parse("2026-11-02T00:00:00Z");

    private static final Kpi SUCCESS =
            Kpis.kpi("payment_success_ratio").unit(Unit.RATIO).grain(Grain.HOUR).build();

    private static final String RULE = """
            rule "%s" @severity("high") @owner("payments") @for("%s") @summary("{{market}}") @runbook("r.md")
            when $s : Snapshot( kpi == "payment_success_ratio", %s ) then breaches.raise($s); end
            """;

    private static World world;
    private static final Map<String, Set<Integer>> FOUND = new HashMap<>();
    private static final Map<String, Integer> FALSE_ALERTS = new HashMap<>();

    @BeforeAll
    static void watch(@TempDir Path folder) throws IOException {
        world = new World();
        Files.writeString(
                folder.resolve("a.drl"),
                RULE.formatted("Persistent", "2 of 3", "sample >= 200, delta <= -0.03, z <= -2.3")
                        + RULE.formatted("Significant", "1 of 1", "sample >= 200, delta <= -0.03, significant")
                        + RULE.formatted("Naive", "1 of 1", "z <= -3"));
        var history = new InMemoryHistory();
        world.fillPast(history);
        try (var rules = new RuleBook(folder, new RuleLoader())) {
            assertThat(rules.reload(List.of(SUCCESS), FIRST).problems()).isEmpty();
            var evaluator = new Evaluator(
                    history, rules, new InMemoryAlerts(), new Standing(), Runnable::run, evaluation -> evaluation
                            .transitions()
                            .forEach(ManySeriesTest::heed));
            for (int hour = 0; hour < HOURS; hour++) {
                evaluator.evaluate(SUCCESS, world, Markets.NONE, at(hour));
            }
        }
    }

    private static void heed(Transition transition) {
        if (transition.to() != AlertState.FIRING) {
            return;
        }
        String rule = transition.alert().alertname();
        int series = Integer.parseInt(transition.alert().labels().get("market"));
        long hour = Duration.between(FIRST, transition.at()).toHours();
        if (!world.isHit(series)) {
            FALSE_ALERTS.merge(rule, 1, Integer::sum);
        } else if (hour >= INCIDENT_BEGINS
                && hour < INCIDENT_BEGINS + INCIDENT_HOURS
                && world.hit().contains(series)) {
            FOUND.computeIfAbsent(rule, any -> new TreeSet<>()).add(series);
        }
    }

    @Test
    void twoSoftHoursOfThreeFindNineOfTenIncidentsForTwentyFalseAlertsADay() {
        assertThat(falseAlertsADay("Persistent")).isLessThanOrEqualTo(20);
        assertThat(shareFound("Persistent")).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void oneHourThatStandsOutAmongAllSeriesFindsHalfForHardlyAnyFalseAlert() {
        assertThat(falseAlertsADay("Significant")).isLessThanOrEqualTo(5);
        assertThat(shareFound("Significant")).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void sigmasAloneWouldCryWolf() {
        assertThat(falseAlertsADay("Naive")).isGreaterThan(50);
    }

    private static double falseAlertsADay(String rule) {
        return FALSE_ALERTS.getOrDefault(rule, 0) * 24.0 / HOURS;
    }

    private static double shareFound(String rule) {
        return FOUND.getOrDefault(rule, Set.of()).size() / (double) world.hit().size();
    }

    private static Instant at(int hour) {
        return FIRST.plus(Duration.ofHours(hour));
    }

    /** What happens, the same at every run. */
    private static final class World implements MetricSource {

        private final double[] volume = new double[SERIES];
        private final double[] success = new double[SERIES];

        World() {
            var chance = new Chance(42);
            for (int series = 0; series < SERIES; series++) {
                volume[series] = 100 * Math.exp(chance.normal());
                success[series] = 0.9 + 0.02 * chance.normal();
            }
        }

        /** One in twenty has the incident. */
        boolean isHit(int series) {
            return series % 20 == 0;
        }

        /** Those of them that are large enough to be judged. */
        Set<Integer> hit() {
            var hit = new TreeSet<Integer>();
            for (int series = 0; series < SERIES; series++) {
                if (isHit(series) && attempts(series, at(INCIDENT_BEGINS)) >= 200) {
                    hit.add(series);
                }
            }
            return hit;
        }

        private double attempts(int series, Instant at) {
            double hour = at.atZone(ZoneOffset.UTC).getHour();
            return volume[series] * (1 + 0.4 * Math.sin((hour - 9) / 24 * 2 * Math.PI));
        }

        void fillPast(InMemoryHistory history) {
            SeriesIndex index = history.seriesOf(SUCCESS);
            for (int series = 0; series < SERIES; series++) {
                index.numberOf(new String[] {Integer.toString(series)});
            }
            var slots = new TreeSet<Instant>();
            for (int hour = 0; hour < HOURS; hour++) {
                slots.addAll(PastSlots.before(at(hour), SUCCESS, ZoneOffset.UTC));
            }
            for (Instant at : slots) {
                var incoming = new IncomingSamples(index, SUCCESS.windowEndingAt(at));
                tell(at, incoming);
                history.append(SUCCESS, incoming.all());
            }
        }

        @Override
        public String name() {
            return "warehouse";
        }

        @Override
        public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
            tell(window.to(), receiver);
        }

        private void tell(Instant at, SampleReceiver receiver) {
            var chance = new Chance(at.getEpochSecond());
            long hour = Duration.between(FIRST, at).toHours();
            boolean isIncident = hour >= INCIDENT_BEGINS && hour < INCIDENT_BEGINS + INCIDENT_HOURS;
            for (int series = 0; series < SERIES; series++) {
                int n = chance.poisson(attempts(series, at));
                double p = success[series] - (isIncident && isHit(series) ? DROP : 0);
                int succeeded = chance.betaBinomial(n, Math.min(p, 0.98), OVERDISPERSION);
                receiver.accept(
                        new String[] {Integer.toString(series)},
                        at.toEpochMilli(),
                        Double.NaN,
                        succeeded,
                        n,
                        Double.NaN);
            }
        }
    }
}
