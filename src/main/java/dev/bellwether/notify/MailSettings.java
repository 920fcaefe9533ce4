package dev.bellwether.notify;

import dev.bellwether.kpi.Markets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What mails are written with.
 *
 * @param markets for titles, local times and the calendar
 * @param runbooks what a runbook's path is appended to for a link, {@code https://git.example.com/ops/}; empty for none
 * @param steps the runbooks' first steps
 * @param links where links lead
 * @param background what stands behind alerts
 * @param readers who likes numbers and times how
 * @param templates a folder with {@code alerts.html}, {@code alerts.txt} or both, which take the place of the built-in ones
 */
public record MailSettings(
        Supplier<Markets> markets,
        String runbooks,
        RunbookSteps steps,
        Links links,
        Background background,
        Reader.Readers readers,
        Optional<Path> templates) {

    /** With nothing but markets and a place for runbooks. */
    public static MailSettings plain(Markets markets, String runbooks) {
        return new MailSettings(
                () -> markets,
                runbooks,
                RunbookSteps.NONE,
                Links.NONE,
                Background.NONE,
                Reader.Readers.DEFAULT,
                Optional.empty());
    }

    public MailSettings with(Background background) {
        return new MailSettings(markets, runbooks, steps, links, background, readers, templates);
    }

    public MailSettings with(Links links) {
        return new MailSettings(markets, runbooks, steps, links, background, readers, templates);
    }

    public MailSettings with(RunbookSteps steps) {
        return new MailSettings(markets, runbooks, steps, links, background, readers, templates);
    }

    public MailSettings with(Reader.Readers readers) {
        return new MailSettings(markets, runbooks, steps, links, background, readers, templates);
    }

    /** With a team's own templates. */
    public MailSettings with(Path templates) {
        return new MailSettings(markets, runbooks, steps, links, background, readers, Optional.of(templates));
    }
}
