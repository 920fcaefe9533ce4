package dev.bellwether.examples;

import dev.bellwether.examples.OlistScore.Finding;
import dev.bellwether.examples.OlistScore.Fired;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The outcome of the replay as tables in Markdown. */
final class OlistReport {

    private OlistReport() {}

    static String of(OlistScore score, OlistRun run, Duration took) {
        return events(score)
                + falseAlarms(score)
                + others(score)
                + mails(run)
                + "\n%,d evaluations, of which %d had nothing to judge; %d s.\n"
                        .formatted(run.evaluations(), run.unjudged().size(), took.toSeconds());
    }

    private static String events(OlistScore score) {
        var text = new StringBuilder(
                "| event | strength | from | to | first alert | fires | days after |\n|---|---|---|---|---|---|---|\n");
        for (Finding finding : score.findings()) {
            var event = finding.event();
            text.append("| %s | %s | %s | %s | %s |\n"
                    .formatted(event.id(), event.strength(), event.start(), event.end(), outcome(finding)));
        }
        long found = score.findings().stream()
                .filter(finding -> finding.delay().isPresent())
                .count();
        return text
                + "\n%d of %d events found.\n".formatted(found, score.findings().size());
    }

    private static String outcome(Finding finding) {
        if (!finding.found().isEmpty()) {
            Fired first = finding.found().get(0);
            return "%s | %s | %d".formatted(first, first.day(), finding.delay().orElseThrow());
        }
        return finding.standing().stream()
                .findFirst()
                .map(alert -> "%s, already firing | %s | –".formatted(alert, alert.day()))
                .orElse("not found | – | –");
    }

    private static String falseAlarms(OlistScore score) {
        var text = new StringBuilder("\n%d false alarms in the quiet periods:\n\n"
                .formatted(score.falseAlarms().size()));
        score.falseAlarms()
                .forEach(alarm -> text.append("- %s at %s (quiet: %s from %s to %s)\n"
                        .formatted(
                                alarm.alert(),
                                alarm.alert().day(),
                                alarm.quiet().kpi(),
                                alarm.quiet().start(),
                                alarm.quiet().end())));
        return text.toString();
    }

    private static String others(OlistScore score) {
        Map<String, List<Fired>> byName = score.others().stream()
                .collect(Collectors.groupingBy(Fired::alertname, TreeMap::new, Collectors.toList()));
        var text = new StringBuilder("\n%d other alerts, outside all lists:\n\n"
                .formatted(score.others().size()));
        byName.forEach((name, alerts) -> text.append("- %s, %d: %s\n"
                .formatted(
                        name,
                        alerts.size(),
                        alerts.size() > 12
                                ? "%s … %s"
                                        .formatted(
                                                alerts.get(0).day(),
                                                alerts.get(alerts.size() - 1).day())
                                : alerts.stream().map(OlistReport::short_).collect(Collectors.joining(", ")))));
        return text.toString();
    }

    private static String short_(Fired alert) {
        String state = alert.labels().get("state");
        return state.isEmpty() ? alert.day().toString() : state + " " + alert.day();
    }

    private static String mails(OlistRun run) {
        Map<LocalDate, Integer> byWeek = new TreeMap<>();
        run.mails()
                .forEach((day, subjects) -> byWeek.merge(
                        day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), subjects.size(), Integer::sum));
        int all = byWeek.values().stream().mapToInt(Integer::intValue).sum();
        int most = byWeek.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return "\n%d mails; the fullest week has %d. By week: %s\n"
                .formatted(
                        all,
                        most,
                        byWeek.entrySet().stream()
                                .map(week -> week.getKey() + " " + week.getValue())
                                .collect(Collectors.joining(", ")));
    }
}
