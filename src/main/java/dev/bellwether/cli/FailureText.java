package dev.bellwether.cli;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Labels;
import dev.bellwether.ruletest.Difference;
import dev.bellwether.ruletest.ExpectedAlert;
import dev.bellwether.ruletest.Failure;
import java.util.ArrayList;
import java.util.List;

/** Tells a person why a rule test failed: expected and got one above the other, with a mark under what differs. */
final class FailureText {

    private FailureText() {}

    /** The place, the alert, and in what way it is not as expected, on one line. */
    static String headline(Failure failure) {
        String about = failure.alertname().isEmpty() ? "" : ", " + failure.alertname();
        return "%s: at %s%s%s".formatted(failure.where(), failure.time(), about, trouble(failure));
    }

    private static String trouble(Failure failure) {
        return switch (failure.kind()) {
            case MISSING ->
                failure.expected()
                        .map(alert -> "%s: expected %s, but there is no such alert"
                                .formatted(of(alert.labels()), alert.state()))
                        .orElse("");
            case UNEXPECTED ->
                failure.got()
                        .map(alert -> "%s: expected no alert, got %s".formatted(of(alert.labels()), alert.state()))
                        .orElse("");
            case DIFFERENT ->
                isOther(failure)
                        ? ": another alert than expected"
                        : failure.expected()
                                        .map(ExpectedAlert::labels)
                                        .map(FailureText::of)
                                        .orElse("") + ": not as expected";
            case BROKEN -> "";
        };
    }

    private static String of(Labels labels) {
        return labels.isEmpty() ? "" : " " + labels;
    }

    private static boolean isOther(Failure failure) {
        return failure.differences().stream()
                .anyMatch(difference -> difference.what().equals("labels"));
    }

    /** What differs, and what else is known of it. */
    static List<String> details(Failure failure) {
        var lines = new ArrayList<String>();
        failure.got()
                .filter(alert -> failure.kind() == Failure.Kind.UNEXPECTED)
                .map(Alert::latest)
                .ifPresent(breach -> lines.add("\"" + breach.summary() + "\""));
        failure.differences().forEach(difference -> lines.addAll(sideBySide(difference)));
        lines.addAll(failure.why());
        return lines;
    }

    private static List<String> sideBySide(Difference difference) {
        String before = " ".repeat(difference.what().length());
        return List.of(
                difference.what() + "  expected  " + difference.expected(),
                before + "  got       " + difference.got(),
                before + "            " + marks(difference.expected(), difference.got()));
    }

    /** {@code ^} under the words of {@code got} from the first that differs to the last. */
    static String marks(String expected, String got) {
        int shorter = Math.min(expected.length(), got.length());
        int start = 0;
        while (start < shorter && expected.charAt(start) == got.charAt(start)) {
            start++;
        }
        int same = 0;
        while (same < shorter - start
                && expected.charAt(expected.length() - 1 - same) == got.charAt(got.length() - 1 - same)) {
            same++;
        }
        int end = got.length() - same;
        while (end > start && got.charAt(end - 1) == ' ') {
            end--;
        }
        while (start > 0 && got.charAt(start - 1) != ' ') {
            start--;
        }
        while (end < got.length() && got.charAt(end) != ' ') {
            end++;
        }
        return " ".repeat(start) + "^".repeat(Math.max(1, end - start));
    }
}
