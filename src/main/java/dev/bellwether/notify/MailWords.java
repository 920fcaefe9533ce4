package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Unit;
import dev.bellwether.notify.MailView.Affected;
import dev.bellwether.notify.MailView.AlertView;
import dev.bellwether.notify.MailView.Fact;
import dev.bellwether.notify.MailView.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the words for a mail. */
final class MailWords {

    private static final String ROOT = "{}";
    private static final int LONGEST_SUBJECT = 110;
    private static final int MOST_AFFECTED = 12;
    private static final int LONGEST_LINE = 600;
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://\\S+");

    private final Markets markets;
    private final String runbooks;

    MailWords(Markets markets, String runbooks) {
        this.markets = markets;
        this.runbooks = runbooks;
    }

    MailView viewOf(Notification notification, int mostAlerts) {
        List<Alert> shown = notification.alerts().stream().limit(mostAlerts).toList();
        Alert first = shown.get(0);
        int more = notification.counts().all() - shown.size();
        boolean resolved = notification.isAllResolved();
        String badge =
                resolved ? ended(notification.reason()) : worst(notification).name();
        return new MailView(
                subject(badge, first, notification.counts().all() - 1),
                badge,
                resolved ? "resolved" : worst(notification).toString(),
                line(withMarket(first)),
                counts(notification.counts()),
                shown.stream().map(alert -> viewOf(alert, notification)).toList(),
                more > 0 ? "and " + more + " more, not listed in this mail" : "",
                footer(notification));
    }

    /** Only what is good again is resolved. */
    private static String ended(NotifyReason reason) {
        return switch (reason) {
            case RULE_REMOVED -> "RULE REMOVED";
            case BACK_TO_PENDING -> "BACK TO PENDING";
            default -> "RESOLVED";
        };
    }

    private static String ended(Alert alert) {
        return switch (alert.cause()) {
            case RULE_REMOVED -> "RULE REMOVED";
            case KPI_REMOVED -> "KPI REMOVED";
            case HOLD_LONGER -> "BACK TO PENDING";
            default -> "RESOLVED";
        };
    }

    /** Of what fires, so that a resolved alert does not colour the mail. */
    private static Severity worst(Notification notification) {
        return notification.alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::severity)
                .max(Severity::compareTo)
                .orElse(Severity.INFO);
    }

    private String subject(String badge, Alert first, int others) {
        String start = "[" + badge + "] ";
        String end = others > 0 ? " and " + others + " more" : "";
        return start
                + Plain.cut(Plain.header(withMarket(first)), LONGEST_SUBJECT - start.length() - end.length())
                + end;
    }

    /** The rule's sentence, led by the market where the sentence does not name it itself. */
    private String withMarket(Alert alert) {
        String summary = alert.latest().summary().isBlank()
                ? alert.alertname()
                : alert.latest().summary();
        String code = alert.labels().get(Markets.DIMENSION);
        String title = markets.market(code).map(Market::title).orElse(code);
        boolean named = code.isEmpty() || hasWord(summary, code) || hasWord(summary, title);
        return named ? summary : title + ": " + summary;
    }

    private static boolean hasWord(String sentence, String word) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                .matcher(sentence)
                .find();
    }

    private static String counts(Notification.Counts counts) {
        if (counts.all() == 1) {
            return "";
        }
        String firing = counts.firing() == 0 ? "" : counts.firing() + " firing";
        String resolved = counts.resolved() == 0 ? "" : counts.resolved() + " resolved";
        return firing + (firing.isEmpty() || resolved.isEmpty() ? "" : ", ") + resolved;
    }

    private AlertView viewOf(Alert alert, Notification notification) {
        boolean resolved = alert.state() != AlertState.FIRING;
        Figures figures = alert.latest().figures();
        return new AlertView(
                resolved ? ended(alert) : alert.severity().name(),
                resolved ? "resolved" : alert.severity().toString(),
                notification.reason() == NotifyReason.NEW_ALERTS
                        && notification.news().contains(alert.fingerprint()),
                line(withMarket(alert)),
                resolved ? "Over after " + lasted(alert) : value(alert),
                resolved ? "" : against(figures),
                facts(alert, notification.at()),
                alert.latest().conditions().stream()
                        .map(condition -> new Seen(line(condition.written()), line(condition.saw())))
                        .toList(),
                affected(alert));
    }

    private static String value(Alert alert) {
        Figures figures = alert.latest().figures();
        String value = figures.unit().format(figures.value());
        return isGroup(alert) ? value + " series affected" : value;
    }

    private static boolean isGroup(Alert alert) {
        return alert.rule().scope() == AlertRule.Scope.GROUP;
    }

    private static String lasted(Alert alert) {
        Instant end = alert.resolvedAt() == null ? alert.judgedAt() : alert.resolvedAt();
        return Plain.howLong(Duration.between(alert.activeAt(), end));
    }

    private static String against(Figures figures) {
        double delta = figures.value() - figures.expected();
        if (!Double.isFinite(delta)) {
            return "";
        }
        if (delta == 0) {
            return "as expected";
        }
        String size = figures.unit() == Unit.RATIO
                ? String.format(Locale.ROOT, "%.1f points", Math.abs(delta) * 100)
                : figures.unit().format(Math.abs(delta));
        double relative = Math.abs(delta / figures.expected()) * 100;
        String percent = Double.isFinite(relative) ? String.format(Locale.ROOT, " (%.0f %%)", relative) : "";
        return size + (delta < 0 ? " below" : " above") + " expected" + percent;
    }

    private List<Fact> facts(Alert alert, Instant now) {
        Figures figures = alert.latest().figures();
        var facts = new ArrayList<Fact>();
        if (alert.state() == AlertState.RESOLVED) {
            facts.add(new Fact("From", when(alert.activeAt(), alert.labels())));
            facts.add(new Fact(
                    "To", when(alert.resolvedAt() == null ? alert.judgedAt() : alert.resolvedAt(), alert.labels())));
            facts.add(new Fact("Last value", lastValue(alert)));
        } else {
            facts.add(new Fact(
                    "Since",
                    Plain.howLong(Duration.between(alert.activeAt(), now)) + ", from "
                            + when(alert.activeAt(), alert.labels())));
            facts.add(new Fact("Measured", when(alert.latest().at(), alert.labels())));
        }
        String day = day(alert);
        if (!day.isEmpty()) {
            facts.add(new Fact("Day", line(day)));
        }
        if (Double.isFinite(figures.expected())) {
            facts.add(new Fact("Expected", expected(figures)));
        }
        if (Double.isFinite(figures.sample()) && figures.sample() > 0) {
            facts.add(new Fact("Sample", Unit.COUNT.format(figures.sample())));
        }
        facts.add(new Fact("Severity", alert.severity().toString()));
        facts.add(new Fact("Owner", line(alert.rule().owner())));
        facts.add(new Fact("Labels", words(alert.labels())));
        if (!alert.rule().runbook().isBlank()) {
            facts.add(runbook(alert.rule().runbook()));
        }
        facts.add(new Fact(
                "Rule",
                line(alert.alertname() + " on " + alert.kpi() + ", "
                        + alert.rule().place())));
        return facts;
    }

    /** The sale or holiday that the reading fell into. */
    private String day(Alert alert) {
        return markets.market(alert.labels().get(Markets.DIMENSION))
                .map(market -> markets.calendar()
                        .words(
                                alert.latest().figures().kpi(),
                                market.code(),
                                market.zone(),
                                alert.latest().at()))
                .orElse("");
    }

    /** What is stored of a good reading is only that it was good. */
    private String lastValue(Alert alert) {
        String against = against(alert.latest().figures());
        return value(alert) + (against.isEmpty() ? "" : ", " + against) + ", measured "
                + when(alert.latest().at(), alert.labels()) + ", the last bad reading";
    }

    private static String expected(Figures figures) {
        String expected = figures.unit().format(figures.expected());
        return Double.isFinite(figures.low()) && Double.isFinite(figures.high())
                ? expected + ", usually " + figures.unit().format(figures.low()) + " to "
                        + figures.unit().format(figures.high())
                : expected;
    }

    private String when(Instant at, Labels labels) {
        Optional<Market> market = markets.market(labels.get(Markets.DIMENSION));
        return Plain.utc(at)
                + market.map(there -> " (" + Plain.local(at, there.zone()) + " in " + line(there.title()) + ")")
                        .orElse("");
    }

    private Fact runbook(String written) {
        String runbook = line(written);
        String link = WEB_ADDRESS.matcher(runbook).matches() ? runbook : runbooks.isEmpty() ? "" : runbooks + runbook;
        // only the web: a rule's text must not become a link that runs something
        return new Fact("Runbook", runbook, WEB_ADDRESS.matcher(link).matches() ? link : "");
    }

    private static Affected affected(Alert alert) {
        if (!isGroup(alert)) {
            return new Affected("", List.of(), List.of(), "");
        }
        List<Labels> evidence = alert.latest().evidence();
        List<String> columns = evidence.stream()
                .limit(MOST_AFFECTED)
                .flatMap(labels -> labels.names().stream())
                .distinct()
                .sorted()
                .toList();
        List<List<String>> rows = evidence.stream()
                .limit(MOST_AFFECTED)
                .map(labels ->
                        columns.stream().map(column -> line(labels.get(column))).toList())
                .toList();
        int more = evidence.size() - rows.size();
        return new Affected(
                "Affected (" + evidence.size() + ")",
                columns.stream().map(MailWords::line).toList(),
                rows,
                more > 0 ? "and " + more + " more" : "");
    }

    private List<Fact> footer(Notification notification) {
        return List.of(
                new Fact("Reason", notification.reason().sentence()),
                new Fact("Receiver", line(notification.group().receiver())),
                new Fact(
                        "Route",
                        ROOT.equals(notification.group().route())
                                ? "the root"
                                : line(notification.group().route())),
                new Fact("Group", words(notification.group().labels())),
                new Fact("Written", Plain.utc(notification.at())));
    }

    private static String words(Labels labels) {
        return labels.isEmpty()
                ? "none"
                : labels.asMap().entrySet().stream()
                        .map(Map.Entry::toString)
                        .map(MailWords::line)
                        .collect(Collectors.joining(", "));
    }

    private static String line(String text) {
        return Plain.cut(Plain.line(text), LONGEST_LINE);
    }
}
