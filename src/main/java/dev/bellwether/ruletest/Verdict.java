package dev.bellwether.ruletest;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.ruletest.Course.Step;
import dev.bellwether.ruletest.Failure.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what happened in a test with what was expected. */
final class Verdict {

    private final RuleTest test;
    private final Course course;
    private final Reasons reasons;

    private Verdict(RuleTest test, Course course) {
        this.test = test;
        this.course = course;
        this.reasons = new Reasons(test, course);
    }

    /** What does not hold; empty when the test passes. */
    static List<Failure> on(RuleTest test, Course course) {
        var verdict = new Verdict(test, course);
        var failures = new ArrayList<Failure>();
        course.steps().stream()
                .filter(Step::isBroken)
                .findFirst()
                .ifPresent(step -> failures.add(verdict.broken(step)));
        test.checks().forEach(check -> failures.addAll(verdict.on(check)));
        test.quiet().forEach(rule -> verdict.onQuiet(rule).ifPresent(failures::add));
        return List.copyOf(failures);
    }

    private Failure broken(Step step) {
        return new Failure(
                Kind.BROKEN,
                test.where(),
                "",
                local(step.at(), step.kpi()),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(step.kpi().id() + " cannot be judged: " + step.trouble()));
    }

    private List<Failure> on(AlertCheck check) {
        Instant moment = test.judgedAt(check).orElseThrow();
        List<Alert> unmatched = new ArrayList<>(
                course.stepAt(moment).map(step -> step.activeOf(check.rule())).orElse(List.of()));
        var missing = new ArrayList<ExpectedAlert>();
        var failures = new ArrayList<Failure>();
        for (ExpectedAlert expected : check.expected()) {
            Optional<Alert> got = unmatched.stream()
                    .filter(alert -> alert.labels().equals(expected.labels()))
                    .findFirst();
            got.ifPresentOrElse(
                    alert -> {
                        unmatched.remove(alert);
                        different(check, moment, expected, alert).ifPresent(failures::add);
                    },
                    () -> missing.add(expected));
        }
        for (ExpectedAlert expected : missing) {
            Optional<Alert> nearest = nearest(expected.labels(), unmatched);
            nearest.ifPresent(unmatched::remove);
            failures.add(nearest.flatMap(alert -> different(check, moment, expected, alert))
                    .orElseGet(() -> missing(check, moment, expected)));
        }
        unmatched.forEach(alert -> failures.add(unexpected(check, moment, alert)));
        return failures;
    }

    private Optional<Failure> different(AlertCheck check, Instant moment, ExpectedAlert expected, Alert got) {
        List<Difference> differences = expected.differencesFrom(got);
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        boolean isOther = !got.labels().equals(expected.labels());
        return Optional.of(new Failure(
                Kind.DIFFERENT,
                expected.where(),
                check.rule().name(),
                time(check),
                Optional.of(expected),
                Optional.of(got),
                differences,
                isOther
                        ? reasons.forAbsence(check.rule(), expected.labels(), moment)
                        : reasons.forState(check.rule(), expected.labels(), moment)));
    }

    private Failure missing(AlertCheck check, Instant moment, ExpectedAlert expected) {
        return new Failure(
                Kind.MISSING,
                expected.where(),
                check.rule().name(),
                time(check),
                Optional.of(expected),
                Optional.empty(),
                List.of(),
                reasons.forAbsence(check.rule(), expected.labels(), moment));
    }

    private Failure unexpected(AlertCheck check, Instant moment, Alert got) {
        return new Failure(
                Kind.UNEXPECTED,
                check.where(),
                check.rule().name(),
                time(check),
                Optional.empty(),
                Optional.of(got),
                List.of(),
                reasons.forPresence(got, moment));
    }

    private Optional<Failure> onQuiet(AlertRule rule) {
        for (Step step : course.steps()) {
            List<Alert> active = step.activeOf(rule);
            if (!active.isEmpty()) {
                return Optional.of(new Failure(
                        Kind.UNEXPECTED,
                        test.where(),
                        rule.name(),
                        local(step.at(), step.kpi()),
                        Optional.empty(),
                        Optional.of(active.get(0)),
                        List.of(),
                        reasons.forPresence(active.get(0), step.due())));
            }
        }
        return Optional.empty();
    }

    /** One that has a label in common with what was expected, or nothing else to be told apart by. */
    private static Optional<Alert> nearest(Labels wanted, List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> inCommon(wanted, alert.labels()) > 0)
                .max(Comparator.comparingInt(alert -> inCommon(wanted, alert.labels())));
    }

    private static int inCommon(Labels left, Labels right) {
        Map<String, String> others = right.asMap();
        return (int) left.asMap().entrySet().stream()
                .filter(label -> label.getValue().equals(others.get(label.getKey())))
                .count();
    }

    private String time(AlertCheck check) {
        Kpi kpi = test.kpis().stream()
                .filter(one -> check.rule().kpis().contains(one.id()))
                .findFirst()
                .orElseThrow();
        String local = local(check.evalTime().in(kpi.zone(), test.firstOf(kpi)), kpi);
        return check.evalTime() instanceof WrittenTime.After ? check.evalTime() + " (" + local + ")" : local;
    }

    private static String local(Instant at, Kpi kpi) {
        return at.atZone(kpi.zone()).toOffsetDateTime().toString();
    }
}
