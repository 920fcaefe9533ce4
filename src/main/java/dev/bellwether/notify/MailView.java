package dev.bellwether.notify;

import java.util.List;

/**
 * A mail with every word in place: what the template and the text part lay out.
 *
 * @param badge {@code CRITICAL} or {@code RESOLVED}
 * @param tone key of the colours, a severity or {@code resolved}
 * @param headline one sentence: what the mail is about
 * @param counts {@code 3 firing, 1 resolved}; empty for a single alert
 * @param more {@code and 5 more}; empty when all are shown
 * @param footer why this mail is received, name and value
 */
record MailView(
        String subject,
        String badge,
        String tone,
        String headline,
        String counts,
        List<AlertView> alerts,
        String more,
        List<Fact> footer) {

    /** A name and its value; {@code link} is empty where there is none. */
    record Fact(String name, String value, String link) {
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
    record AlertView(
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
    record Seen(String written, String saw) {}

    /** The evidence of a group rule; no rows for a series rule. */
    record Affected(String title, List<String> columns, List<List<String>> rows, String more) {}
}
