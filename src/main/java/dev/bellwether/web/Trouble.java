package dev.bellwether.web;

import dev.bellwether.notify.NotificationLog.Unaccepted;
import dev.bellwether.problem.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something wrong with the alerting itself.
 *
 * @param title what is ill, such as {@code Rules were not taken over}
 * @param lines each mistake or message as it was said, such as {@code rules/checkout.drl:14: unknown KPI "checkout"}
 * @param consequence what this means for the reader, such as {@code the rules of 12:03 UTC stay in force}
 * @param since when it began
 */
public record Trouble(String title, List<String> lines, String consequence, Instant since) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final int MOST_LINES = 5;

    public Trouble {
        lines = List.copyOf(lines);
    }

    /** New rule files have mistakes, and the rules of {@code inForceSince} stay. */
    public static Trouble ofRules(List<Problem> problems, Instant inForceSince, Instant since) {
        return new Trouble(
                "The new rules have mistakes",
                problems.stream().map(Problem::toString).toList(),
                "The rules of " + TIME.format(inForceSince) + " stay in force.",
                since);
    }

    /** New KPI files have mistakes, and the KPIs of {@code inForceSince} stay. */
    public static Trouble ofKpis(List<Problem> problems, Instant inForceSince, Instant since) {
        return new Trouble(
                "The new KPI files have mistakes",
                problems.stream().map(Problem::toString).toList(),
                "The KPIs of " + TIME.format(inForceSince) + " stay in force.",
                since);
    }

    /** The new file of routes has mistakes, and the routes before it stay. */
    public static Trouble ofRoutes(List<Problem> problems, Instant since) {
        return new Trouble(
                "The new routes have mistakes",
                problems.stream().map(Problem::toString).toList(),
                "Alerts are sent by the routes before.",
                since);
    }

    /** Notifications that the other side has not taken: those tried again and those given up. */
    public static Optional<Trouble> ofDeliveries(List<Unaccepted> unaccepted) {
        if (unaccepted.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = unaccepted.stream()
                .map(one -> "%s: %s%s"
                        .formatted(
                                one.target().address(), one.why(), one.givenUp() ? " (given up)" : " (is tried again)"))
                .distinct()
                .toList();
        var shown = new ArrayList<>(lines.subList(0, Math.min(MOST_LINES, lines.size())));
        if (lines.size() > MOST_LINES) {
            shown.add("and " + (lines.size() - MOST_LINES) + " more");
        }
        return Optional.of(new Trouble(
                "Notifications were not accepted",
                shown,
                "Who should have got them may not know of an alert. All are at /api/v1/notifications/trouble.",
                unaccepted.get(0).decidedAt()));
    }

    /** All whom a receiver mails have unsubscribed. */
    public static Trouble ofDeserted(String receiver, List<String> addresses, Instant since) {
        return new Trouble(
                "Nobody is left at receiver \"" + receiver + "\"",
                addresses.stream().map(address -> address + " has unsubscribed").toList(),
                "What goes to it reaches nobody, critical alerts too. The page of silences undoes it.",
                since);
    }

    /** A source does not answer, so its KPIs are not judged. */
    public static Trouble ofSource(String source, String message, Instant since) {
        return new Trouble(
                "Source \"" + source + "\" does not answer",
                List.of(message),
                "Its KPIs are not judged; their alerts stay as they were.",
                since);
    }
}
