package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.Cause;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.notify.MailView.Affected;
import dev.bellwether.notify.MailView.Details;
import dev.bellwether.notify.MailView.Fact;
import dev.bellwether.notify.MailView.Origin;
import dev.bellwether.notify.MailView.Picture;
import dev.bellwether.notify.MailView.Row;
import dev.bellwether.notify.MailView.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the words for one mail to one reader. */
final class MailWords {

    private static final String ROOT = "{}";
    private static final int MOST_CONDITIONS = 12;
    private static final int LONGEST_CELL = 80;
    private static final Pattern WEB_ADDRESS = Pattern.compile("(?i)https?://\\S+");

    private final MailSettings settings;
    private final Notification notification;
    private final String recipient;
    private final Story story;
    private final Markets markets;
    private final Names names;
    private final Numbers numbers;
    private final Moments moments;
    private final Headline headline;

    /** @param story what stands behind the first alert */
    MailWords(MailSettings settings, Notification notification, String recipient, Story story) {
        this.settings = settings;
        this.notification = notification;
        this.recipient = recipient;
        this.story = story;
        Reader reader = settings.readers().of(notification.group().receiver(), recipient);
        this.markets = settings.markets().get();
        this.names = new Names(markets);
        this.numbers = new Numbers(reader.locale());
        this.moments = new Moments(reader, markets, notification.at());
        this.headline = new Headline(names, numbers, moments, notification);
    }

    /**
     * The words.
     *
     * @param mostAlerts how many are shown; 0 for the first one without its details
     * @param picture the chart's content id; empty without a chart
     */
    MailView view(int mostAlerts, String picture) {
        List<Alert> shown =
                notification.alerts().stream().limit(Math.max(1, mostAlerts)).toList();
        boolean isDigest = notification.reason() == NotifyReason.DIGEST;
        Course first = courseOf(shown.get(0));
        int more = notification.counts().all() - shown.size();
        String badge = badge();
        return new MailView(
                new Subject(names, numbers, moments).of(notification, badge, first),
                badge,
                tone(),
                mark(first),
                isDigest ? digest() : headline.sentence(first),
                notification.reason().lead(),
                counts(),
                isDigest ? List.of() : headline.tiles(first),
                isDigest ? "" : new ImpactWords(numbers).of(first),
                isDigest ? "" : trail(first),
                picture.isEmpty() ? Picture.NONE : new Picture(picture, chartText(first), legend(first)),
                isDigest ? List.of() : actions(first),
                isDigest || mostAlerts == 0 ? Details.NONE : details(first),
                isDigest ? "By owner and KPI, worst first" : "Also in this mail",
                shown.stream().skip(isDigest ? 0 : 1).map(this::row).toList(),
                more > 0 ? "and " + more + " more, not listed in this mail" : "",
                footer(),
                isDigest ? List.of() : feedback(first));
    }

    private Course courseOf(Alert alert) {
        boolean isFirst = alert.equals(notification.alerts().get(0));
        Optional<Kpi> kpi = settings.background().kpi(alert.kpi());
        return new Course(
                alert,
                kpi,
                isFirst ? story.trail() : Trail.NONE,
                notification.reason().isJudged());
    }

    private String badge() {
        return switch (notification.reason()) {
            case DIGEST -> "DIGEST";
            case NOT_EVALUATED -> "NOT JUDGED";
            case RULE_REMOVED -> "ENDED";
            case BACK_TO_PENDING -> "BACK TO PENDING";
            case UNSTABLE -> "UNSTABLE";
            default -> notification.isAllResolved() ? "RESOLVED" : worst().name();
        };
    }

    private String tone() {
        return switch (notification.reason()) {
            case DIGEST, NOT_EVALUATED, RULE_REMOVED, BACK_TO_PENDING -> "plain";
            default -> notification.isAllResolved() ? "resolved" : worst().toString();
        };
    }

    /** Of what fires, so that a resolved alert does not colour the mail. */
    private Severity worst() {
        return notification.alerts().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .map(Alert::severity)
                .max(Severity::compareTo)
                .orElse(Severity.INFO);
    }

    private String mark(Course first) {
        return switch (notification.reason()) {
            case ESCALATED, WORSENED, ESCALATED_UNACKNOWLEDGED -> "escalated";
            case REPEAT -> "reminder";
            case SILENCE_ENDED -> "silence ended";
            case NEW_ALERTS -> "new alerts";
            default -> !first.isOver() && first.isGoodNews() ? "good news – check capacity" : "";
        };
    }

    private String counts() {
        Notification.Counts counts = notification.counts();
        if (counts.all() == 1) {
            return "";
        }
        String firing = counts.firing() == 0 ? "" : counts.firing() + " firing";
        String resolved = counts.resolved() == 0 ? "" : counts.resolved() + " resolved";
        return firing + (firing.isEmpty() || resolved.isEmpty() ? "" : ", ") + resolved;
    }

    private String digest() {
        String where = names.markets(notification.alerts());
        int all = notification.counts().all();
        return all + (all == 1 ? " alert" : " alerts") + (where.isEmpty() ? "" : " in " + where)
                + " that needed no mail of " + (all == 1 ? "its" : "their") + " own: "
                + notification.counts().firing() + " still firing, "
                + notification.counts().resolved() + " over.";
    }

    private String trail(Course first) {
        String line = Sparkline.of(first.trail());
        if (line.isEmpty()) {
            return "";
        }
        List<Trail.Point> points = first.trail().points();
        Labels labels = first.alert().labels();
        return line + "  until " + moments.brief(points.get(points.size() - 1).at(), labels);
    }

    /** Says the same as the chart to those who do not see it. */
    private String chartText(Course first) {
        List<Trail.Point> points = first.trail().points();
        Labels labels = first.alert().labels();
        Figures figures = first.figures();
        String band = numbers.band(figures);
        Trail.Point worst = first.worst();
        return "Chart of " + Names.within(Names.title(first.alert(), first.kpi())) + ", "
                + moments.brief(points.get(0).at(), labels) + " to "
                + moments.brief(points.get(points.size() - 1).at(), labels)
                + (band.isEmpty() ? "" : ": usually " + band)
                + ", bad from " + moments.brief(first.alert().activeAt(), labels) + ", at worst "
                + numbers.value(figures.unit(), worst.value())
                + first.recovered()
                        .map(point -> ", back at " + numbers.value(figures.unit(), point.value()))
                        .orElse("") + ".";
    }

    private static String legend(Course first) {
        boolean hasLimit = Limit.of(first.alert().latest().conditions()).isPresent();
        return "Line: value. Blue: usual. " + (hasLimit ? "Red dashes: the rule's limit. " : "") + "Shaded: bad.";
    }

    private List<Fact> actions(Course first) {
        Alert alert = first.alert();
        var actions = new ArrayList<Fact>();
        Links links = settings.links();
        links.explanation(alert).ifPresent(link -> actions.add(new Fact("Explain", "Why it fired", link)));
        if (!first.isOver()) {
            links.acknowledge(alert, recipient)
                    .ifPresent(link -> actions.add(new Fact("Acknowledge", "Acknowledge", link)));
            links.silence(alert, recipient).ifPresent(link -> actions.add(new Fact("Silence", "Silence", link)));
        }
        links.panel(alert, alert.activeAt().minus(Duration.ofDays(7)), notification.at())
                .ifPresent(link -> actions.add(new Fact("Grafana", "Open in Grafana", link)));
        return actions;
    }

    private List<Fact> feedback(Course first) {
        var feedback = new ArrayList<Fact>();
        for (String verdict : List.of("useful", "noise", "expected")) {
            settings.links()
                    .feedback(first.alert(), verdict, recipient)
                    .ifPresent(link -> feedback.add(new Fact(verdict, verdict, link)));
        }
        return feedback;
    }

    private Details details(Course first) {
        Alert alert = first.alert();
        Origin origin = story.origin()
                .filter(any -> !first.isOver())
                .map(found -> new OriginWords(names, numbers)
                        .of(found, first.figures().unit()))
                .orElse(Origin.NONE);
        return new Details(
                origin,
                first.isOfGroupRule() ? affected(alert) : Details.NONE.affected(),
                first.isOver()
                        ? List.of()
                        : alert.latest().conditions().stream()
                                .limit(MOST_CONDITIONS)
                                .map(seen -> new Seen(Names.line(seen.written()), Names.line(seen.saw())))
                                .toList(),
                first.isOver() ? List.of() : settings.steps().of(alert.rule().runbook()),
                facts(first));
    }

    private List<Fact> facts(Course first) {
        Alert alert = first.alert();
        Labels labels = alert.labels();
        var facts = new ArrayList<Fact>();
        if (first.isOver()) {
            facts.add(new Fact("Bad from", moments.full(alert.activeAt(), labels)));
            facts.add(new Fact(first.isJudged() ? "Good from" : "Until", moments.full(first.end(), labels)));
        } else {
            facts.add(new Fact(
                    "Bad since",
                    moments.full(alert.activeAt(), labels) + ", for "
                            + Plain.howLong(Duration.between(alert.activeAt(), notification.at()))));
            facts.add(new Fact("Data until", dataAge(first)));
        }
        String day = day(alert);
        if (!day.isEmpty()) {
            facts.add(new Fact("Day", Names.line(day)));
        }
        facts.add(new Fact("Severity", alert.severity() + held(alert)));
        facts.add(new Fact("Owner", Names.line(alert.rule().owner())));
        facts.add(new Fact("Labels", Names.words(labels)));
        if (!alert.rule().runbook().isBlank()) {
            facts.add(runbook(alert.rule().runbook()));
        }
        facts.add(new Fact(
                "Rule",
                Names.line(alert.alertname() + " on " + alert.kpi() + ", "
                        + alert.rule().place())));
        return facts;
    }

    /** {@code Sun 22 Nov 10:50 in Spain (09:50 UTC), 40 min old; may still move for 2 h}. */
    private String dataAge(Course first) {
        Instant end = first.alert().latest().at();
        Duration age = Duration.between(end, notification.at());
        Duration rest = first.kpi().map(Kpi::maturity).orElse(Duration.ZERO).minus(age);
        return moments.full(end, first.alert().labels()) + ", " + Plain.howLong(age) + " old"
                + (rest.isNegative() || rest.isZero() ? "" : "; may still move for " + Plain.howLong(rest));
    }

    private static String held(Alert alert) {
        long bad = alert.marks().chars().filter(mark -> mark == 'x').count();
        int asked = alert.marks().length();
        return asked > 1 ? ", bad in " + bad + " of the last " + asked + " judgements" : "";
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

    private Fact runbook(String written) {
        String runbook = Names.line(written);
        String base = settings.runbooks();
        String link = WEB_ADDRESS.matcher(runbook).matches() ? runbook : base.isEmpty() ? "" : base + runbook;
        // only the web: a rule's text must not become a link that runs something
        return new Fact("Runbook", runbook, WEB_ADDRESS.matcher(link).matches() ? link : "");
    }

    private static Affected affected(Alert alert) {
        List<Labels> evidence = alert.latest().evidence();
        List<String> columns = evidence.stream()
                .limit(Notification.MOST_ALERTS)
                .flatMap(labels -> labels.names().stream())
                .distinct()
                .sorted()
                .toList();
        List<List<String>> rows = evidence.stream()
                .limit(Notification.MOST_ALERTS)
                .map(labels -> columns.stream()
                        .map(column -> Plain.cut(Plain.line(labels.get(column)), LONGEST_CELL))
                        .toList())
                .toList();
        int more = evidence.size() - rows.size();
        return new Affected(
                "Affected (" + evidence.size() + ")",
                columns.stream().map(Names::line).toList(),
                rows,
                more > 0 ? "and " + more + " more" : "");
    }

    private Row row(Alert alert) {
        Course course = courseOf(alert);
        Figures figures = course.figures();
        boolean isNew = notification.reason() == NotifyReason.NEW_ALERTS
                && notification.news().contains(alert.fingerprint());
        String what = course.moved()
                ? lead(names.place(alert.labels())) + Names.within(Names.title(alert, course.kpi()))
                : names.summary(alert);
        String move = course.moved() ? numbers.move(figures.unit(), figures.expected(), figures.value()) : "";
        if (course.isOver() && course.moved()) {
            move = "was " + numbers.brief(figures.unit(), figures.value()) + ", usual "
                    + numbers.brief(figures.unit(), figures.expected());
        }
        String time = course.isOver()
                ? "over after " + Plain.howLong(course.lasted())
                : "since " + moments.brief(alert.activeAt(), alert.labels());
        return new Row(
                course.isOver() ? ended(alert.cause()) : alert.severity().name(),
                course.isOver()
                        ? alert.cause() == Cause.GOOD_AGAIN ? "resolved" : "plain"
                        : alert.severity().toString(),
                isNew,
                what,
                (move.isEmpty() ? "" : move + ", ") + time,
                settings.links().explanation(alert).orElse(""));
    }

    /** Only what is good again is resolved. */
    private static String ended(Cause cause) {
        return switch (cause) {
            case RULE_REMOVED -> "RULE REMOVED";
            case KPI_REMOVED -> "KPI REMOVED";
            case HOLD_LONGER -> "BACK TO PENDING";
            default -> "RESOLVED";
        };
    }

    private static String lead(String place) {
        return place.isEmpty() ? "" : place + ": ";
    }

    private List<Fact> footer() {
        Notification.Group group = notification.group();
        var footer = new ArrayList<>(List.of(
                new Fact("Reason", notification.reason().sentence()),
                new Fact("Receiver", Names.line(group.receiver())),
                new Fact("Route", ROOT.equals(group.route()) ? "the root" : Names.line(group.route())),
                new Fact("Group", Names.words(group.labels())),
                new Fact("Written", Plain.utc(notification.at()))));
        settings.links()
                .unsubscribe(group.receiver(), recipient)
                .ifPresent(link -> footer.add(new Fact("Not for you", "Stop these mails", link)));
        return List.copyOf(footer);
    }
}
