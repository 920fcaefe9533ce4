package dev.bellwether.ruletest;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.rules.RuleFailure;
import dev.bellwether.ruletest.Course.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says why an alert stands, or does not, at a moment of a test. */
final class Reasons {

    private final RuleTest test;
    private final Course course;

    Reasons(RuleTest test, Course course) {
        this.test = test;
        this.course = course;
    }

    /** Why an alert does not stand: how it went so far, and what the rule saw last. */
    List<String> forAbsence(AlertRule rule, Labels labels, Instant moment) {
        var why = new ArrayList<>(forState(rule, labels, moment));
        why.addAll(rule.scope() == Scope.SERIES ? seen(rule, labels, moment) : found(rule, labels, moment));
        return why;
    }

    /** How the states of an alert went. */
    List<String> forState(AlertRule rule, Labels labels, Instant moment) {
        if (rule.scope() == Scope.GROUP) {
            return List.of();
        }
        return kpisOf(rule)
                .map(kpi -> "grain by grain (. none, p pending, F firing, ? not judged): "
                        + course.marks(rule, labels, kpi, moment))
                .toList();
    }

    /** Why an alert stands: the conditions that held. */
    List<String> forPresence(Alert alert, Instant moment) {
        var why = new ArrayList<>(forState(alert.rule(), alert.labels(), moment));
        alert.latest().conditions().forEach(condition -> why.add(line("yes", condition)));
        return why;
    }

    private List<String> seen(AlertRule rule, Labels labels, Instant moment) {
        Optional<Step> latest =
                kpisOf(rule).flatMap(kpi -> course.stepAt(moment, kpi).stream()).findFirst();
        if (latest.isEmpty()) {
            return List.of();
        }
        Step step = latest.get();
        return course.snapshots(step.kpi(), step.at()).stream()
                .filter(snapshot -> snapshot.labels().equals(labels))
                .findFirst()
                .map(snapshot -> conditions(rule, snapshot))
                .orElseGet(() -> List.of("no row came for the series at " + step.at()));
    }

    private List<String> conditions(AlertRule rule, Snapshot snapshot) {
        var lines = new ArrayList<String>();
        if (snapshot.weeks() == 0) {
            lines.add("the series has no past, so nothing was expected of it; write one: history: …");
        }
        try {
            course.rules()
                    .nearestMissFirst(rule.name(), snapshot)
                    .forEach(condition -> lines.add(line(condition.holds() ? "yes" : "no ", condition)));
        } catch (RuleFailure e) {
            lines.add(e.getMessage());
        }
        return lines;
    }

    private static String line(String holds, Condition condition) {
        String saw = Stream.of(condition.saw(), condition.margin())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
        return holds + "  " + condition.written() + (saw.isEmpty() ? "" : "   (" + saw + ")");
    }

    /** Of a group rule only what it could join can be told, not what it made of it. */
    private List<String> found(AlertRule rule, Labels labels, Instant moment) {
        List<Step> latest = test.kpis().stream()
                .flatMap(kpi -> course.stepAt(moment, kpi).stream())
                .toList();
        List<Breach> breaches =
                latest.stream().flatMap(step -> step.breaches().stream()).toList();
        List<Snapshot> snapshots = latest.stream()
                .filter(step -> course.rules().groupInputs().contains(step.kpi().id()))
                .flatMap(step -> course.snapshots(step.kpi(), step.at()).stream())
                .toList();
        return course.rules().explainGroup(rule.name(), labels, breaches, snapshots).stream()
                .sorted(Comparator.comparing(condition -> condition.saw().isEmpty()))
                .map(condition -> condition.saw().isEmpty()
                        ? "asks " + condition.written()
                        : "saw  " + condition.written() + "   (" + condition.saw() + ")")
                .toList();
    }

    private Stream<Kpi> kpisOf(AlertRule rule) {
        return test.kpis().stream().filter(kpi -> rule.kpis().contains(kpi.id()));
    }
}
