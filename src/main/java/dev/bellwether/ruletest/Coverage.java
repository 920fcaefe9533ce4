package dev.bellwether.ruletest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What of the rules the passing tests have shown.
 *
 * @param rules all there are, in the order of their files
 */
public record Coverage(List<OfRule> rules) {

    /**
     * What has been shown of one rule.
     *
     * @param place {@code file:line}
     * @param fired whether a test expects an alert of it that fires
     * @param quiet whether a test expects that it has no alert
     * @param conditions of a series rule, those of which a test has shown anything
     */
    public record OfRule(String alertname, String place, boolean fired, boolean quiet, List<OfCondition> conditions) {

        public OfRule {
            conditions = List.copyOf(conditions);
        }

        /** What has not been shown, in a person's words. */
        public List<String> missing() {
            if (!fired && !quiet) {
                return List.of("no test asks about it");
            }
            var missing = new ArrayList<String>();
            if (!fired) {
                missing.add("never fires");
            }
            if (!quiet) {
                missing.add("is never to stay quiet");
            }
            for (OfCondition condition : conditions) {
                if (!condition.held()) {
                    missing.add("\"" + condition.written() + "\" never holds");
                }
                if (!condition.failed()) {
                    missing.add("\"" + condition.written() + "\" always holds");
                }
            }
            return missing;
        }

        private double share() {
            return fired || quiet ? 1 - (double) missing().size() / (2 + 2 * conditions.size()) : 0;
        }
    }

    /**
     * Whether a condition was seen to hold, and seen not to.
     *
     * @param written as the rule has it
     */
    public record OfCondition(String written, boolean held, boolean failed) {}

    public Coverage {
        rules = List.copyOf(rules);
    }

    /** Of these rules only. */
    public Coverage of(Collection<String> alertnames) {
        return new Coverage(rules.stream()
                .filter(rule -> alertnames.contains(rule.alertname()))
                .toList());
    }

    /**
     * How much has been shown of what there is to show (that a rule fires, that it stays quiet, that each condition holds
     * and does not), 0 to 100. Every rule counts the same. Rounded down, so that 100 means all.
     */
    public int percent() {
        double shares = rules.stream().mapToDouble(OfRule::share).sum();
        return rules.isEmpty() ? 100 : (int) Math.floor(100 * shares / rules.size() + 1e-9);
    }
}
