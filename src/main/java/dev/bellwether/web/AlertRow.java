package dev.bellwether.web;

import dev.bellwether.alert.Condition;
import dev.bellwether.kpi.Labels;
import java.util.List;
import java.util.Optional;

/**
 * One alert as the console shows it.
 *
 * @param key names the row, so that a refresh finds it again
 * @param fingerprint by which its page is found
 * @param made who has it, and why no mail tells of it
 * @param severity in a word, also the name of its colour
 * @param kpi the KPI's title, or its id when the catalogue no longer has it
 * @param value with its unit
 * @param expected with its unit; empty when nothing was expected
 * @param distance how far the value lies from it, {@code 32.8 points below}; empty when nothing was expected
 * @param usual the usual band; empty when nothing was expected
 * @param bar value, band and expectation as a picture
 * @param isGroup whether its rule joined several series
 * @param evidence the series a group rule joined
 * @param since when it was first breached
 * @param fired when it fired
 * @param resolved when it was resolved
 * @param judged when it was last judged
 * @param isFrozen whether it should have been judged since and was not: its source failed, or its series had no reading
 * @param hold how long or how often it must be breached to fire; empty when it fires at once
 * @param marks its last judgements, oldest first, true where breached
 * @param remark what else there is to know: that it comes and goes, that its rule was removed; empty when nothing is
 * @param runbookAddress where a browser can open the runbook
 */
public record AlertRow(
        String key,
        String fingerprint,
        List<Made> made,
        String alertname,
        String severity,
        String state,
        String summary,
        Labels labels,
        String kpi,
        String kpiId,
        String owner,
        String value,
        String expected,
        String distance,
        String usual,
        Optional<Bar> bar,
        boolean isGroup,
        List<Evidence> evidence,
        Moment since,
        Optional<Moment> fired,
        Optional<Moment> resolved,
        Moment judged,
        boolean isFrozen,
        List<Condition> conditions,
        String hold,
        List<Boolean> marks,
        String remark,
        String place,
        String runbook,
        Optional<String> runbookAddress) {

    /** Whether there is more to say of the series it joins than what it says itself. */
    public boolean isTellingOfSeries() {
        return evidence.stream()
                .anyMatch(
                        one -> !one.labels().names().isEmpty() || !one.reading().isEmpty());
    }

    /** How many of {@link #marks()} are breaches. */
    public long breached() {
        return marks.stream().filter(isBreach -> isBreach).count();
    }

    /**
     * Something people or causes have made of it.
     *
     * @param kind {@code taken}, {@code muted} or {@code judged}; also the name of its style
     * @param text in a few words
     */
    public record Made(String kind, String text) {}

    /**
     * One series a group rule joined.
     *
     * @param reading what its own alert saw, {@code 45.3 %, expected 78.1 %}; empty when it has none now
     */
    public record Evidence(Labels labels, String reading) {}
}
