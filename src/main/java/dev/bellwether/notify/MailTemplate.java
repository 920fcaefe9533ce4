package dev.bellwether.notify;

import dev.bellwether.kpi.Markets;
import dev.bellwether.notify.MailView.Affected;
import dev.bellwether.notify.MailView.AlertView;
import dev.bellwether.notify.MailView.Fact;
import dev.bellwether.notify.MailView.Seen;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Writes a notification as mail. What rules and labels say is data here and never part of a template. Safe for several
 * threads.
 */
public final class MailTemplate {

    private final TemplateEngine engine = new TemplateEngine();
    private final MailWords words;

    /**
     * @param markets for titles and local times
     * @param runbooks what a runbook's path is appended to for a link, {@code https://git.example.com/ops/}; empty for none
     */
    public MailTemplate(Markets markets, String runbooks) {
        this.words = new MailWords(markets, runbooks);
        var resolver = new ClassLoaderTemplateResolver(MailTemplate.class.getClassLoader());
        resolver.setPrefix("templates/mail/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
    }

    public Message render(Notification notification) {
        return render(notification, Notification.MOST_ALERTS);
    }

    /** With fewer alerts shown than the notification has. */
    Message render(Notification notification, int mostAlerts) {
        MailView mail = words.viewOf(notification, mostAlerts);
        return new Message(mail.subject(), text(mail), html(mail));
    }

    private String html(MailView mail) {
        return engine.process("alerts", new Context(Locale.ROOT, Map.of("mail", TemplateData.of(mail))));
    }

    private static String text(MailView mail) {
        var text = new StringBuilder(2_000);
        text.append('[').append(mail.badge()).append("] ").append(mail.headline());
        if (!mail.counts().isEmpty()) {
            text.append('\n').append(mail.counts());
        }
        text.append('\n');
        mail.alerts().forEach(alert -> write(alert, mail.alerts().size() > 1, text));
        if (!mail.more().isEmpty()) {
            text.append('\n').append(mail.more()).append('\n');
        }
        text.append("\n--\nWhy you receive this\n");
        mail.footer().forEach(fact -> write(fact, text));
        return text.toString();
    }

    private static void write(AlertView alert, boolean oneOfSeveral, StringBuilder text) {
        text.append('\n');
        if (oneOfSeveral) {
            text.append('[').append(alert.badge()).append(alert.isNew() ? ", NEW] " : "] ");
            text.append(alert.summary()).append('\n');
        }
        if (!alert.figure().isEmpty()) {
            write(
                    new Fact(
                            alert.tone().equals("resolved") ? "End" : "Value",
                            alert.figure() + (alert.against().isEmpty() ? "" : ", " + alert.against())),
                    text);
        }
        alert.facts().forEach(fact -> write(fact, text));
        if (!alert.conditions().isEmpty()) {
            text.append("  Why the rule fired:\n");
            for (Seen condition : alert.conditions()) {
                text.append("    ").append(condition.written());
                if (!condition.saw().isEmpty()) {
                    text.append("   (").append(condition.saw()).append(')');
                }
                text.append('\n');
            }
        }
        write(alert.affected(), text);
    }

    private static void write(Affected affected, StringBuilder text) {
        if (affected.rows().isEmpty()) {
            return;
        }
        text.append("  ").append(affected.title()).append(":\n");
        for (List<String> row : affected.rows()) {
            text.append("    ");
            for (int i = 0; i < row.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(affected.columns().get(i))
                        .append(' ')
                        .append(row.get(i));
            }
            text.append('\n');
        }
        if (!affected.more().isEmpty()) {
            text.append("    ").append(affected.more()).append('\n');
        }
    }

    private static void write(Fact fact, StringBuilder text) {
        text.append("  ").append(fact.name()).append(": ").append(fact.value());
        if (!fact.link().isEmpty() && !fact.link().equals(fact.value())) {
            text.append(" <").append(fact.link()).append('>');
        }
        text.append('\n');
    }
}
