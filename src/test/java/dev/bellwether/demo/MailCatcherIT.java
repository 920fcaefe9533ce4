package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCatcherIT {

    private static final Instant NOW = Instant.parse("2026-11-22T12:03:20.5Z");

    @TempDir
    private Path folder;

    @Test
    void keepsAMailOnceForAllItsRecipients() throws Exception {
        try (var catcher = new MailCatcher(folder, InstantSource.fixed(NOW))) {
            SampleMails.send(
                    catcher, SampleMails.of("Grüße 玩具", "text", "<p>html</p>", "a@example.com", "b@example.com"));

            assertThat(catcher.mails()).singleElement().satisfies(mail -> {
                assertThat(mail.subject()).isEqualTo("Grüße 玩具");
                assertThat(mail.to()).isEqualTo("a@example.com, b@example.com");
                assertThat(mail.at()).isEqualTo(NOW);
            });
        }
    }

    @Test
    void listsTheNewestFirstAndStillAfterARestart() throws Exception {
        try (var catcher = new MailCatcher(folder, InstantSource.fixed(NOW))) {
            SampleMails.send(catcher, SampleMails.of("one", "text", "<p>html</p>", "a@example.com"));
            SampleMails.send(catcher, SampleMails.of("two", "text", "<p>html</p>", "a@example.com"));
        }

        Files.writeString(folder.resolve("notes.eml"), "not one of ours");
        try (var catcher = new MailCatcher(folder, InstantSource.fixed(NOW.plusSeconds(60)))) {
            SampleMails.send(catcher, SampleMails.of("three", "text", "<p>html</p>", "a@example.com"));

            assertThat(catcher.mails()).extracting(CaughtMail::subject).containsExactly("three", "two", "one");
        }
    }

    @Test
    void dropsTheOldestBeyondWhatItMayKeep() throws Exception {
        var kept = new MailFolder(folder, 2);
        for (int i = 1; i <= 3; i++) {
            kept.add(SampleMails.of("mail " + i, "text", "<p>html</p>", "a@example.com"), NOW.plusSeconds(i));
        }

        assertThat(kept.list()).extracting(CaughtMail::subject).containsExactly("mail 3", "mail 2");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
        assertThat(new MailFolder(folder, 1).list())
                .extracting(CaughtMail::subject)
                .containsExactly("mail 3");
    }

    @Test
    void findsNoFileOutsideItsFolder() throws Exception {
        Files.writeString(folder.resolve("secret.eml"), "Subject: secret\n\n");
        Path inner = folder.resolve("mail");
        try (var catcher = new MailCatcher(inner, InstantSource.fixed(NOW))) {
            assertThat(catcher.find("../secret")).isEmpty();
            assertThat(catcher.read("../secret")).isEmpty();
        }
    }
}
