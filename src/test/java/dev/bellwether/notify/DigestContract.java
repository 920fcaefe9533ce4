package dev.bellwether.notify;

import static dev.bellwether.notify.Mailroom.INTERVAL;
import static dev.bellwether.notify.Mailroom.START;
import static dev.bellwether.notify.Mailroom.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Severity;
import dev.bellwether.mute.Muter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is beyond a budget, and warnings that are read at a fixed time, over every {@link NotificationLog}. */
public abstract class DigestContract {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final DigestTime MORNING = new DigestTime(LocalTime.of(8, 0), ZoneId.of("Europe/Madrid"));

    protected Alerts alerts;
    protected NotificationLog log;
    private final WrittenNotifier mail = new WrittenNotifier("ops@example.com");
    private Mailroom room;

    /** Sets {@link #alerts} and {@link #log}. */
    protected abstract void create();

    /** The same log as a fresh process finds it. */
    protected abstract NotificationLog reopened();

    @BeforeEach
    void startEmpty() {
        create();
        room = new Mailroom(alerts, log, mail);
    }

    private void restart() {
        log = reopened();
        room.restarts(log, mail);
    }

    private void allow(int perHour, int perDay) {
        room.allows(new Budget(perHour, perDay, HOUR));
        restart();
    }

    private void readWarningsInTheMorning() {
        var receiver = new Receiver("ops", List.of((Notifier) mail), true, Optional.of(MORNING));
        room.route(Route.Settings.root("ops", "market"), Muter.NONE, receiver);
    }

    /** As one looks at the clock. */
    private void at(Instant at) {
        room.sleeps(Duration.between(room.now(), at)).works();
    }

    @Test
    void tellsInOneDigestWhatIsBeyondTheBudgetOfAnHour() {
        allow(2, 0);
        for (int i = 0; i < 5; i++) {
            room.fires("a" + i, "M" + i, Severity.HIGH);
        }
        room.passes(WAIT);
        assertThat(mail.news()).hasSize(2).allMatch(news -> news.startsWith("FIRST"));
        assertThat(log.outboxPending()).isZero();

        room.passes(INTERVAL.multipliedBy(2));
        restart();
        at(START.plus(HOUR).minusSeconds(1));
        assertThat(mail.handed()).isEmpty();
        at(START.plus(HOUR));

        assertThat(mail.handed()).singleElement().satisfies(handed -> {
            Notification digest = handed.notification();
            assertThat(digest.reason()).isEqualTo(NotifyReason.DIGEST);
            assertThat(digest.alerts()).hasSize(3);
            assertThat(digest.counts()).isEqualTo(new Notification.Counts(3, 0));
            assertThat(digest.opensThread()).isTrue();
        });
        mail.news();
        room.passes(HOUR);
        assertThat(mail.news()).as("the digest has told it").isEmpty();
    }

    @Test
    void theBudgetIsFreeAgainAfterAnHour() {
        allow(1, 0);
        room.fires("a", "ES", Severity.HIGH);
        room.passes(WAIT);
        at(START.plus(HOUR).plus(WAIT).plusSeconds(1));
        mail.news();

        room.fires("b", "PL", Severity.HIGH);
        room.passes(WAIT);

        assertThat(mail.news()).containsExactly("FIRST b");
    }

    @Test
    void keepsTheBudgetOfADayOverARestart() {
        allow(0, 1);
        room.fires("a", "ES", Severity.HIGH);
        room.passes(WAIT);
        mail.news();
        restart();
        at(START.plus(Duration.ofHours(20)));
        mail.news();

        room.fires("b", "PL", Severity.HIGH);
        room.passes(WAIT);
        assertThat(mail.news()).isEmpty();
        at(START.plus(Duration.ofHours(21)));

        assertThat(mail.news()).as("with the reminder of the other").containsExactly("DIGEST a b");
    }

    @Test
    void whatIsCriticalIsNeverHeld() {
        allow(1, 1);
        room.fires("a", "ES", Severity.HIGH);
        room.fires("b", "PL", Severity.CRITICAL);
        room.fires("c", "BR", Severity.CRITICAL);
        room.fires("d", "MX", Severity.INFO);
        room.passes(WAIT);

        assertThat(mail.news()).contains("FIRST b", "FIRST c").hasSizeBetween(2, 3);
    }

    @Test
    void machinesHaveNoBudget() {
        var machine = new WrittenNotifier("hook") {
            @Override
            public boolean tellsPeople() {
                return false;
            }
        };
        room.allows(new Budget(1, 1, HOUR));
        room.route(Route.Settings.root("ops", "market"), Muter.NONE, new Receiver("ops", machine));
        for (int i = 0; i < 5; i++) {
            room.fires("a" + i, "M" + i, Severity.HIGH);
        }
        room.passes(WAIT);

        assertThat(machine.news()).hasSize(5);
    }

    @Test
    void warningsWaitForTheMorningAndOthersDoNot() {
        readWarningsInTheMorning();
        Alert ended = room.fires("a", "ES", Severity.WARNING);
        room.fires("b", "PL", Severity.INFO);
        room.fires("c", "BR", Severity.HIGH);
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST c");
        assertThat(log.whereabouts(ended.fingerprint()).outbox())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.isHeld()).isTrue();
                    assertThat(one.next()).isEqualTo(Instant.parse("2026-11-23T07:00:00Z"));
                });

        room.ends(ended);
        room.passes(INTERVAL);
        restart();
        readWarningsInTheMorning();
        at(Instant.parse("2026-11-23T06:59:59Z"));
        assertThat(mail.news()).doesNotContain("DIGEST b -a");
        at(Instant.parse("2026-11-23T07:00:00Z"));

        assertThat(mail.news()).containsExactly("DIGEST b -a");
        assertThat(log.sendings(Sending.Wanted.about(ended.fingerprint(), START, 10)))
                .extracting(Sending::reason)
                .containsExactly(NotifyReason.DIGEST);
    }

    @Test
    void aDigestShowsFifteenAndCountsTheRest() {
        readWarningsInTheMorning();
        IntStream.range(0, 23).forEach(i -> room.fires("a" + i, "M" + i, Severity.WARNING));
        room.passes(WAIT);
        at(Instant.parse("2026-11-23T07:00:00Z"));

        assertThat(mail.handed()).singleElement().satisfies(handed -> {
            assertThat(handed.notification().alerts()).hasSize(15);
            assertThat(handed.notification().counts()).isEqualTo(new Notification.Counts(23, 0));
        });
    }

    @Test
    void aDigestIsTriedAgainLikeAnyMail() {
        readWarningsInTheMorning();
        room.fires("a", "ES", Severity.WARNING);
        room.passes(WAIT);
        mail.isUnreachable();
        at(Instant.parse("2026-11-23T07:00:00Z"));
        restart();
        readWarningsInTheMorning();
        log.dropBefore(room.now().plus(HOUR));
        mail.news();
        mail.acceptsAll();
        room.passes(Duration.ofSeconds(10));

        assertThat(mail.news()).containsExactly("DIGEST a");
    }

    @Test
    void whatIsHeldIsNotForgotten() {
        readWarningsInTheMorning();
        room.fires("a", "ES", Severity.WARNING);
        room.passes(WAIT);
        log.dropBefore(room.now().plus(HOUR));

        at(Instant.parse("2026-11-23T07:00:00Z"));

        assertThat(mail.news()).containsExactly("DIGEST a");
    }

    @Test
    void eightInTheMorningStaysEightWhenSummerTimeBegins() {
        assertThat(MORNING.next(Instant.parse("2027-03-27T12:00:00Z"))).isEqualTo("2027-03-28T06:00:00Z");
        assertThat(MORNING.next(Instant.parse("2027-03-28T06:00:00Z"))).isEqualTo("2027-03-29T06:00:00Z");
    }
}
