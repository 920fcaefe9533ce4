package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.kpi.KpiId;
import java.util.List;
import java.util.stream.Stream;

/** The line that says it all: market, what in plain words, from what to what, since when. */
final class Subject {

    static final int LONGEST = 90;

    private final Names names;
    private final Numbers numbers;
    private final Moments moments;

    Subject(Names names, Numbers numbers, Moments moments) {
        this.names = names;
        this.numbers = numbers;
        this.moments = moments;
    }

    String of(Notification notification, String badge, Course first) {
        int others = notification.counts().all() - 1;
        String start = "[" + badge + "] ";
        String end = others > 0 ? " and " + others + " more" : "";
        return start + one(notification, first, LONGEST - start.length() - end.length()) + end;
    }

    /** What there is no room for is left out, the least important first; figures stay. */
    private String one(Notification notification, Course first, int most) {
        String place = place(notification);
        if (!isSaidByFigures(first)) {
            return Plain.cut(Plain.header(names.summary(first.alert())), most);
        }
        String title = Names.within(Names.title(first.alert(), first.kpi()));
        String details = Names.details(first.alert().labels());
        String figures = figures(notification, first);
        String since = first.isOver() || !figures.contains("→")
                ? ""
                : " since "
                        + moments.brief(first.alert().activeAt(), first.alert().labels());
        String withDetails = details.isEmpty() ? title : title + " (" + details + ")";
        String shorter = place.replaceFirst(", worst .*", "");
        return Stream.of(
                        join(place, withDetails + " " + figures + since),
                        join(place, withDetails + " " + figures),
                        join(place, title + " " + figures + since),
                        join(place, title + " " + figures),
                        join(shorter, title + " " + figures + since),
                        join(shorter, title + " " + figures))
                .map(Plain::header)
                .filter(line -> line.length() <= most)
                .findFirst()
                .orElseGet(() -> shortened(shorter, title, figures, most));
    }

    private static String shortened(String place, String title, String figures, int most) {
        String end = " " + Plain.header(figures);
        return Plain.cut(Plain.header(join(Plain.cut(place, 30), title)), Math.max(10, most - end.length())) + end;
    }

    private static boolean isSaidByFigures(Course first) {
        return first.moved() || first.isOver() && !first.isOfGroupRule();
    }

    private String figures(Notification notification, Course first) {
        Figures figures = first.figures();
        if (notification.reason() == NotifyReason.NOT_EVALUATED) {
            return "no longer judged";
        }
        if (notification.reason() == NotifyReason.RULE_REMOVED) {
            return "no longer watched: its rule is gone";
        }
        if (first.isOver()) {
            String after = " after " + Plain.howLong(first.lasted());
            return first.recovered()
                            .map(point -> "back at " + numbers.brief(figures.unit(), point.value()))
                            .orElse("over")
                    + after;
        }
        return numbers.move(figures.unit(), figures.expected(), figures.value());
    }

    /** What the alerts have in common; of several markets the first alert's own stands before its figures. */
    private String place(Notification notification) {
        List<Alert> alerts = notification.alerts();
        long kpis = alerts.stream().map(Alert::kpi).map(KpiId::value).distinct().count();
        String all = names.markets(alerts);
        String first = names.market(alerts.get(0).labels());
        boolean isDigest = notification.reason() == NotifyReason.DIGEST;
        boolean isShared = all.equals(first) || kpis > 1 && !isDigest;
        return isShared ? first : all + ", worst " + first;
    }

    private static String join(String place, String rest) {
        return place.isEmpty() ? Character.toUpperCase(rest.charAt(0)) + rest.substring(1) : place + ": " + rest;
    }
}
