package dev.bellwether.notify;

import static dev.bellwether.notify.Mailroom.START;
import static dev.bellwether.notify.Mailroom.WAIT;
import static dev.bellwether.testing.ScriptedSmtpServer.HANG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.mute.Muter;
import dev.bellwether.testing.ScriptedSmtpServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mail server that fails in every way at every step of a mail, seen from the alert to the mail that arrives. */
@Timeout(60)
class MailFaultsIT {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final ScriptedSmtpServer server = new ScriptedSmtpServer();
    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private final InMemoryNotificationLog log = new InMemoryNotificationLog(alerts);

    @AfterEach
    void stop() {
        server.close();
    }

    private EmailNotifier mail(String... recipients) {
        var settings = new SmtpSettings(
                "127.0.0.1",
                server.port(),
                "alerts@bellwether.example",
                null,
                null,
                false,
                SmtpSettings.Timeouts.all(PATIENCE));
        return new EmailNotifier(
                settings, List.of(recipients), new MailTemplate(SampleNotifications.MARKETS, ""), Retries.DEFAULT);
    }

    private Mailroom room(Receiver... receivers) {
        return new Mailroom(alerts, log, Route.Settings.root("ops", "market"), Muter.NONE, receivers);
    }

    private List<String> recipientsOf(List<String> mails) {
        return mails.stream()
                .map(mail -> mail.lines()
                        .filter(line -> line.startsWith("To: "))
                        .findFirst()
                        .orElse(""))
                .toList();
    }

    private static List<String> messageIds(List<String> mails) {
        return mails.stream()
                .flatMap(mail -> mail.lines().filter(line -> line.startsWith("Message-ID")))
                .distinct()
                .toList();
    }

    @ParameterizedTest(name = "{1} at {0}")
    @CsvSource({
        "CONNECT, 421 too busy",
        "CONNECT, 554 go away",
        "EHLO, 421 too busy",
        "MAIL, 451 later",
        "MAIL, 421 too busy",
        "RCPT, 450 greylisted",
        "DATA, 451 later",
        "'.', 451 disk full",
        "'.', 421 closing",
        "CONNECT, hang",
        "EHLO, hang",
        "MAIL, hang",
        "RCPT, hang",
        "DATA, hang",
        "'.', hang",
        "CONNECT, close",
        "EHLO, close",
        "MAIL, close",
        "RCPT, close",
        "DATA, close",
        "'.', close"
    })
    @DisplayName(
            "AC 41, AC 43: what fails for now is tried again with growing pauses, and arrives once, under one name")
    void whatFailsForNowArrivesLater(String step, String answer) {
        server.answers(step, answer);
        if (step.equals("EHLO")) {
            server.answers("HELO", answer);
        }
        Mailroom room = room(new Receiver("ops", mail("ops@example.com")));
        room.fires("a", "ES");
        room.works();
        room.sleeps(WAIT).works();
        room.sleeps(Duration.ofMinutes(16)).works();

        assertThat(server.accepted()).isEmpty();
        assertThat(log.outboxPending()).isEqualTo(1);
        assertThat(log.unaccepted(START)).singleElement().satisfies(trouble -> {
            assertThat(trouble.attempts()).isEqualTo(2);
            assertThat(trouble.why()).isNotBlank().hasLineCount(1);
        });
        assertThat(log.sendings(new Sending.Wanted(Optional.empty(), Optional.empty(), START, 10)))
                .isEmpty();

        server.recovers();
        room.sleeps(Duration.ofMinutes(16)).works();

        assertThat(server.accepted()).hasSize(1);
        assertThat(log.outboxPending()).isZero();
        assertThat(messageIds(server.received())).hasSize(1);
    }

    @ParameterizedTest(name = "{1} at {0}")
    @CsvSource({"MAIL, 553 sender refused", "RCPT, 550 no such user", "DATA, 554 no", "'.', 552 too big"})
    @DisplayName("AC 42: what is refused for good is not tried again until there is news, and is shown")
    void whatIsRefusedIsNotHammered(String step, String answer) {
        server.answers(step, answer);
        Mailroom room = room(new Receiver("ops", mail("ops@example.com")));
        room.fires("a", "ES");
        room.works();
        room.sleeps(WAIT).works();
        int asked = server.connections();
        room.passes(Duration.ofMinutes(30));

        assertThat(server.connections()).isEqualTo(asked);
        assertThat(log.unaccepted(START)).singleElement().satisfies(trouble -> {
            assertThat(trouble.givenUp()).isTrue();
            assertThat(trouble.why()).contains(answer.substring(0, 3));
        });
    }

    @ParameterizedTest
    @CsvSource({"550 no such user, 4", "450 greylisted, 4", "hang, 4", "close, 4"})
    @DisplayName("AC 42: one bad recipient of five keeps the other four from nothing")
    void oneOfFive(String answer, int others) {
        server.answers("RCPT TO:<bad@", answer);
        Mailroom room = room(new Receiver(
                "ops", mail("a@example.com", "bad@example.com", "c@example.com", "d@example.com", "e@example.com")));
        room.fires("a", "ES");
        room.works();
        room.sleeps(WAIT).works();

        assertThat(server.accepted()).hasSize(others);
    }

    @Test
    @DisplayName("AC 43: however many mails hang, those to others come through at the next turn")
    void manyThatHangStarveNobody() {
        server.answers("RCPT TO:<slow", HANG);
        Mailroom room = room(new Receiver(
                "ops", mail("slow1@example.com", "slow2@example.com", "slow3@example.com", "z@example.com")));
        room.firesMany(4, 4);
        room.works();
        room.sleeps(WAIT).works();
        room.sleeps(Duration.ofSeconds(20)).works();
        room.sleeps(Duration.ofSeconds(20)).works();

        assertThat(recipientsOf(server.accepted()))
                .as("one for each group")
                .hasSize(4)
                .allMatch(to -> to.contains("z@example.com"));
    }

    @Test
    @DisplayName("AC 41, AC 43: a mail server that hangs holds up no other receiver")
    void otherReceiversGoOnWhileAServerHangs() throws InterruptedException {
        var hangs = new CountDownLatch(1);
        var stuck = new WrittenNotifier("stuck");
        stuck.answers((notification, address, attempt, now) -> {
            try {
                hangs.await(50, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Delivery.Sent();
        });
        var other = new WrittenNotifier("other");
        var tree = new RoutingTree(
                Route.Settings.root("ops", "market"), List.of(new Receiver("ops", List.of(stuck, other), true)));
        Mailroom room = room(new Receiver("ops", List.of(stuck, other), true));
        try (var sender = new Sender(log, () -> tree, List::of, NotifyListener.NONE, Budget.NONE, 2)) {
            var dispatcher = new Dispatcher(log, tree, Muter.NONE, (kpi, at) -> at, NotifyListener.NONE);
            room.firesMany(5, 5);
            dispatcher.dispatch(START);
            dispatcher.dispatch(START.plus(WAIT));
            sender.deliver(START.plus(WAIT));
            room.sleeps(Duration.ofMinutes(1));
            room.fires("later", "PL");
            dispatcher.dispatch(room.now());
            dispatcher.dispatch(room.now().plus(WAIT));
            sender.deliver(room.now().plus(WAIT));

            assertThat(other.handed().stream()
                            .map(WrittenNotifier.Handed::inShort)
                            .collect(Collectors.toSet()))
                    .contains("FIRST later")
                    .hasSize(6);
            hangs.countDown();
        }
    }
}
