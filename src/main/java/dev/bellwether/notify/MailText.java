package dev.bellwether.notify;

import dev.bellwether.notify.MailView.Affected;
import dev.bellwether.notify.MailView.Details;
import dev.bellwether.notify.MailView.Fact;
import dev.bellwether.notify.MailView.Origin;
import dev.bellwether.notify.MailView.Row;
import dev.bellwether.notify.MailView.Seen;
import dev.bellwether.notify.MailView.Tile;
import java.util.List;

/** The text part: the same words in the same order as the HTML part. */
final class MailText {

    private final StringBuilder text = new StringBuilder(2_000);

    private MailText() {}

    static String of(MailView mail) {
        var written = new MailText();
        written.write(mail);
        return written.text.toString();
    }

    private void write(MailView mail) {
        text.append('[').append(mail.badge());
        text.append(mail.mark().isEmpty() ? "" : ", " + mail.mark()).append(']');
        text.append(mail.counts().isEmpty() ? "" : " " + mail.counts()).append('\n');
        text.append(mail.headline()).append('\n');
        line(mail.lead());
        text.append('\n');
        mail.tiles().forEach(this::write);
        line(mail.impact().isEmpty() ? "" : "  " + mail.impact());
        if (!mail.trail().isEmpty()) {
            text.append("  ").append(mail.trail()).append('\n');
        }
        links("", mail.actions());
        write(mail.details());
        write(mail.listTitle(), mail.rows());
        line(mail.more());
        text.append("\n--\nWhy you receive this\n");
        mail.footer().forEach(this::write);
        links("Was this mail worth it?", mail.feedback());
    }

    private void line(String sentence) {
        if (!sentence.isEmpty()) {
            text.append(sentence).append('\n');
        }
    }

    private void write(Tile tile) {
        text.append("  ").append(tile.name()).append(": ").append(tile.value());
        text.append(tile.note().isEmpty() ? "" : " (" + tile.note() + ")").append('\n');
    }

    private void title(String title) {
        text.append('\n').append(title).append('\n');
    }

    private void links(String title, List<Fact> links) {
        if (links.isEmpty()) {
            return;
        }
        title(title);
        text.setLength(title.isEmpty() ? text.length() - 1 : text.length());
        links.forEach(link -> text.append("  ")
                .append(link.value())
                .append(": ")
                .append(link.link())
                .append('\n'));
    }

    private void write(Details details) {
        write(details.origin());
        write(details.affected());
        if (!details.conditions().isEmpty()) {
            title("Why the rule fired");
            for (Seen condition : details.conditions()) {
                text.append("  ").append(condition.written());
                text.append(condition.saw().isEmpty() ? "" : "   (" + condition.saw() + ")")
                        .append('\n');
            }
        }
        if (!details.steps().isEmpty()) {
            title("What to do first");
            for (int i = 0; i < details.steps().size(); i++) {
                text.append("  ")
                        .append(i + 1)
                        .append(". ")
                        .append(details.steps().get(i))
                        .append('\n');
            }
        }
        if (!details.facts().isEmpty()) {
            text.append('\n');
            details.facts().forEach(this::write);
        }
    }

    private void write(Origin origin) {
        if (origin.title().isEmpty()) {
            return;
        }
        title(origin.title());
        for (List<String> row : origin.rows()) {
            cells(origin.columns(), row);
        }
        origin.sentences()
                .forEach(sentence -> text.append("  ").append(sentence).append('\n'));
    }

    private void write(Affected affected) {
        if (affected.rows().isEmpty()) {
            return;
        }
        title(affected.title());
        affected.rows().forEach(row -> cells(affected.columns(), row));
        if (!affected.more().isEmpty()) {
            text.append("  ").append(affected.more()).append('\n');
        }
    }

    private void cells(List<String> columns, List<String> row) {
        text.append("  ");
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(columns.get(i)).append(' ').append(row.get(i));
        }
        text.append('\n');
    }

    private void write(String title, List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        title(title);
        for (Row row : rows) {
            text.append("  [").append(row.badge()).append(row.isNew() ? ", NEW] " : "] ");
            text.append(row.what()).append("\n      ").append(row.figures()).append('\n');
        }
    }

    private void write(Fact fact) {
        text.append("  ").append(fact.name()).append(": ").append(fact.value());
        if (!fact.link().isEmpty() && !fact.link().equals(fact.value())) {
            text.append(" <").append(fact.link()).append('>');
        }
        text.append('\n');
    }
}
