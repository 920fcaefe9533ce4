package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Matcher.Operator;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.SilenceDraft;
import dev.bellwether.problem.Refusal;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A silence as somebody fills in the form.
 *
 * @param matchers one a line
 * @param lasts a key of {@link #LENGTHS}
 */
public record SilenceForm(String matchers, String author, String comment, String lasts, boolean untilResolved) {

    /** What the form offers, with words for it. */
    public static final Map<String, String> LENGTHS = lengths();

    static final SilenceForm EMPTY = new SilenceForm("", "", "", "4h", false);

    private static Map<String, String> lengths() {
        var lengths = new LinkedHashMap<String, String>();
        lengths.put("1h", "1 hour");
        lengths.put("4h", "4 hours");
        lengths.put("1d", "1 day");
        lengths.put("3d", "3 days");
        lengths.put("1w", "1 week");
        lengths.put("4w", "4 weeks");
        return lengths;
    }

    /** For just this alert: its name and its labels. */
    static SilenceForm about(Alert alert, @Nullable Principal principal) {
        Labels labels = alert.labels().with("alertname", alert.alertname());
        String matchers = labels.asMap().entrySet().stream()
                .map(label -> onOneLine(new Matcher(label.getKey(), Operator.EQUAL, label.getValue())))
                .collect(Collectors.joining("\n"));
        return new SilenceForm(matchers, principal == null ? "" : principal.getName(), "", "4h", false);
    }

    private static String onOneLine(Matcher matcher) {
        return matcher.toString().replace("\r", "\\r").replace("\n", "\\n");
    }

    /** The matchers that can be read; a mistake for each of the others. */
    List<Matcher> read(List<Refusal> refusals) {
        var read = new ArrayList<Matcher>();
        for (String line : matchers.lines().filter(text -> !text.isBlank()).toList()) {
            try {
                read.add(Matcher.parse(line));
            } catch (IllegalArgumentException e) {
                refusals.add(new Refusal("matchers", String.valueOf(e.getMessage()), ""));
            }
        }
        return read;
    }

    SilenceDraft draft(List<Matcher> read, Instant now) {
        Duration length = Optional.ofNullable(Lengths.parse(lasts)).orElse(Duration.ofHours(4));
        return new SilenceDraft(null, read, author, comment, null, now.plus(length), untilResolved, Optional.empty());
    }
}
