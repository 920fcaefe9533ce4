package dev.bellwether.ruletest;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.problem.Location;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One test of a {@code *.test.yml}: series that are written down, and what the rules are expected to make of them.
 *
 * @param quiet rules that must never have an alert
 */
public record RuleTest(
        Location where,
        String name,
        WrittenTime start,
        List<InputSeries> series,
        List<AlertCheck> checks,
        List<AlertRule> quiet) {

    public RuleTest {
        series = List.copyOf(series);
        checks = List.copyOf(checks);
        quiet = List.copyOf(quiet);
    }

    /** The KPIs of its series, each once. */
    List<Kpi> kpis() {
        var kpis = new LinkedHashMap<KpiId, Kpi>();
        series.forEach(one -> kpis.putIfAbsent(one.kpi().id(), one.kpi()));
        return List.copyOf(kpis.values());
    }

    List<InputSeries> seriesOf(Kpi kpi) {
        return series.stream().filter(one -> one.kpi().id().equals(kpi.id())).toList();
    }

    Instant firstOf(Kpi kpi) {
        return seriesOf(kpi).get(0).first();
    }

    Instant lastOf(Kpi kpi) {
        return seriesOf(kpi).stream()
                .map(InputSeries::last)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * The moment at which a check looks: when the last grain that had ended by its time, of any KPI its rule looks at,
     * has been judged. Nothing before the first.
     */
    Optional<Instant> judgedAt(AlertCheck check) {
        return kpis().stream()
                .filter(kpi -> check.rule().kpis().contains(kpi.id()))
                .flatMap(kpi -> lastDue(kpi, check.evalTime().in(kpi.zone(), firstOf(kpi))).stream())
                .max(Comparator.naturalOrder());
    }

    private Optional<Instant> lastDue(Kpi kpi, Instant time) {
        Instant at = kpi.grain().endAtOrBefore(time, kpi.zone());
        return at.isBefore(firstOf(kpi)) ? Optional.empty() : Optional.of(kpi.dueAt(at));
    }

    /** The names of the rules it asks about. */
    public List<String> rules() {
        return Stream.concat(checks.stream().map(AlertCheck::rule), quiet.stream())
                .map(AlertRule::name)
                .distinct()
                .toList();
    }
}
