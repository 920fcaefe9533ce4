package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.web.LastEvaluations.Ended;
import dev.bellwether.web.PrometheusDocuments.AlertEntry;
import dev.bellwether.web.PrometheusDocuments.RuleEntry;
import dev.bellwether.web.PrometheusDocuments.RuleGroup;
import dev.bellwether.web.PrometheusDocuments.RuleGroups;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rules and alerts as Prometheus would list them: each file of rules is a group. Rules that are set aside are listed too,
 * with what they threw, and so is what raises alerts without a file: a firing alert is always found under a rule.
 *
 * @param rules those in force, each with its text
 * @param setAside rules that are not judged, each with what it threw
 * @param active pending and firing alerts
 * @param runbooks makes the address of a runbook
 */
public record RuleGroupsView(
        Map<AlertRule, String> rules,
        Map<String, String> setAside,
        Collection<Alert> active,
        Function<KpiId, Optional<Kpi>> kpis,
        Function<KpiId, Optional<Ended>> evaluations,
        Function<String, String> runbooks) {

    private static final String SET_ASIDE = "set aside";
    private static final String INACTIVE = "inactive";

    /** As Prometheus, which writes the beginning of its time for never. */
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    /** Which rules are asked for; of an empty set all. */
    record Wanted(Set<String> names, Set<String> groups, Set<String> files, boolean withAlerts) {

        private boolean takes(String name, String file) {
            return (names.isEmpty() || names.contains(name))
                    && (groups.isEmpty() || groups.contains(groupOf(file)))
                    && (files.isEmpty() || files.contains(file));
        }
    }

    RuleGroups groups(Wanted wanted) {
        Map<String, List<Alert>> alerts = active.stream().collect(Collectors.groupingBy(Alert::alertname));
        var all = new LinkedHashMap<>(rules);
        active.stream()
                .map(Alert::rule)
                .filter(rule ->
                        rules.keySet().stream().noneMatch(known -> known.name().equals(rule.name())))
                .sorted(Comparator.comparing(AlertRule::name))
                .forEach(rule -> all.putIfAbsent(rule, rule.summary()));

        Map<String, List<AlertRule>> byFile = new TreeMap<>();
        Map<String, AlertRule> seen = new LinkedHashMap<>();
        all.keySet().stream()
                .filter(rule -> seen.putIfAbsent(rule.name(), rule) == null)
                .filter(rule -> wanted.takes(rule.name(), fileOf(rule)))
                .forEach(rule -> byFile.computeIfAbsent(fileOf(rule), any -> new ArrayList<>())
                        .add(rule));
        var groups = new ArrayList<RuleGroup>();
        byFile.forEach((file, its) -> groups.add(group(
                file,
                its,
                its.stream()
                        .map(rule -> entry(rule, all.get(rule), alerts.getOrDefault(rule.name(), List.of()), wanted))
                        .toList())));
        List<RuleEntry> aside = setAside.entrySet().stream()
                .filter(one -> wanted.takes(one.getKey(), SET_ASIDE))
                .sorted(Map.Entry.comparingByKey())
                .map(one -> asideEntry(one.getKey(), one.getValue(), wanted))
                .toList();
        if (!aside.isEmpty()) {
            groups.add(new RuleGroup(SET_ASIDE, SET_ASIDE, aside, 0, 0, 0, NEVER));
        }
        return new RuleGroups(List.copyOf(groups));
    }

    private RuleGroup group(String file, List<AlertRule> its, List<RuleEntry> entries) {
        double interval = its.stream()
                .flatMap(rule -> grains(rule).stream())
                .mapToDouble(Duration::toSeconds)
                .min()
                .orElse(0);
        double took =
                entries.stream().mapToDouble(RuleEntry::evaluationTime).max().orElse(0);
        Instant last = entries.stream()
                .map(RuleEntry::lastEvaluation)
                .max(Comparator.naturalOrder())
                .orElse(NEVER);
        return new RuleGroup(groupOf(file), file, entries, interval, 0, took, last);
    }

    private RuleEntry entry(AlertRule rule, @Nullable String text, List<Alert> alerts, Wanted wanted) {
        Optional<Ended> last = rule.kpis().stream()
                .flatMap(kpi -> evaluations.apply(kpi).stream())
                .max(Comparator.comparing(Ended::when));
        return new RuleEntry(
                stateOf(alerts),
                rule.name(),
                text == null ? rule.summary() : text,
                holdSeconds(rule),
                rule.keepFiringFor().toSeconds(),
                Map.of("severity", rule.severity().toString(), "owner", rule.owner()),
                annotations(rule.summary(), rule.runbook()),
                wanted.withAlerts() ? alerts.stream().map(this::entry).toList() : null,
                last.map(RuleGroupsView::health).orElse("unknown"),
                last.filter(ended -> health(ended).equals("err"))
                        .map(Ended::trouble)
                        .orElse(""),
                last.map(ended -> ended.took().toNanos() / 1e9).orElse(0.0),
                last.map(Ended::when).orElse(NEVER),
                "alerting");
    }

    /** A source that has nothing yet is no fault of the rule's. */
    private static String health(Ended ended) {
        return ended.outcome().isJudged() || ended.outcome() == Outcome.NO_DATA ? "ok" : "err";
    }

    private static RuleEntry asideEntry(String name, String why, Wanted wanted) {
        return new RuleEntry(
                INACTIVE,
                name,
                "",
                0,
                0,
                Map.of("mode", "quarantined"),
                Map.of(),
                wanted.withAlerts() ? List.of() : null,
                "err",
                why,
                0,
                NEVER,
                "alerting");
    }

    PrometheusDocuments.Alerts alerts() {
        return new PrometheusDocuments.Alerts(active.stream().map(this::entry).toList());
    }

    private AlertEntry entry(Alert alert) {
        return new AlertEntry(
                alert.allLabels().asMap(),
                annotations(alert.latest().summary(), alert.rule().runbook()),
                alert.state().toString(),
                alert.activeAt(),
                number(alert.latest().figures().value()));
    }

    private Map<String, String> annotations(String summary, String runbook) {
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("summary", summary);
        if (!runbook.isEmpty()) {
            annotations.put("runbook_url", runbooks.apply(runbook));
        }
        return annotations;
    }

    private static String stateOf(List<Alert> alerts) {
        return alerts.stream()
                .map(Alert::state)
                .max(Comparator.comparing(state -> state == AlertState.FIRING))
                .map(AlertState::toString)
                .orElse(INACTIVE);
    }

    /** Of {@code 2 of 3} as long as two readings take, for Prometheus knows only durations. */
    private double holdSeconds(AlertRule rule) {
        if (rule.holdFor() instanceof HoldFor.Lasting lasting) {
            return lasting.duration().toSeconds();
        }
        int readings = rule.holdFor() instanceof HoldFor.Often often ? often.times() - 1 : 0;
        return grains(rule).stream().mapToDouble(Duration::toSeconds).max().orElse(0) * readings;
    }

    private List<Duration> grains(AlertRule rule) {
        return rule.kpis().stream()
                .flatMap(kpi -> kpis.apply(kpi).stream())
                .map(kpi -> kpi.grain().length())
                .toList();
    }

    /** {@code rules/late.drl:12} and {@code rules/late.drl.xlsx:Sheet1!C7} without what follows the file. */
    private static String fileOf(AlertRule rule) {
        return rule.place().replaceFirst(":(\\d+(:\\d+)?|[^:/]+![A-Z]+\\d+|[^:/]+)$", "");
    }

    private static String groupOf(String file) {
        String name = String.valueOf(Path.of(file).getFileName());
        return name.replaceFirst("\\.drl(\\.csv|\\.xlsx)?$", "");
    }

    /** As Prometheus writes the value of a sample. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
