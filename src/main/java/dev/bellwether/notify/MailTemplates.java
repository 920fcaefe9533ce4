package dev.bellwether.notify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/**
 * The layouts of mails: a team's own where it has a file for it, and the built-in ones for the rest and for a file that
 * does not work. Own files are read again within seconds of a change.
 */
final class MailTemplates {

    private static final Logger log = LoggerFactory.getLogger(MailTemplates.class);

    private static final String NAME = "alerts";
    private static final long REREAD_AFTER_MILLIS = 5_000;

    private final TemplateEngine builtIn = new TemplateEngine();
    private final Optional<Path> folder;
    private final Map<TemplateMode, TemplateEngine> own;
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();

    MailTemplates(Optional<Path> folder) {
        var resolver = new ClassLoaderTemplateResolver(MailTemplates.class.getClassLoader());
        resolver.setPrefix("templates/mail/");
        builtIn.setTemplateResolver(configured(resolver, TemplateMode.HTML));
        this.folder = folder;
        this.own = folder.map(where -> Map.of(
                        TemplateMode.HTML, engine(where, TemplateMode.HTML),
                        TemplateMode.TEXT, engine(where, TemplateMode.TEXT)))
                .orElse(Map.of());
    }

    private static TemplateEngine engine(Path folder, TemplateMode mode) {
        var resolver = new FileTemplateResolver();
        resolver.setPrefix(folder.toAbsolutePath().normalize() + "/");
        resolver.setCacheTTLMs(REREAD_AFTER_MILLIS);
        var engine = new TemplateEngine();
        engine.setTemplateResolver(configured(resolver, mode));
        return engine;
    }

    private static AbstractConfigurableTemplateResolver configured(
            AbstractConfigurableTemplateResolver resolver, TemplateMode mode) {
        resolver.setSuffix(suffix(mode));
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        return resolver;
    }

    private static String suffix(TemplateMode mode) {
        return mode == TemplateMode.HTML ? ".html" : ".txt";
    }

    String html(MailView mail) {
        return own(TemplateMode.HTML, mail, () -> process(builtIn, mail));
    }

    String text(MailView mail) {
        return own(TemplateMode.TEXT, mail, () -> MailText.of(mail));
    }

    Optional<String> trouble() {
        return troubles.values().stream().findFirst();
    }

    private String own(TemplateMode mode, MailView mail, Supplier<String> instead) {
        Optional<Path> file =
                folder.map(where -> where.resolve(NAME + suffix(mode))).filter(Files::exists);
        if (file.isEmpty()) {
            return instead.get();
        }
        try {
            String written = process(Objects.requireNonNull(own.get(mode)), mail);
            troubles.remove(suffix(mode));
            return written;
        } catch (RuntimeException e) {
            // a mail in the wrong dress is better than none
            String trouble = trouble(file.get(), e);
            if (!trouble.equals(troubles.put(suffix(mode), trouble))) {
                log.atWarn().addKeyValue("why", trouble).log("mail template does not work, the built-in one is used");
            }
            return instead.get();
        }
    }

    private static String process(TemplateEngine engine, MailView mail) {
        return engine.process(NAME, new Context(Locale.ROOT, new TreeMap<>(Map.of("mail", TemplateData.of(mail)))));
    }

    /** {@code config/mail/alerts.html:12:8: …}. */
    private static String trouble(Path file, RuntimeException e) {
        String place = "";
        Throwable innermost = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            innermost = cause;
            if (cause instanceof TemplateProcessingException at && at.getLine() != null) {
                place = ":" + at.getLine() + (at.getCol() == null ? "" : ":" + at.getCol());
            }
        }
        String what = innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
        return file + place + ": " + Plain.cut(Plain.line(what), 300)
                + "; try it with: bellwether mail preview --template " + file.getParent() + " --out preview.html";
    }
}
