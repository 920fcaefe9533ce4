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
     */
    public record OfRule(String alertname, String place, boolean fired, boolean quiet) {

        /** What has not been shown, in a person's words. */
        public List<String> missing() {
            var missing = new ArrayList<String>();
            if (!fired) {
                missing.add("never fired");
            }
            if (!quiet) {
                missing.add("never expected to stay quiet");
            }
            return missing;
        }

        int shown() {
            return (fired ? 1 : 0) + (quiet ? 1 : 0);
        }

        int all() {
            return 2;
        }
    }

    public Coverage {
        rules = List.copyOf(rules);
    }

    /** Of these rules only. */
    public Coverage of(Collection<String> alertnames) {
        return new Coverage(rules.stream()
                .filter(rule -> alertnames.contains(rule.alertname()))
                .toList());
    }

    /** How much has been shown of what there is to show, 0 to 100; rounded down, so that 100 means all. */
    public int percent() {
        int all = rules.stream().mapToInt(OfRule::all).sum();
        return all == 0 ? 100 : 100 * rules.stream().mapToInt(OfRule::shown).sum() / all;
    }
}
