package dev.bellwether.notify;

import java.util.List;

/**
 * A mail with every word in place: what the template and the text part lay out. Public because Thymeleaf reads it.
 *
 * @param badge {@code CRITICAL} or {@code RESOLVED}
 * @param tone key of the colours, a severity or {@code resolved}
 * @param headline one sentence: what the mail is about
 * @param counts {@code 3 firing, 1 resolved}; empty for a single alert
 * @param more {@code and 5 more}; empty when all are shown
 * @param footer why this mail is received, name and value
 */
public record MailView(
        String subject,
        String badge,
        String tone,
        String headline,
        String counts,
        List<AlertView> alerts,
        String more,
        List<Fact> footer) {

    /** A name and its value; {@code link} is empty where there is none. */
    public record Fact(String name, String value, String link) {
        Fact(String name, String value) {
            this(name, value, "");
        }
    }

    /**
     * One alert.
     *
     * @param figure the value, large; empty where there is none to show
     * @param against how far from what was expected
     * @param affected for group rules, the joined labels as a table
     */
    public record AlertView(
            String badge,
            String tone,
            boolean isNew,
            String summary,
            String figure,
            String against,
            List<Fact> facts,
            List<Seen> conditions,
            Affected affected) {}

    /** A condition as written, and the values it saw. */
    public record Seen(String written, String saw) {}

    /** The evidence of a group rule; no rows for a series rule. */
    public record Affected(String title, List<String> columns, List<List<String>> rows, String more) {}

    /** Whether there is more than one thing to count. */
    public boolean hasCounts() {
        return !counts.isEmpty();
    }

    /** Dark enough for white letters on it, in both colour schemes. */
    public String colour(String tone) {
        return switch (tone) {
            case "critical" -> "#b42318";
            case "high" -> "#b54708";
            case "warning" -> "#8a6100";
            case "resolved" -> "#0f7b4f";
            default -> "#1f5fa8";
        };
    }
}
