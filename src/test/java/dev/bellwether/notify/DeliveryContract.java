package dev.bellwether.notify;

import static dev.bellwether.notify.Mailroom.INTERVAL;
import static dev.bellwether.notify.Mailroom.START;
import static dev.bellwether.notify.Mailroom.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Alerts;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.Muter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of mails, over every {@link NotificationLog}. */
public abstract class DeliveryContract {

    protected static final String RULES = "5f2c";

    protected Alerts alerts;
    protected NotificationLog log;
    protected final WrittenNotifier mail = new WrittenNotifier("ops@example.com");
    protected Mailroom room;

    /** Sets {@link #alerts} and {@link #log}, where the rules in force are {@link #RULES}. */
    protected abstract void create();

    /** The same log as a fresh process finds it. */
    protected abstract NotificationLog reopened();

    @BeforeEach
    void startEmpty() {
        create();
        mail.answers((notification, address, attempt, now) -> new Delivery.Sent("<1@example.com>", "250 2.0.0 fine"));
        room = new Mailroom(alerts, log, mail);
    }

    private List<Sending> sentAbout(Alert alert) {
        return log.sendings(Sending.Wanted.about(alert.fingerprint(), START, 100));
    }

    @Test
    void whatWasSentIsKeptWithWhyByWhichRulesAndWhatTheServerSaid() {
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT);
        room.fires("b", "ES");
        Alert other = room.fires("c", "PL");
        room.passes(INTERVAL);
        room.resolves("a", "ES");
        room.passes(INTERVAL);

        assertThat(sentAbout(alert))
                .extracting(Sending::reason)
                .containsExactly(NotifyReason.RESOLVED, NotifyReason.NEW_ALERTS, NotifyReason.FIRST);
        assertThat(sentAbout(alert)).last().satisfies(first -> {
            assertThat(first.accepted()).isTrue();
            assertThat(first.at()).isEqualTo(START.plus(WAIT));
            assertThat(first.decidedAt()).isEqualTo(START.plus(WAIT));
            assertThat(first.target()).isEqualTo(new Target("written", "ops@example.com"));
            assertThat(first.group().receiver()).isEqualTo("ops");
            assertThat(first.group().labels().get("market")).isEqualTo("ES");
            assertThat(first.rules()).isEqualTo(RULES);
            assertThat(first.messageId()).isEqualTo("<1@example.com>");
            assertThat(first.answer()).isEqualTo("250 2.0.0 fine");
            assertThat(first.attempts()).isEqualTo(1);
        });
        assertThat(sentAbout(other)).extracting(Sending::reason).containsExactly(NotifyReason.FIRST);
    }

    @Test
    @DisplayName("AC 42: what was given up is on record with its reason, and no log says it was mailed")
    void whatWasGivenUpIsOnRecord() {
        mail.answers((notification, address, attempt, now) -> new Delivery.GivenUp("550 no such user", true));
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT);

        assertThat(sentAbout(alert)).singleElement().satisfies(one -> {
            assertThat(one.accepted()).isFalse();
            assertThat(one.answer()).isEqualTo("550 no such user");
        });
        assertThat(log.whereabouts(alert.fingerprint()).groups())
                .singleElement()
                .satisfies(in -> assertThat(in.audience()).allSatisfy(knows -> {
                    assertThat(knows.knows()).isFalse();
                    assertThat(knows.refusedAt()).isPresent();
                }));
    }

    @Test
    void whatWasSentIsFoundByAddressAndTimeAndOutlivesItsNotification() {
        var two = new WrittenNotifier("ops@example.com", "second@example.com");
        room.route(Route.Settings.root("ops", "market"), Muter.NONE, new Receiver("ops", two));
        room.fires("a", "ES");
        room.passes(WAIT);
        room.sleeps(Duration.ofDays(2)).works();

        var toSecond = new Sending.Wanted(
                Optional.empty(),
                Optional.of("second@example.com"),
                START.plus(WAIT).plusSeconds(1),
                100);
        assertThat(log.sendings(toSecond)).hasSize(1);
        log.dropBefore(room.now().plusSeconds(1));
        assertThat(log.sendings(new Sending.Wanted(Optional.empty(), Optional.empty(), START, 100)))
                .hasSize(4);
        assertThat(log.sendings(new Sending.Wanted(Optional.empty(), Optional.empty(), START, 3)))
                .hasSize(3);

        log.dropSendingsBefore(room.now());
        assertThat(log.sendings(new Sending.Wanted(Optional.empty(), Optional.empty(), START, 100)))
                .hasSize(2);
    }

    private List<String> trace(Alert alert, Muter muter) {
        var tree = new RoutingTree(Route.Settings.root("ops", "market"), List.of(new Receiver("ops", mail)));
        return new AlertTrace(log, () -> tree, muter, (any, now) -> Optional.empty(), List::of)
                .of(alert, room.now()).stream()
                        .map(step -> step.step() + (step.goesOn() ? ": " : " STOPS: ") + step.says())
                        .toList();
    }

    @Test
    void theTraceSaysWhereAMailIsBeforeItIsDue() {
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT.minusSeconds(10));

        assertThat(trace(alert, Muter.NONE))
                .containsExactly(
                        "alert: it fires since 2026-11-22T10:00:00Z",
                        "route: route {} takes it to receiver \"ops\", who has 1 targets for it, in the group"
                                + " {market=\"ES\"}",
                        "group: group {}:{market=\"ES\"} has had 0 checks and is checked next at"
                                + " 2026-11-22T10:00:30Z",
                        "muted: nothing mutes it now",
                        "outbox: nothing about it is waiting to be sent",
                        "sent STOPS: nothing about it was sent in the last seven days");
    }

    @Test
    void theTraceSaysWhatMutesWhatWaitsAndWhatTheServerSaid() {
        mail.isUnreachable();
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT);
        Muter silence = now -> any -> List.of(new MuteReason(MuteReason.By.SILENCE, "1", "silenced by ada: moving"));

        assertThat(trace(alert, silence))
                .contains("muted STOPS: silenced by ada: moving")
                .contains(
                        "outbox STOPS: the notification (FIRST) of 2026-11-22T10:00:30Z to ops@example.com has failed 1"
                                + " times, is tried again at 2026-11-22T10:00:35Z; last: connection refused");

        mail.answers((notification, address, attempt, now) -> new Delivery.Sent("", "250 fine"));
        room.passes(Duration.ofSeconds(10));
        assertThat(trace(alert, Muter.NONE))
                .contains(
                        "told STOPS: ops@example.com knows it fires, by the mail of 2026-11-22T10:00:40Z; the next is for"
                                + " news or as a reminder")
                .last()
                .isEqualTo("sent: the notification (FIRST) to ops@example.com was accepted at 2026-11-22T10:00:40Z: 250"
                        + " fine");
    }

    /** Of this many seconds after the start. */
    protected static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
