package dev.bellwether.notify;

import dev.bellwether.kpi.Markets;
import java.util.Optional;

/**
 * Writes a notification as mail. What rules and labels say is data here and never part of a template. Safe for several
 * threads.
 */
public final class MailTemplate {

    private final MailSettings settings;
    private final MailTemplates templates;

    /**
     * One without background and links.
     *
     * @param markets for titles and local times
     * @param runbooks what a runbook's path is appended to for a link, {@code https://git.example.com/ops/}; empty for none
     */
    public MailTemplate(Markets markets, String runbooks) {
        this(MailSettings.plain(markets, runbooks));
    }

    public MailTemplate(MailSettings settings) {
        this.settings = settings;
        this.templates = new MailTemplates(settings.templates());
    }

    /** Writes samples, so that a template that does not work is known before the first alert. */
    public void check() {
        MailSamples.of("several").ifPresent(this::render);
    }

    /** For nobody in particular. */
    public Message render(Notification notification) {
        return render(notification, "");
    }

    /** For one recipient's links, numbers and times. */
    public Message render(Notification notification, String recipient) {
        return draft(notification).render(recipient, Notification.MOST_ALERTS);
    }

    MailDraft draft(Notification notification) {
        return new MailDraft(settings, templates, notification);
    }

    Links links() {
        return settings.links();
    }

    /** What is wrong with the team's own template, so that the built-in one is used; empty when all is well. */
    public Optional<String> trouble() {
        return templates.trouble();
    }
}
