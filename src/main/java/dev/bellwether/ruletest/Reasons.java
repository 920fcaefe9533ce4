package dev.bellwether.ruletest;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Condition;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import dev.bellwether.ruletest.Course.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says why an alert stands, or does not, at a moment of a test. */
final class Reasons {

    private static final int ALERTS_SHOWN = 6;

    private final RuleTest test;
    private final Course course;

    Reasons(RuleTest test, Course course) {
        this.test = test;
        this.course = course;
    }

    /** Why an alert does not stand: how it went so far, and what the rule saw last. */
    List<String> forAbsence(AlertRule rule, Labels labels, Instant moment) {
        var why = new ArrayList<>(forState(rule, labels, moment));
        why.addAll(rule.scope() == Scope.SERIES ? seen(rule, labels, moment) : others(rule, moment));
        return why;
    }

    /** How the states of an alert went. */
    List<String> forState(AlertRule rule, Labels labels, Instant moment) {
        if (rule.scope() == Scope.GROUP) {
            return List.of();
        }
        return kpiOf(rule)
                .map(kpi -> "grain by grain (. none, p pending, F firing, ? not judged): "
                        + course.marks(rule, labels, kpi, moment))
                .stream()
                .toList();
    }

    /** Why an alert stands: the conditions that held. */
    List<String> forPresence(Alert alert, Instant moment) {
        var why = new ArrayList<>(forState(alert.rule(), alert.labels(), moment));
        for (Condition condition : alert.latest().conditions()) {
            why.add(condition.written() + (condition.saw().isEmpty() ? "" : "   (" + condition.saw() + ")"));
        }
        return why;
    }

    private List<String> seen(AlertRule rule, Labels labels, Instant moment) {
        Optional<Step> latest = kpiOf(rule).flatMap(kpi -> course.stepAt(moment, kpi));
        if (latest.isEmpty()) {
            return List.of();
        }
        Step step = latest.get();
        return course.snapshots(step.kpi(), step.at()).stream()
                .filter(snapshot -> snapshot.labels().equals(labels))
                .findFirst()
                .map(snapshot -> List.of("the rule saw " + figures(snapshot)))
                .orElseGet(() -> List.of("no row came for the series at " + step.at()));
    }

    private static String figures(Snapshot snapshot) {
        if (snapshot.missing()) {
            return "that the row of the series is missing";
        }
        Unit unit = snapshot.definition().unit();
        String past = snapshot.weeks() == 0
                ? "; nothing was expected, for the series has no past (write history: …)"
                : "; expected %s (usual %s to %s, by %d past readings), z %s"
                        .formatted(
                                unit.format(snapshot.expected()),
                                unit.format(snapshot.low()),
                                unit.format(snapshot.high()),
                                snapshot.weeks(),
                                number(snapshot.z()));
        return "value %s, sample %s%s".formatted(unit.format(snapshot.value()), number(snapshot.sample()), past);
    }

    private static String number(double figure) {
        return Double.isNaN(figure) ? "–" : String.format(Locale.ROOT, figure == Math.rint(figure) ? "%.0f" : "%.2f", figure);
    }

    private List<String> others(AlertRule rule, Instant moment) {
        List<String> others = course.stepAt(moment).map(Step::active).orElse(List.of()).stream()
                .filter(alert -> alert.rule().scope() == Scope.SERIES && rule.kpis().contains(alert.kpi()))
                .limit(ALERTS_SHOWN)
                .map(alert -> "it could join %s %s, %s".formatted(alert.alertname(), alert.labels(), alert.state()))
                .toList();
        return others.isEmpty() ? List.of("no alert that it could join stands then") : others;
    }

    private Optional<Kpi> kpiOf(AlertRule rule) {
        return test.kpis().stream()
                .filter(kpi -> rule.kpis().contains(kpi.id()))
                .findFirst();
    }
}
