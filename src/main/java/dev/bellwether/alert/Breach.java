package dev.bellwether.alert;

import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Instant;
import java.util.List;

/**
 * A rule's word that something is bad now. Group rules match these too: {@code Breach( alertname == "…" )}.
 *
 * @param labels with the rule's name, the identity of the alert
 * @param at end of the grain judged
 * @param summary the rule's sentence with its placeholders filled in
 * @param conditions as written, with the values they saw
 * @param evidence for a group rule, the summaries' labels of what it joined; empty for a series rule
 * @param level how bad this reading is: the rule's severity, or the highest of its rises that holds
 * @param direction which way its value is good
 */
public record Breach(
        AlertRule rule,
        Labels labels,
        Instant at,
        Figures figures,
        String summary,
        List<Condition> conditions,
        List<Labels> evidence,
        Severity level,
        Direction direction) {

    /** As bad as its rule says; the further from what is expected the worse. */
    public Breach(
            AlertRule rule,
            Labels labels,
            Instant at,
            Figures figures,
            String summary,
            List<Condition> conditions,
            List<Labels> evidence) {
        this(rule, labels, at, figures, summary, conditions, evidence, rule.severity(), Direction.BAND);
    }

    /**
     * The numbers of a breach. For a group rule the value is how many series it joined and nothing is expected.
     *
     * @param expected {@code NaN} when nothing is
     */
    public record Figures(
            KpiId kpi, Unit unit, double value, double expected, double low, double high, double sample) {}

    public Breach {
        conditions = List.copyOf(conditions);
        evidence = List.copyOf(evidence);
    }

    public String alertname() {
        return rule.name();
    }

    public String kpi() {
        return figures.kpi().value();
    }

    /** The level in a word, for rules. */
    public String severity() {
        return level.toString();
    }

    public String label(String name) {
        return labels.get(name);
    }

    public double value() {
        return figures.value();
    }

    public double expected() {
        return figures.expected();
    }
}
