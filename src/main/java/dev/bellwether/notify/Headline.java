package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.Labels;
import dev.bellwether.notify.MailView.Tile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The first sentence of a mail and its three numbers. Written in the past tense, which fits any title of a KPI. */
final class Headline {

    private final Names names;
    private final Numbers numbers;
    private final Moments moments;
    private final Notification notification;

    Headline(Names names, Numbers numbers, Moments moments, Notification notification) {
        this.names = names;
        this.numbers = numbers;
        this.moments = moments;
        this.notification = notification;
    }

    /** What moved, where, from what to what, since when, good or bad. */
    String sentence(Course course) {
        if (notification.reason() == NotifyReason.NOT_EVALUATED) {
            return what(course) + " can no longer be judged. The last reading was "
                    + numbers.value(course.figures().unit(), course.figures().value()) + ", measured "
                    + moments.full(course.alert().latest().at(), labels(course)) + ".";
        }
        if (course.isOver()) {
            return over(course);
        }
        return course.moved() ? moved(course) : names.summary(course.alert()) + "," + since(course) + ".";
    }

    private String moved(Course course) {
        Figures figures = course.figures();
        String from = numbers.value(figures.unit(), figures.expected());
        String to = numbers.value(figures.unit(), figures.value());
        String verb = course.fell() ? " fell" : " rose";
        return what(course) + verb + " from the usual " + from + " to " + to + since(course) + "." + judgement(course);
    }

    private static String judgement(Course course) {
        if (course.isGoodNews()) {
            return (course.fell() ? " Lower" : " Higher") + " is better: good news, but check that capacity keeps up.";
        }
        return course.isBadNews()
                ? (course.fell() ? " That is bad: higher is better." : " That is bad: lower is better.")
                : "";
    }

    private String over(Course course) {
        String after = " after " + Plain.howLong(course.lasted());
        if (notification.reason() == NotifyReason.RULE_REMOVED) {
            return what(course) + ": the alert ended" + after + ", for its rule was removed.";
        }
        if (course.isOfGroupRule()) {
            return "Over" + after + ": " + names.summary(course.alert()) + ".";
        }
        Figures figures = course.figures();
        String back = course.recovered()
                .map(point -> " came back to " + numbers.value(figures.unit(), point.value()))
                .orElse(" came back to what its rule allows");
        String worst = Double.isFinite(figures.value())
                ? "; at worst it was "
                        + numbers.value(figures.unit(), course.worst().value())
                : "";
        return what(course) + back + after + worst + ".";
    }

    /** {@code Parcels within promise in Spain (correo)}. */
    private String what(Course course) {
        String title = Names.title(course.alert(), course.kpi());
        Labels labels = labels(course);
        String market = names.market(labels);
        String details = Names.details(labels);
        return title + (market.isEmpty() ? "" : " in " + market) + (details.isEmpty() ? "" : " (" + details + ")");
    }

    private String since(Course course) {
        Alert alert = course.alert();
        return " since " + moments.full(alert.activeAt(), alert.labels());
    }

    private static Labels labels(Course course) {
        return course.alert().labels();
    }

    /** Three numbers. */
    List<Tile> tiles(Course course) {
        return course.isOver() ? ofTheEnd(course) : ofNow(course);
    }

    private List<Tile> ofNow(Course course) {
        Figures figures = course.figures();
        Alert alert = course.alert();
        var tiles = new ArrayList<Tile>();
        tiles.add(
                course.isOfGroupRule()
                        ? new Tile("Series affected", numbers.count(figures.value()), "")
                        : new Tile("Now", numbers.value(figures.unit(), figures.value()), sample(figures)));
        if (course.moved()) {
            String band = numbers.band(figures);
            tiles.add(new Tile("Usual", numbers.value(figures.unit(), figures.expected()), band.isEmpty() ? "" : band));
            tiles.add(new Tile(
                    "Change",
                    numbers.signed(figures.unit(), figures.value() - figures.expected()),
                    numbers.relative(figures)));
        } else {
            tiles.add(new Tile(
                    "For", Plain.howLong(Duration.between(alert.activeAt(), notification.at())), "since first seen"));
            tiles.add(severity(alert.severity()));
        }
        return tiles;
    }

    private String sample(Figures figures) {
        return figures.sample() > 0 ? "of " + numbers.count(figures.sample()) + " counted" : "";
    }

    private Tile recovered(Figures figures, Trail.Point point) {
        boolean isCompared = Double.isFinite(point.expected());
        return new Tile(
                "Recovered to",
                numbers.value(figures.unit(), point.value()),
                isCompared ? "usual " + numbers.value(figures.unit(), point.expected()) : "");
    }

    private Tile usual(Course course) {
        Figures figures = course.figures();
        return course.moved()
                ? new Tile("Usual", numbers.value(figures.unit(), figures.expected()), numbers.band(figures))
                : severity(course.alert().severity());
    }

    private static Tile severity(Severity severity) {
        return new Tile("Severity", severity.toString(), "");
    }

    private List<Tile> ofTheEnd(Course course) {
        Figures figures = course.figures();
        var tiles = new ArrayList<Tile>();
        tiles.add(course.recovered().map(point -> recovered(figures, point)).orElseGet(() -> usual(course)));
        if (course.isOfGroupRule()) {
            tiles.add(new Tile("Last affected", numbers.count(figures.value()), "series"));
        } else {
            Trail.Point worst = course.worst();
            tiles.add(new Tile(
                    "Worst", numbers.value(figures.unit(), worst.value()), moments.brief(worst.at(), labels(course))));
        }
        tiles.add(new Tile(
                "Lasted", Plain.howLong(course.lasted()), "until " + moments.brief(course.end(), labels(course))));
        return tiles;
    }
}
