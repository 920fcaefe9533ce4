package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All that the alerts page shows.
 *
 * @param counts firing alerts by severity, worst first, none left out
 * @param firing how many alerts fire
 * @param sections the lists, those with something in them
 */
public record AlertsPage(
        List<Count> counts,
        int firing,
        List<Section> sections,
        List<Warning> warnings,
        Optional<Pulse> pulse,
        int kpis,
        int rules,
        long series) {

    /** So many rows of a list are shown; a page of thousands helps nobody. */
    static final int MOST = 200;

    private static final Comparator<Alert> WORST_FIRST = Comparator.comparing(Alert::severity)
            .reversed()
            .thenComparing(Alert::activeAt, Comparator.reverseOrder())
            .thenComparing(Alert::alertname)
            .thenComparing(Alert::labels);

    /** How many alerts of a severity fire. */
    public record Count(String severity, long alerts) {}

    /**
     * A list under its title.
     *
     * @param hidden how many more there are
     */
    public record Section(String key, String title, String remark, List<AlertRow> rows, int hidden) {}

    /** A trouble of the service, with its time for the reader. */
    public record Warning(Trouble trouble, Moment since) {}

    /** When the service last judged something. */
    public record Pulse(Moment finished, Moment grain, String kpi, long snapshots) {}

    /**
     * @param resolved newest first
     */
    static AlertsPage of(
            Collection<Alert> active, Collection<Alert> resolved, ServiceStatus status, AlertRows rows, Instant now) {
        List<Alert> standing = active.stream().sorted(WORST_FIRST).toList();
        Predicate<Alert> isFiring = alert -> alert.state() == AlertState.FIRING;
        List<Alert> firing = standing.stream().filter(isFiring).toList();
        var lists = new Lists(rows, standing, now);
        return new AlertsPage(
                counts(firing),
                firing.size(),
                List.of(
                                lists.section(
                                        "across",
                                        "Across series",
                                        "one cause, several series",
                                        firing.stream()
                                                .filter(AlertRows::isGroup)
                                                .toList()),
                                lists.section(
                                        "firing",
                                        "Firing",
                                        "",
                                        firing.stream()
                                                .filter(alert -> !AlertRows.isGroup(alert))
                                                .toList()),
                                lists.section(
                                        "pending",
                                        "Pending",
                                        "breached, but not yet for long enough to fire",
                                        standing.stream()
                                                .filter(isFiring.negate())
                                                .toList()),
                                lists.section("resolved", "Resolved", "in the last 24 hours", List.copyOf(resolved)))
                        .stream()
                        .filter(section -> !section.rows().isEmpty())
                        .toList(),
                status.troubles().stream()
                        .map(trouble -> new Warning(trouble, Moment.of(trouble.since(), now)))
                        .toList(),
                status.lastEvaluation()
                        .map(last -> new Pulse(
                                Moment.of(last.finishedAt(), now),
                                Moment.of(last.grainEnd(), now),
                                last.kpi().value(),
                                last.snapshots())),
                status.kpis(),
                status.rules(),
                status.series());
    }

    private static List<Count> counts(List<Alert> firing) {
        return Arrays.stream(Severity.values())
                .sorted(Comparator.reverseOrder())
                .map(severity -> new Count(
                        severity.toString(),
                        firing.stream()
                                .filter(alert -> alert.severity() == severity)
                                .count()))
                .toList();
    }

    private record Lists(AlertRows rows, List<Alert> standing, Instant now) {
        Section section(String key, String title, String remark, List<Alert> alerts) {
            List<Alert> shown = alerts.subList(0, Math.min(MOST, alerts.size()));
            return new Section(key, title, remark, rows.of(shown, standing, now), alerts.size() - shown.size());
        }
    }
}
