package dev.bellwether.notify;

import java.util.List;

/**
 * A mail with every word in place: what the template and the text part lay out.
 *
 * @param badge {@code CRITICAL} or {@code RESOLVED}
 * @param tone key of the colours: a severity, {@code resolved} or {@code plain}
 * @param mark {@code escalated}, {@code reminder} or alike; may be empty
 * @param headline one sentence: what moved, from what to what, since when
 * @param lead why this mail comes, where that matters; may be empty
 * @param counts {@code 3 firing, 1 resolved}; empty for a single alert
 * @param tiles the numbers that count, three of them; empty for a digest
 * @param impact how much the move stands for; may be empty
 * @param trail the readings in letters, for the text part; may be empty
 * @param picture the chart; its text is empty where there is none
 * @param actions what can be done at once
 * @param details of the first alert; none for a digest
 * @param listTitle what stands over {@code rows}
 * @param rows the other alerts, or all of a digest
 * @param more {@code and 5 more}; empty when all are shown
 * @param footer why this mail is received, name and value
 * @param feedback what can be answered to the mail
 */
record MailView(
        String subject,
        String badge,
        String tone,
        String mark,
        String headline,
        String lead,
        String counts,
        List<Tile> tiles,
        String impact,
        String trail,
        Picture picture,
        List<Fact> actions,
        Details details,
        String listTitle,
        List<Row> rows,
        String more,
        List<Fact> footer,
        List<Fact> feedback) {

    /** A name and its value; {@code link} is empty where there is none. */
    record Fact(String name, String value, String link) {
        Fact(String name, String value) {
            this(name, value, "");
        }
    }

    /** A number, what it is, and what it is to be seen beside. */
    record Tile(String name, String value, String note) {}

    /** An image that comes with the mail, and the words that stand for it. */
    record Picture(String contentId, String text, String legend) {
        static final Picture NONE = new Picture("", "", "");
    }

    /** All that is told of one alert. */
    record Details(Origin origin, Affected affected, List<Seen> conditions, List<String> steps, List<Fact> facts) {
        static final Details NONE =
                new Details(Origin.NONE, new Affected("", List.of(), List.of(), ""), List.of(), List.of(), List.of());
    }

    /** Where a change comes from; no rows and no sentence where that is not known. */
    record Origin(String title, List<String> columns, List<List<String>> rows, List<String> sentences) {
        static final Origin NONE = new Origin("", List.of(), List.of(), List.of());
    }

    /** A condition as written, and the values it saw. */
    record Seen(String written, String saw) {}

    /** The evidence of a group rule; no rows for a series rule. */
    record Affected(String title, List<String> columns, List<List<String>> rows, String more) {}

    /** One alert of several. */
    record Row(String badge, String tone, boolean isNew, String what, String figures, String link) {}
}
