package dev.bellwether.cli;

import dev.bellwether.notify.MailPreview;
import dev.bellwether.notify.MailSamples;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.Notification;
import dev.bellwether.notify.RunbookSteps;
import dev.bellwether.problem.DidYouMean;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mail preview}: a mail as a file, to look at. */
@Command(
        name = "mail",
        subcommands = MailCommand.Preview.class,
        description = "Shows what mails look like.",
        footer = "  java -jar bellwether.jar mail preview --sample escalated --out mail.html")
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class MailCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Writes one mail to a file. */
    @Command(
            name = "preview",
            description = "Writes a sample mail to a file, by the built-in template or by yours.",
            footer = {
                "  java -jar bellwether.jar mail preview --sample resolved --out mail.html",
                "  java -jar bellwether.jar mail preview --template config/mail --out mail.eml",
                "  java -jar bellwether.jar mail preview --alert 00f648d213710644 --out mail.html",
                "",
                "FILE ends in .html (a page for the browser), .txt (the text part) or .eml (the whole mail).",
                "Exit codes: 0 fine; 1 the template does not work; 2 wrong usage, or a file that cannot be written."
            })
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    static final class Preview implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--sample",
                paramLabel = "NAME",
                defaultValue = "firing",
                description = "firing (the default), escalated, resolved, digest, several, group, good-news, repeat, "
                        + "silence-ended, unstable, not-evaluated, rule-removed")
        private String sample;

        @Option(
                names = "--alert",
                paramLabel = "FINGERPRINT",
                description = "instead of a sample an alert of a running service, by the template it has in force")
        private @Nullable String alert;

        @Option(
                names = "--url",
                defaultValue = "http://localhost:8080",
                description = "where that service is (default: http://localhost:8080)")
        private URI url;

        @Option(names = "--template", paramLabel = "DIR", description = "a folder with alerts.html, alerts.txt or both")
        private @Nullable Path template;

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "where the mail goes")
        private Path out;

        @Override
        public Integer call() throws IOException {
            System.setProperty("java.awt.headless", "true");
            String format = format();
            if (alert != null) {
                return fetch(alert, format);
            }
            Notification notification = MailSamples.of(sample)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "there is no sample \"%s\"; %s"
                                    .formatted(sample, DidYouMean.sentence(sample, MailSamples.names()))));
            var preview = new MailPreview(settings());
            Files.write(out, written(preview, notification, format));
            Optional<String> trouble = preview.trouble();
            trouble.ifPresent(spec.commandLine().getErr()::println);
            spec.commandLine().getOut().printf("%s: sample %s%n", out, sample);
            return trouble.isEmpty() ? Cli.FINE : Cli.MISTAKES;
        }

        private MailSettings settings() {
            MailSettings settings = MailSamples.settings().with(new RunbookSteps(Path.of("")));
            if (template == null) {
                return settings;
            }
            if (!Files.isDirectory(template)) {
                throw new ParameterException(
                        spec.commandLine(), "%s is no folder; name the one that has alerts.html".formatted(template));
            }
            return settings.with(template);
        }

        private int fetch(String fingerprint, String format) throws IOException {
            if (template != null) {
                throw new ParameterException(
                        spec.commandLine(), "--alert uses the service's own template; leave out --template");
            }
            if (!fingerprint.matches("[0-9a-f]{16}")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "\"%s\" is no fingerprint; it has 16 digits 0-9 a-f".formatted(fingerprint));
            }
            URI address = URI.create(
                    url.toString().replaceAll("/+$", "") + "/api/v1/alerts/" + fingerprint + "/mail?format=" + format);
            HttpResponse<byte[]> answer = ask(address);
            if (answer.statusCode() != 200) {
                spec.commandLine().getErr().printf("bellwether: %s answers %d%n", address, answer.statusCode());
                return Cli.NOT_RUN;
            }
            Files.write(out, answer.body());
            spec.commandLine().getOut().printf("%s: alert %s%n", out, fingerprint);
            return Cli.FINE;
        }

        private static HttpResponse<byte[]> ask(URI address) throws IOException {
            try {
                return HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(5))
                        .build()
                        .send(
                                HttpRequest.newBuilder(address)
                                        .timeout(Duration.ofSeconds(30))
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());
            } catch (ConnectException e) {
                throw new IOException("nobody answers at " + address + "; is the service running?", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }

        private String format() {
            String name = out.getFileName().toString();
            return List.of("html", "txt", "eml").stream()
                    .filter(format -> name.endsWith("." + format))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(), "%s ends in none of .html, .txt and .eml".formatted(out)));
        }

        private static byte[] written(MailPreview preview, Notification notification, String format) {
            if (format.equals("eml")) {
                return preview.eml(notification);
            }
            String part = format.equals("html") ? preview.html(notification) : preview.text(notification);
            return part.getBytes(StandardCharsets.UTF_8);
        }
    }
}
