package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Market;
import dev.bellwether.kpi.Markets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What alerts are about, in words. */
final class Names {

    private static final int LONGEST_DETAIL = 60;
    private static final int LONGEST_LINE = 600;

    private final Markets markets;

    Names(Markets markets) {
        this.markets = markets;
    }

    /** {@code Spain}; empty for an alert of no market. */
    String market(Labels labels) {
        String code = labels.get(Markets.DIMENSION);
        return line(markets.market(code).map(Market::title).orElse(code));
    }

    /** {@code via correo, card}: the labels besides the market; empty when there are none. */
    static String details(Labels labels) {
        return Plain.cut(
                labels.asMap().entrySet().stream()
                        .filter(label -> !label.getKey().equals(Markets.DIMENSION))
                        .map(label -> Plain.line(label.getValue()))
                        .collect(Collectors.joining(", ")),
                LONGEST_DETAIL);
    }

    /** {@code Spain (correo)}, {@code Spain}, or {@code correo}. */
    String place(Labels labels) {
        String market = market(labels);
        String details = details(labels);
        if (market.isEmpty() || details.isEmpty()) {
            return market + details;
        }
        return market + " (" + details + ")";
    }

    /** The KPI's title, or its id with spaces. */
    static String title(Alert alert, Optional<Kpi> kpi) {
        return line(kpi.map(Kpi::title).orElse(alert.kpi().value().replace('_', ' ')));
    }

    /** Within a sentence, {@code GMV} staying as it is. */
    static String within(String title) {
        boolean isWord = title.length() > 1 && Character.isLowerCase(title.charAt(1));
        return isWord ? Character.toLowerCase(title.charAt(0)) + title.substring(1) : title;
    }

    /** The rule's sentence, led by the market where the sentence does not name it itself. */
    String summary(Alert alert) {
        String summary = alert.latest().summary().isBlank()
                ? alert.alertname()
                : alert.latest().summary();
        String code = alert.labels().get(Markets.DIMENSION);
        String title = market(alert.labels());
        boolean named = code.isEmpty() || hasWord(summary, code) || hasWord(summary, title);
        return line(named ? summary : title + ": " + summary);
    }

    private static boolean hasWord(String sentence, String word) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
                .matcher(sentence)
                .find();
    }

    /** {@code Spain}, {@code Spain and Brazil}, {@code 5 markets}; empty where the alerts have none. */
    String markets(List<Alert> alerts) {
        List<String> titles = alerts.stream()
                .map(alert -> market(alert.labels()))
                .filter(title -> !title.isEmpty())
                .distinct()
                .toList();
        return titles.size() > 2 ? titles.size() + " markets" : String.join(" and ", titles);
    }

    static String words(Labels labels) {
        return labels.isEmpty()
                ? "none"
                : labels.asMap().entrySet().stream()
                        .map(Map.Entry::toString)
                        .map(Names::line)
                        .collect(Collectors.joining(", "));
    }

    static String line(String text) {
        return Plain.cut(Plain.line(text), LONGEST_LINE);
    }
}
