package dev.bellwether.exposition;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.exposition.ExpositionState.RulesState;
import dev.bellwether.limit.Limits.Row;
import dev.bellwether.rules.RuleReload;
import dev.bellwether.rules.RuleReload.Quarantined;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules in force with their limits, and what became of the newest reload. */
final class RuleFamilies {

    private RuleFamilies() {}

    static List<Family> of(RulesState rules, Instant now) {
        RuleReload reload = rules.reload();
        var reloaded =
                new Family("bellwether_rules_reload_timestamp_seconds", "When rule files were last read, Unix time.");
        if (reload.at().isAfter(Instant.EPOCH)) {
            reloaded.add(reload.at().getEpochSecond());
        }
        var base = new Family("bellwether_rulebase_info", "The rule base in force, by the hash of its files.");
        if (!reload.hash().isEmpty()) {
            base.add(1, "hash", reload.hash());
        }
        return List.of(
                new Family("bellwether_rules_loaded", "Rules in force.").add(reload.rules()),
                new Family("bellwether_rules_quarantined", "Rule files, and rules, left out for their mistakes.")
                        .add(reload.quarantined().size()),
                quarantined(reload.quarantined()),
                new Family(
                                "bellwether_rules_reload_successful",
                                "Whether the newest reload of rules took all files over.")
                        .add(reload.successful() ? 1 : 0),
                reloaded,
                base,
                info(rules.rules()),
                limits(rules.limits(), now));
    }

    private static Family quarantined(Collection<Quarantined> left) {
        var family = new Family(
                "bellwether_rules_quarantined_info",
                "A rule file, or rule, that is left out, and whether its last good version is in force; the value is 1.");
        left.forEach(one -> family.add(1, "name", one.name(), "old_in_force", one.isOldInForce() ? "true" : "false"));
        return family;
    }

    private static Family info(Collection<AlertRule> rules) {
        var family = new Family("bellwether_rule_info", "A rule in force, with the value 1.");
        for (AlertRule rule : rules) {
            family.add(
                    1,
                    "alertname",
                    rule.name(),
                    "severity",
                    rule.severity().toString(),
                    "owner",
                    rule.owner(),
                    "scope",
                    rule.scope().name().toLowerCase(Locale.ROOT),
                    "file",
                    fileOf(rule.place()));
        }
        return family;
    }

    /** Without line and column: a line more above it does not make another series. */
    private static String fileOf(String place) {
        return place.replaceFirst("(:\\d+)+$", "");
    }

    private static Family limits(Collection<Row> rows, Instant now) {
        var family =
                new Family("bellwether_rule_limit", "A limit that rules compare with, as rules/limits.csv has it now.");
        var names = new LabelNames();
        rows.stream()
                .filter(row -> !row.validFrom().isAfter(now))
                .sorted(Comparator.comparing(Row::validFrom)
                        .reversed()) // of rows for the same labels the newest is shown
                .forEach(row -> family.add(row.value(), names.merge(Map.of("limit", row.limit()), row.labels())));
        return family;
    }
}
