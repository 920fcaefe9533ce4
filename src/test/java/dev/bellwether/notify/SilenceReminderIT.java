package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Matcher.Operator;
import dev.bellwether.audit.Deed;
import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.mute.InMemorySilences;
import dev.bellwether.mute.Silence;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceReminderIT {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(2));

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final InMemorySilences silences = new InMemorySilences(new InMemoryAuditTrail());
    private SilenceReminder reminder;

    @BeforeEach
    void start() {
        server.start();
        var settings = SmtpSettings.plain("127.0.0.1", server.getSmtp().getPort(), "bellwether@example.com");
        reminder = new SilenceReminder(silences, settings, Duration.ofHours(1), "https://bell.example.com");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void tellsTheAuthorOfALongSilenceOnceBeforeItsEnd() throws Exception {
        store("ada@example.com", START, "moving\r\nBcc: all@example.com");
        reminder.remind(END.minus(Duration.ofMinutes(61)));
        assertThat(server.getReceivedMessages()).isEmpty();

        reminder.remind(END.minus(Duration.ofMinutes(60)));
        reminder.remind(END.minus(Duration.ofMinutes(59)));

        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(mail.getSubject()).isEqualTo("Your silence ends soon: {market=\"E S 玩\"}");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getContent().toString())
                .contains("Sun 22 Nov 2026, 12:00 UTC", "moving", "https://bell.example.com/silences");
    }

    @Test
    void tellsNobodyOfShortSilencesAndNoName() {
        store("ada@example.com", END.minus(Duration.ofHours(20)), "short");
        store("ada", START, "a name");

        reminder.remind(END.minus(Duration.ofMinutes(10)));

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void triesAgainWhenTheServerIsAway() {
        store("ada@example.com", START, "moving");
        server.stop();
        reminder.remind(END.minus(Duration.ofMinutes(30)));

        assertThat(silences.isReminded("moving")).isFalse();
    }

    private void store(String author, Instant start, String comment) {
        var silence = new Silence(
                comment,
                List.of(new Matcher("market", Operator.EQUAL, "E\r\nS 玩")),
                author,
                comment,
                start,
                END,
                false,
                Optional.empty());
        silences.store(silence, new Deed(start, author, "silence_created", comment, ""));
    }
}
