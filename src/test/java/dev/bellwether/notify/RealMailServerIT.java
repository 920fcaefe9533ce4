package dev.bellwether.notify;

import static dev.bellwether.notify.SampleNotifications.NOW;
import static dev.bellwether.notify.SampleNotifications.shipping;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.testing.MailTransferAgent;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail as a real mail server delivers it. */
class RealMailServerIT {

    private static final Links LINKS = new Links() {
        @Override
        public Optional<String> unsubscribe(String receiver, String recipient) {
            return Optional.of("https://alerts.example.com/unsubscribe?receiver=" + receiver);
        }
    };

    @TempDir
    private Path folder;

    private MimeMessage delivered(MailTransferAgent server, int number) throws Exception {
        await().atMost(30, SECONDS).until(() -> server.mails().size() == number);
        Path newest = server.mails().stream()
                .max(Comparator.comparing(file -> file.toFile().lastModified()))
                .orElseThrow();
        try (InputStream mail = Files.newInputStream(newest)) {
            return new MimeMessage(Session.getInstance(new Properties()), mail);
        }
    }

    @Test
    @DisplayName("AC 44, AC 21: headers, subject, text and page come through a real mail server as they were written")
    void bringsAMailThroughUnchanged() throws Exception {
        Notification first = SampleNotifications.of(NotifyReason.FIRST, shipping("ES", "Größe, Жираф, 漢字"));
        var later = new Notification(
                "c0ffee",
                first.group(),
                NotifyReason.NEW_ALERTS,
                NOW.plusSeconds(300),
                first.alerts(),
                first.news(),
                first.counts());
        var template = new MailTemplate(
                MailSettings.plain(SampleNotifications.MARKETS, "").with(LINKS));
        try (var server = MailTransferAgent.start(folder)) {
            var settings = new SmtpSettings(
                    "127.0.0.1",
                    server.port(),
                    "Bellwether <alerts@bellwether.example>",
                    null,
                    null,
                    false,
                    SmtpSettings.Timeouts.all(Duration.ofSeconds(10)));
            var mail = new EmailNotifier(settings, List.of("ops@example.com"), template, Retries.DEFAULT);

            assertThat(mail.send(first, "ops@example.com", NOW)).isInstanceOfSatisfying(Delivery.Sent.class, sent -> {
                assertThat(sent.messageId()).isEqualTo("<" + first.dedupKey() + "@bellwether.example>");
                assertThat(sent.answer()).startsWith("250 ").contains("accepted");
            });
            MimeMessage arrived = delivered(server, 1);
            assertThat(arrived.getHeader("Message-ID"))
                    .containsExactly("<" + first.dedupKey() + "@bellwether.example>");
            assertThat(arrived.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(arrived.getHeader("List-Id"))
                    .singleElement()
                    .asString()
                    .endsWith(".bellwether.bellwether.example>");
            assertThat(arrived.getHeader("List-Unsubscribe"))
                    .singleElement()
                    .asString()
                    .startsWith("<https://alerts.example.com/unsubscribe?receiver=");
            assertThat(arrived.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
            assertThat(arrived.getHeader("From")).hasSize(1);
            Message written = template.render(first, "ops@example.com");
            assertThat(arrived.getSubject()).isEqualTo(written.subject()).contains("→");
            var parts = (MimeMultipart) arrived.getContent();
            assertThat(lines(parts.getBodyPart(0).getContent())).isEqualTo(lines(written.text()));
            assertThat(lines(letters(parts.getBodyPart(1).getContent()))).isEqualTo(lines(letters(written.html())));

            mail.send(later, "ops@example.com", NOW.plusSeconds(300));
            await().atMost(30, SECONDS).until(() -> server.mails().size() == 2);
            var references = new ArrayList<String>();
            for (Path file : server.mails()) {
                try (InputStream in = Files.newInputStream(file)) {
                    String[] header =
                            new MimeMessage(Session.getInstance(new Properties()), in).getHeader("References");
                    references.addAll(header == null ? List.of() : List.of(header));
                }
            }
            assertThat(references).contains("<" + first.group().thread() + "@bellwether.example>");
        }
    }

    /** A page with the letters that its references stand for. */
    private static String letters(Object page) {
        return Pattern.compile("&#(\\d+);")
                .matcher(page.toString())
                .replaceAll(found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1)))));
    }

    private static List<String> lines(Object text) {
        return text.toString().strip().lines().map(String::stripTrailing).toList();
    }
}
