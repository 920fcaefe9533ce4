package dev.bellwether.notify;

import static dev.bellwether.notify.Mailroom.INTERVAL;
import static dev.bellwether.notify.Mailroom.REPEAT;
import static dev.bellwether.notify.Mailroom.START;
import static dev.bellwether.notify.Mailroom.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Cause;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.MuteTime;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.TimeWindow;
import dev.bellwether.notify.WrittenNotifier.Handed;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When groups are mailed, over every {@link NotificationLog}. Numbers are those of the acceptance cases. */
public abstract class NotificationLogContract {

    protected static final Duration SECOND = Duration.ofSeconds(1);

    protected Alerts alerts;
    protected NotificationLog log;
    protected final WrittenNotifier mail = new WrittenNotifier("ops@example.com");
    protected Mailroom room;

    /** Sets {@link #alerts} and {@link #log}, which share what they must. */
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

    // A. grouping and timing

    @Test
    @DisplayName("AC 1: what fires within the wait goes in one mail, a wait after the first of it")
    void mailsAllThatFireWithinTheWaitAtOnce() {
        room.fires("a", "ES");
        room.passes(Duration.ofSeconds(10));
        room.fires("b", "ES");
        room.passes(Duration.ofSeconds(10));
        room.fires("c", "ES");
        room.passes(Duration.ofSeconds(9));
        assertThat(mail.news()).isEmpty();

        room.passes(SECOND);

        assertThat(mail.handed()).extracting(Handed::at).containsExactly(START.plus(WAIT));
        assertThat(mail.news()).containsExactly("FIRST a b c");
        room.passes(INTERVAL);
        assertThat(mail.news()).isEmpty();
    }

    @Test
    @DisplayName("AC 2: what began longer ago than the wait is mailed at once")
    void mailsAtOnceWhatFiredLongerAgoThanTheWait() {
        room.fires("a", "ES", START.minus(Duration.ofMinutes(10)));

        room.works();

        assertThat(mail.news()).containsExactly("FIRST a");
    }

    @Test
    @DisplayName("AC 2: an old alert ends the wait of its group")
    void anOldAlertEndsTheWaitOfItsGroup() {
        room.fires("a", "ES");
        room.passes(SECOND);
        room.fires("b", "ES", START.minus(Duration.ofMinutes(10)));

        room.passes(SECOND);

        assertThat(mail.news()).containsExactly("FIRST a b");
    }

    @Test
    @DisplayName("AC 3: a new alert waits for the next check, whose mail lists old and new")
    void holdsANewAlertUntilTheNextCheckAndListsOldAndNew() {
        room.fires("a", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a");

        room.passes(Duration.ofMinutes(1));
        room.fires("b", "ES");
        room.passes(Duration.ofSeconds(230));
        assertThat(mail.news()).isEmpty();
        room.passes(Duration.ofSeconds(10));

        assertThat(mail.handed()).hasSize(1);
        assertThat(mail.handed().get(0).notification().news())
                .containsExactly(fingerprintOf(mail.handed().get(0), "b"));
        assertThat(mail.news()).containsExactly("NEW_ALERTS a b");
    }

    @Test
    @DisplayName("AC 4, AC 5: an unchanged group is mailed again after the repeat interval only")
    void saysNothingOfAnUnchangedGroupUntilTheRepetition() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();

        room.passes(REPEAT.minus(Duration.ofSeconds(10)));
        assertThat(mail.news()).isEmpty();
        room.passes(INTERVAL);

        assertThat(mail.handed().get(0).notification().alerts().get(0).activeAt())
                .isEqualTo(START);
        assertThat(mail.news()).containsExactly("REPEAT a");
    }

    @Test
    @DisplayName("AC 6: grouping by no label is one group, by all labels one for each alert")
    void groupsByNoLabelIntoOneAndByAllIntoEach() {
        room.route(Route.Settings.root("ops"), Muter.NONE, new Receiver("ops", mail));
        room.fires("a", "ES");
        room.fires("b", "PL");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a b");

        room.route(Route.Settings.root("ops", "..."), Muter.NONE, new Receiver("ops", mail));
        room.fires("c", "ES");
        room.fires("d", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactlyInAnyOrder("FIRST c", "FIRST d");
    }

    @Test
    @DisplayName("AC 7: an alert without the label of the group is mailed")
    void mailsAnAlertWithoutTheLabelOfTheGroup() {
        room.fires("a", "");
        room.passes(WAIT);

        assertThat(mail.handed().get(0).notification().group().labels().isEmpty())
                .isTrue();
        assertThat(mail.news()).containsExactly("FIRST a");
    }

    @Test
    @DisplayName("AC 8: a group whose end was told is gone; a later alert of its key starts a new one with a new wait")
    void forgetsAGroupWhoseEndWasTold() {
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.passes(WAIT);
        room.resolves("a", "ES");
        room.resolves("b", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("FIRST a b", "RESOLVED -a -b");

        room.passes(SECOND);
        room.fires("c", "ES");
        room.passes(WAIT.minus(SECOND));
        assertThat(mail.news()).isEmpty();
        room.passes(SECOND);

        assertThat(mail.handed().get(0).notification().opensThread()).isTrue();
        assertThat(mail.news()).containsExactly("FIRST c");
    }

    // the life of an alert

    @Test
    @DisplayName("AC 16: a changed value makes no mail, and the next mail shows the newest")
    void aChangedValueWaitsForTheRepetition() {
        room.fires("a", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a");

        room.passes(Duration.ofHours(1));
        room.moves("a", "ES", 0.17);
        room.passes(Duration.ofHours(2));
        assertThat(mail.news()).isEmpty();
        room.passes(REPEAT);

        Alert shown = mail.handed().get(0).notification().alerts().get(0);
        assertThat(shown.latest().value()).isEqualTo(0.17);
        assertThat(shown.latest().summary()).contains("17");
        assertThat(mail.news()).containsExactly("REPEAT a");
    }

    @Test
    void tellsOfARiseAtOnceAndOnce() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();
        room.passes(Duration.ofMinutes(1));

        room.changes("a", "ES", AlertState.FIRING, Cause.ESCALATED);
        room.passes(SECOND);

        assertThat(mail.handed().get(0).notification().news()).hasSize(1);
        assertThat(mail.news()).containsExactly("ESCALATED a");
        restart();
        room.passes(INTERVAL.multipliedBy(3));
        assertThat(mail.news()).isEmpty();
    }

    @Test
    void tellsOfARiseBeforeTheFirstMailInThatMail() {
        room.fires("a", "ES");
        room.passes(SECOND);
        room.changes("a", "ES", AlertState.FIRING, Cause.ESCALATED);

        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a");
        room.passes(INTERVAL.multipliedBy(3));
        assertThat(mail.news()).isEmpty();
    }

    @Test
    void tellsOfARiseAgainWhenTheServerRefusedIt() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();
        mail.isUnreachable();
        room.changes("a", "ES", AlertState.FIRING, Cause.ESCALATED);
        room.passes(Duration.ofMinutes(1));
        assertThat(mail.news()).isEmpty();

        mail.acceptsAll();
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("ESCALATED a");
    }

    @Test
    void anAddressThatIsRefusedForGoodIsNotHammeredWithARise() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.answers((notification, address, attempt, now) -> new Delivery.GivenUp("550 no such user", true));
        room.changes("a", "ES", AlertState.FIRING, Cause.ESCALATED);
        room.passes(INTERVAL.multipliedBy(6));

        assertThat(mail.handed()).filteredOn(handed -> !handed.accepted()).hasSize(1);
    }

    @Test
    @DisplayName("AC 19: an alert whose evaluation stopped is told of as not evaluated, once, and never as resolved")
    void tellsOnceThatNobodyLooksAnyMore() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();

        room.isNoLongerEvaluated("a");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("NOT_EVALUATED a");
        room.passes(INTERVAL.multipliedBy(12));
        assertThat(mail.news()).isEmpty();

        room.isEvaluatedAgain("a");
        room.resolves("a", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("RESOLVED -a");
    }

    @Test
    @DisplayName("AC 19: an alert that has just changed, which its group has yet to hear of, counts as looked at")
    void anAlertThatHasJustChangedCountsAsJudged() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.passes(INTERVAL);
        room.changes("a", "ES", AlertState.RESOLVED, Cause.GOOD_AGAIN);

        assertThat(log.dueGroups(room.now().plus(INTERVAL), 10))
                .singleElement()
                .extracting(group -> group.members().get(0))
                .satisfies(alert -> {
                    assertThat(alert.state()).isEqualTo(AlertState.FIRING);
                    assertThat(alert.judgedAt()).isEqualTo(room.now());
                });
    }

    @Test
    @DisplayName("AC 53: the end of a removed rule's alert is told of as such")
    void tellsThatARuleWasRemoved() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();

        room.changes("a", "ES", AlertState.RESOLVED, Cause.RULE_REMOVED);
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("RULE_REMOVED -a");
        room.passes(INTERVAL.multipliedBy(2));
        assertThat(log.dueGroups(room.now().plus(REPEAT), 10)).isEmpty();
    }

    @Test
    @DisplayName("AC 53: an alert that a longer hold takes back to pending is not told of as resolved")
    void tellsThatAnAlertIsPendingAgain() {
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.passes(WAIT);
        mail.news();

        room.changes("a", "ES", AlertState.PENDING, Cause.HOLD_LONGER);
        room.passes(INTERVAL);
        assertThat(mail.handed().get(0).notification().counts().firing()).isEqualTo(1);
        assertThat(mail.news()).singleElement().asString().startsWith("BACK_TO_PENDING");

        room.fires("a", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("NEW_ALERTS a b");
    }

    @Test
    void tellsOnceThatAnAlertIsUnstable() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();

        room.changes("a", "ES", AlertState.FIRING, Cause.UNSTABLE);
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("UNSTABLE a");
        room.passes(INTERVAL.multipliedBy(12));
        assertThat(mail.news()).isEmpty();
    }

    @Test
    void tellsOnceOfAnAlertThatFiresUnstable() {
        room.fires("b", "ES");
        room.passes(WAIT);
        room.fires("a", "ES");
        room.changes("a", "ES", AlertState.FIRING, Cause.UNSTABLE);
        mail.news();

        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("UNSTABLE a b");
        room.passes(INTERVAL.multipliedBy(3));
        assertThat(mail.news()).isEmpty();
    }

    // B. what counts as a change

    @Test
    @DisplayName("AC 11: nobody is told of the end of what was never reported")
    void tellsNobodyOfTheEndOfWhatWasNeverReported() {
        room.fires("a", "ES");
        room.passes(Duration.ofSeconds(10));
        room.resolves("a", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).isEmpty();

        room.fires("a", "ES");
        room.passes(WAIT);

        assertThat(mail.news()).containsExactly("FIRST a");
    }

    @Test
    @DisplayName("AC 12: an end among others is mailed")
    void tellsOfAnEndAmongOthersThatStillFire() {
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.fires("c", "ES");
        room.passes(WAIT);
        room.resolves("c", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("FIRST a b c", "RESOLVED a b -c");

        room.passes(INTERVAL.multipliedBy(3));

        assertThat(mail.news()).isEmpty();
    }

    @Test
    @DisplayName("AC 12: no ends to a receiver that does not want them")
    void tellsNoEndsToAReceiverThatDoesNotWantThem() {
        room.route(
                Route.Settings.root("ops", "market"), Muter.NONE, new Receiver("ops", List.of((Notifier) mail), false));
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.passes(WAIT);
        room.resolves("a", "ES");
        room.passes(INTERVAL);
        room.resolves("b", "ES");
        room.passes(INTERVAL.multipliedBy(2));
        assertThat(mail.news()).containsExactly("FIRST a b");

        room.fires("a", "ES");
        room.passes(WAIT);

        assertThat(mail.news()).containsExactly("FIRST a");
    }

    @Test
    @DisplayName("AC 13: other firing alerts are mailed inside the repeat interval")
    void mailsOtherFiringAlertsInsideTheRepeatInterval() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.resolves("a", "ES");
        room.fires("b", "ES");
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("FIRST a", "NEW_ALERTS b -a");
    }

    @Test
    @DisplayName("AC 15: an end is not repeated")
    void doesNotRepeatAnEnd() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.resolves("a", "ES");
        room.passes(INTERVAL);
        mail.news();

        room.sleeps(REPEAT).passes(INTERVAL);

        assertThat(mail.news()).isEmpty();
    }

    @Test
    @DisplayName("AC 16: a new value alone is no news, and the next mail shows it")
    void doesNotMailANewValueButShowsItInTheNextMail() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.moves("a", "ES", 0.22);
        room.passes(INTERVAL.multipliedBy(2));
        assertThat(mail.news()).containsExactly("FIRST a");

        room.sleeps(REPEAT).passes(INTERVAL);

        Alert shown = mail.handed().get(0).notification().alerts().get(0);
        assertThat(shown.latest().value()).isEqualTo(0.22);
        assertThat(shown.latest().summary()).contains("22.0 %");
    }

    @Test
    void tellsTheEndOfAnAlertThatIsPendingAgain() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.resolves("a", "ES");
        room.passes(Duration.ofMinutes(1));
        room.isPending("a", "ES");

        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("FIRST a", "RESOLVED -a");
    }

    @Test
    void anAlertThatFiresAgainStartsAnew() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.resolves("a", "ES");
        room.passes(INTERVAL);
        String first = mail.handed().get(0).notification().dedupKey();
        mail.news();

        room.fires("a", "ES");
        room.passes(WAIT);

        assertThat(mail.handed().get(0).notification().dedupKey()).isNotEqualTo(first);
        assertThat(mail.news()).containsExactly("FIRST a");
    }

    @Test
    @DisplayName("AC 24: after continue two receivers have groups of their own, with their own times")
    void sendsTwoRoutesTheirOwnGroups() {
        var others = new WrittenNotifier("others@example.com");
        room.route(
                Route.Settings.root("ops", "market")
                        .with(
                                Route.Settings.matching(matcher("market", "ES")).thenContinue(),
                                Route.Settings.matching(matcher("market", "ES"))
                                        .to("others")
                                        .timed(Duration.ofMinutes(1), INTERVAL, REPEAT)),
                Muter.NONE,
                new Receiver("ops", mail),
                new Receiver("others", others));
        room.fires("a", "ES");

        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a");
        assertThat(others.news()).isEmpty();
        room.passes(WAIT);

        assertThat(mail.news()).isEmpty();
        assertThat(others.news()).containsExactly("FIRST a");
    }

    private static dev.bellwether.alert.Matcher matcher(String label, String value) {
        return new dev.bellwether.alert.Matcher(label, dev.bellwether.alert.Matcher.Operator.EQUAL, value);
    }

    // muting

    @Test
    @DisplayName("AC 36: a muted alert is heard again")
    void keepsAMutedAlertOutOfTheMailUntilItIsHeardAgain() {
        var muted = new HashSet<>(Set.of("a"));
        Muter muter = now ->
                alert -> muted.contains(alert.labels().get("name")) ? List.of(MuteReason.atTime("weekend")) : List.of();
        room.route(Route.Settings.root("ops", "market"), muter, new Receiver("ops", mail));
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST b");

        muted.clear();
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("SILENCE_ENDED a b");
    }

    // G. delivery

    @Test
    @DisplayName("AC 41: tried again with growing pauses until it is accepted")
    void triesAgainWithGrowingPausesUntilItIsAccepted() {
        mail.isUnreachable();
        room.fires("a", "ES");
        for (int second = 0; second < 200; second++) {
            room.passes(SECOND);
        }
        assertThat(mail.handed())
                .extracting(handed ->
                        Duration.between(START.plus(WAIT), handed.at()).toSeconds())
                .containsExactly(0L, 5L, 15L, 35L, 75L, 155L);
        assertThat(log.outboxPending()).isEqualTo(1);
        assertThat(log.oldestPendingAt()).contains(START.plus(WAIT));
        assertThat(log.unaccepted(START)).singleElement().satisfies(trouble -> {
            assertThat(trouble.target().address()).isEqualTo("ops@example.com");
            assertThat(trouble.attempts()).isEqualTo(6);
            assertThat(trouble.why()).isEqualTo("connection refused");
            assertThat(trouble.givenUp()).isFalse();
        });

        mail.news();
        mail.acceptsAll();
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("FIRST a");
        assertThat(log.outboxPending()).isZero();
        assertThat(log.oldestPendingAt()).isEmpty();
    }

    @Test
    void givesUpAfterADaySaysSoAndWritesANewMailAtTheNextCheck() {
        mail.isUnreachable();
        room.fires("a", "ES");
        room.passes(WAIT);
        for (int i = 0; i < 96; i++) {
            room.sleeps(Duration.ofMinutes(15)).works();
        }
        assertThat(mail.handed())
                .filteredOn(handed -> handed.delivery() instanceof Delivery.GivenUp)
                .singleElement()
                .satisfies(handed -> assertThat(((Delivery.GivenUp) handed.delivery()).why())
                        .isEqualTo("tried for 24 h; last: connection refused"));

        mail.handed().clear();
        mail.acceptsAll();
        room.passes(INTERVAL);

        assertThat(mail.handed())
                .singleElement()
                .satisfies(handed -> assertThat(handed.notification().at()).isAfter(START.plus(Duration.ofDays(1))));
    }

    @Test
    void aResolvedNeverOvertakesAFiring() {
        mail.isUnreachable();
        room.fires("a", "ES");
        room.passes(WAIT);
        room.resolves("a", "ES");
        room.passes(INTERVAL.multipliedBy(3));
        assertThat(mail.handed()).allMatch(handed -> handed.inShort().equals("FIRST a"));

        mail.acceptsAll();
        room.passes(Duration.ofMinutes(30));

        assertThat(mail.news()).containsExactly("FIRST a", "RESOLVED -a");
    }

    @Test
    @DisplayName("AC 42: one bad recipient does not keep the others from their mail")
    void oneBadRecipientDoesNotKeepTheOthersFromTheirMail() {
        var two = new WrittenNotifier("bad@example.com", "good@example.com");
        two.answers((notification, address, attempt, now) ->
                address.startsWith("bad") ? new Delivery.GivenUp("550 no such user", true) : new Delivery.Sent());
        room.route(Route.Settings.root("ops", "market"), Muter.NONE, new Receiver("ops", two));
        room.fires("a", "ES");
        room.passes(WAIT);
        room.passes(INTERVAL.multipliedBy(4));
        assertThat(two.handed()).extracting(Handed::address).containsExactly("bad@example.com", "good@example.com");
        assertThat(log.unaccepted(START))
                .extracting(NotificationLog.Unaccepted::why)
                .containsExactly("550 no such user");

        room.resolves("a", "ES");
        room.passes(INTERVAL);
        room.passes(INTERVAL);

        assertThat(two.handed()).extracting(Handed::address).last().isEqualTo("good@example.com");
        assertThat(two.news()).containsExactly("FIRST a", "RESOLVED -a");
        assertThat(log.dueGroups(room.now().plus(REPEAT), 10)).isEmpty();
    }

    @Test
    void aBadRecipientIsTriedAgainWhenThereIsNews() {
        mail.answers((notification, address, attempt, now) -> new Delivery.GivenUp("550 mailbox full", true));
        room.fires("a", "ES");
        room.passes(WAIT);
        room.passes(INTERVAL.multipliedBy(2));
        assertThat(mail.handed()).hasSize(1);

        mail.acceptsAll();
        room.fires("b", "ES");
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("FIRST a b");
    }

    @Test
    void aSlowRecipientDoesNotHoldUpTheNextMailToTheOthers() {
        var two = new WrittenNotifier("slow@example.com", "good@example.com");
        two.answers((notification, address, attempt, now) -> address.startsWith("slow")
                ? Retries.DEFAULT.after(notification, attempt, now, "451 later")
                : new Delivery.Sent());
        room.route(Route.Settings.root("ops", "market"), Muter.NONE, new Receiver("ops", two));
        room.fires("a", "ES");
        room.passes(WAIT);
        room.fires("b", "ES");
        room.passes(INTERVAL);
        room.resolves("a", "ES");
        room.resolves("b", "ES");
        room.passes(INTERVAL);
        assertThat(two.news()).containsExactly("FIRST a", "NEW_ALERTS a b", "RESOLVED -a -b");

        two.acceptsAll();
        room.passes(Duration.ofMinutes(30));

        assertThat(two.handed()).extracting(Handed::address).containsOnly("slow@example.com");
        assertThat(two.news()).containsExactly("FIRST a", "RESOLVED -a");
    }

    @Test
    @DisplayName(
            "AC 45: at shutdown the mail in hand is finished and recorded, and the rest is left to the next process")
    void endsAfterTheMailInHandAndLeavesTheRestToTheNextProcess() {
        mail.answers((notification, address, attempt, now) -> {
            room.ends();
            return new Delivery.Sent();
        });
        room.fires("a", "ES");
        room.fires("b", "PL");
        room.passes(WAIT);
        assertThat(mail.news()).hasSize(1);
        assertThat(log.outboxPending()).isEqualTo(1);

        restart();
        mail.acceptsAll();
        room.works();

        assertThat(mail.news()).hasSize(1);
        assertThat(log.outboxPending()).isZero();
    }

    @Test
    @DisplayName("AC 58: while notifications hang, alerts go on and none is dropped (docs/decisions/0021)")
    void alertsGoOnWhileAMailHangs() {
        var markets = IntStream.range(0, 60).mapToObj(i -> "M" + i).toList();
        mail.answers((notification, address, attempt, now) -> {
            // the mail server has not answered yet
            markets.forEach(market -> room.fires("while" + market, market));
            mail.isUnreachable();
            return Retries.DEFAULT.after(notification, attempt, now, "timed out");
        });
        room.fires("a", "ES");
        room.passes(WAIT);
        room.passes(Duration.ofMinutes(20));
        assertThat(log.outboxPending()).as("nothing is dropped").isEqualTo(61);
        mail.news();

        restart();
        mail.acceptsAll();
        room.passes(Duration.ofMinutes(20));

        assertThat(mail.news())
                .hasSize(61)
                .contains("FIRST a", "FIRST whileM0", "FIRST whileM59")
                .doesNotHaveDuplicates();
        assertThat(log.outboxPending()).isZero();
    }

    // H. restart

    @Test
    @DisplayName(
            "AC 46: after an orderly restart nothing is doubled, and the repetition counts from the mail before it")
    void doesNotDoubleAMailAfterARestartAndRepeatsByTheOldClock() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.passes(REPEAT.minus(Duration.ofMinutes(10)));
        mail.news();

        restart();
        room.passes(Duration.ofMinutes(9));
        assertThat(mail.news()).isEmpty();
        room.passes(Duration.ofMinutes(6));

        assertThat(mail.news()).containsExactly("REPEAT a");
    }

    @Test
    @DisplayName("AC 47: wait and retries outlive a restart, and the mail keeps its name")
    void keepsTheWaitAndTheRetriesOverARestart() {
        mail.isUnreachable();
        room.fires("a", "ES");
        room.passes(Duration.ofSeconds(10));
        restart();
        room.passes(Duration.ofSeconds(25));
        String before = mail.handed().get(0).notification().dedupKey();

        restart();
        mail.acceptsAll();
        room.passes(Duration.ofMinutes(1));

        assertThat(mail.handed()).last().satisfies(handed -> {
            assertThat(handed.notification().dedupKey()).isEqualTo(before);
            assertThat(handed.notification()).isEqualTo(mail.handed().get(0).notification());
            assertThat(handed.attempt()).isGreaterThan(1);
        });
        assertThat(mail.news()).containsExactly("FIRST a");
    }

    @Test
    void laterMailsOfAGroupReferToItsFirst() {
        room.fires("a", "ES");
        room.passes(WAIT);
        restart();
        room.fires("b", "ES");
        room.passes(INTERVAL);

        Notification first = mail.handed().get(0).notification();
        Notification second = mail.handed().get(1).notification();
        assertThat(first.opensThread()).isTrue();
        assertThat(second.opensThread()).isFalse();
        assertThat(second.group().thread()).isEqualTo(first.dedupKey());
    }

    @Test
    @DisplayName("AC 28: a group whose route is gone goes on where its alerts belong now")
    void goesOnUnderTheRootWithAGroupWhoseRouteIsGone() {
        room.route(
                Route.Settings.root("ops", "market")
                        .with(Route.Settings.matching(matcher("market", "ES")).groupedBy()),
                Muter.NONE,
                new Receiver("ops", mail));
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();

        restart();
        room.passes(INTERVAL);
        assertThat(mail.news()).isEmpty();
        room.resolves("a", "ES");
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("RESOLVED -a");
    }

    @Test
    void showsFifteenOfManyAndCountsTheRest() {
        room.firesMany(40, 1);
        room.passes(WAIT);

        Notification notification = mail.handed().get(0).notification();
        assertThat(notification.alerts()).hasSize(15);
        assertThat(notification.counts()).isEqualTo(new Notification.Counts(40, 0));
        mail.news();

        room.passes(INTERVAL.multipliedBy(2));
        assertThat(mail.news()).isEmpty();
        room.resolves("n39", "M0");
        room.passes(INTERVAL);

        assertThat(mail.handed().get(0).notification().alerts()).last().matches(alert -> alert.resolvedAt() != null);
    }

    @Test
    void takesThousandsOfTransitionsAndHundredsOfGroups() {
        room.firesMany(1_100, 300);
        room.passes(WAIT);

        assertThat(mail.handed()).hasSize(300).allMatch(Handed::accepted);
    }

    @Test
    void forgetsOldNotificationsButNotThoseOnTheirWay() {
        mail.isUnreachable();
        room.fires("a", "ES");
        room.passes(WAIT);

        log.dropBefore(room.now().plus(REPEAT));

        assertThat(log.outboxPending()).isEqualTo(1);
    }

    private static String fingerprintOf(Handed handed, String name) {
        return handed.notification().alerts().stream()
                .filter(alert -> alert.labels().get("name").equals(name))
                .findFirst()
                .orElseThrow()
                .fingerprint();
    }

    // another configuration

    private void reload(Route.Settings root, Receiver... receivers) {
        room.route(root, Muter.NONE, receivers);
    }

    private static Route.Settings byMarket(Route.Settings... children) {
        return Route.Settings.root("ops", "market").with(children);
    }

    @Test
    @DisplayName("AC 28: a reload that names the route anew mails nothing again, and repeats by the old clock")
    void doesNotMailAgainWhatGoesByAnotherRouteNow() {
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a b");

        reload(byMarket(Route.Settings.matching(matcher("market", "ES"))), new Receiver("ops", mail));
        room.passes(REPEAT.minus(WAIT));
        assertThat(mail.news()).isEmpty();
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("REPEAT a b");

        room.resolves("a", "ES");
        room.resolves("b", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("RESOLVED -a -b");
    }

    @Test
    @DisplayName("AC 28: a reload that divides a group mails nothing again")
    void doesNotMailAgainWhatIsGroupedOtherwiseNow() {
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.passes(WAIT);
        String thread = mail.handed().get(0).notification().group().thread();
        mail.news();

        reload(Route.Settings.root("ops", "market", "name"), new Receiver("ops", mail));
        room.passes(INTERVAL);
        assertThat(mail.news()).isEmpty();
        room.resolves("a", "ES");
        room.passes(INTERVAL);

        assertThat(mail.handed().get(0).notification().group().thread()).isEqualTo(thread);
        assertThat(mail.news()).containsExactly("RESOLVED -a");
    }

    @Test
    @DisplayName("AC 28: a reload that joins groups mails nothing again")
    void doesNotMailAgainWhatIsGroupedTogetherNow() {
        room.fires("a", "ES");
        room.fires("b", "PL");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactlyInAnyOrder("FIRST a", "FIRST b");

        reload(Route.Settings.root("ops"), new Receiver("ops", mail));
        room.passes(INTERVAL);
        assertThat(mail.news()).isEmpty();
        room.fires("c", "IL");
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("NEW_ALERTS a b c");
    }

    @Test
    @DisplayName("AC 28: only those who have not been told yet are told after a reload")
    void tellsOnlyTheNewReceiverAfterAReload() {
        var others = new WrittenNotifier("others@example.com", "ops@example.com");
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();

        reload(
                byMarket(Route.Settings.matching(matcher("market", "ES")).to("others")),
                new Receiver("ops", mail),
                new Receiver("others", others));
        room.passes(INTERVAL);

        assertThat(mail.news()).isEmpty();
        assertThat(others.handed()).extracting(Handed::address).containsExactly("others@example.com");
    }

    @Test
    @DisplayName("AC 28: a mail on its way when the configuration changes is not doubled")
    void waitsWithTheMoveUntilTheMailHasArrived() {
        mail.isUnreachable();
        room.fires("a", "ES");
        room.passes(WAIT);
        reload(byMarket(Route.Settings.matching(matcher("market", "ES"))), new Receiver("ops", mail));
        room.passes(INTERVAL);
        mail.handed().clear();

        mail.acceptsAll();
        room.passes(INTERVAL.plus(INTERVAL));

        assertThat(mail.news()).containsExactly("FIRST a");
        room.resolves("a", "ES");
        room.passes(INTERVAL);
        assertThat(mail.handed().get(0).notification().group().route()).isEqualTo("{}/{market=\"ES\"}");
        assertThat(mail.news()).containsExactly("RESOLVED -a");
    }

    @Test
    @DisplayName("AC 28: a mail on its way to a receiver that is called otherwise now is neither lost nor doubled")
    void aMailOnItsWayOutlivesItsReceiver() {
        mail.isUnreachable();
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.handed().clear();
        mail.acceptsAll();

        reload(Route.Settings.root("team", "market", "name"), new Receiver("team", mail));
        room.passes(INTERVAL.plus(INTERVAL));

        assertThat(mail.news()).containsExactly("FIRST a");
    }

    @Test
    @DisplayName("AC 28: the end of an alert is told although its route changed before anybody was told")
    void tellsAnEndAfterAReload() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();
        room.resolves("a", "ES");
        room.works();

        reload(byMarket(Route.Settings.matching(matcher("market", "ES"))), new Receiver("ops", mail));
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("RESOLVED -a");
    }

    // the repeat ladder

    private static Route.Settings repeating(String ladder) {
        return Route.Settings.root("ops", "market")
                .timed(new Route.Timing(
                        WAIT, INTERVAL, RepeatInterval.parse(ladder).orElseThrow(), List.of(), List.of()));
    }

    @Test
    void repeatsMoreSeldomEachTimeAndThenNoMore() {
        reload(repeating("4h 1d off"), new Receiver("ops", mail));
        room.fires("a", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a");

        room.passes(Duration.ofHours(4).plus(INTERVAL));
        assertThat(mail.news()).containsExactly("REPEAT a");
        room.passes(Duration.ofHours(23));
        assertThat(mail.news()).isEmpty();
        room.passes(Duration.ofHours(1).plus(INTERVAL));
        assertThat(mail.news()).containsExactly("REPEAT a");
        room.passes(Duration.ofDays(3));
        assertThat(mail.news()).isEmpty();
    }

    @Test
    void newsStartsTheLadderAnewAlsoAfterARestart() {
        reload(repeating("4h 1d"), new Receiver("ops", mail));
        room.fires("a", "ES");
        room.passes(WAIT.plus(Duration.ofHours(4)).plus(INTERVAL));
        assertThat(mail.news()).containsExactly("FIRST a", "REPEAT a");

        log = reopened();
        room.restarts(log, mail);
        reload(repeating("4h 1d"), new Receiver("ops", mail));
        room.passes(Duration.ofHours(5));
        assertThat(mail.news()).isEmpty(); // a day it is, not four hours
        room.fires("b", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("NEW_ALERTS a b");
        room.passes(Duration.ofHours(4).plus(INTERVAL));

        assertThat(mail.news()).containsExactly("REPEAT a b");
    }

    // mute times

    @Test
    @DisplayName("AC 40: what fires inside a mute time is mailed when the time is over, and only if it still fires")
    void mailsAfterTheMuteTimeWhatStillFires() {
        var tenToTwelve = new MuteTime(
                "late-morning",
                List.of(new TimeWindow(
                        Set.of(),
                        List.of(),
                        Set.of(),
                        List.of(),
                        List.of(new TimeWindow.Times(10 * 60, 12 * 60)),
                        Optional.of(ZoneOffset.UTC))));
        reload(
                byMarket(Route.Settings.matching(matcher("market", "ES"))
                        .timed(new Route.Timing(null, null, null, List.of(tenToTwelve), List.of()))),
                new Receiver("ops", mail));
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.fires("c", "PL");
        room.passes(Duration.ofMinutes(90));
        assertThat(mail.news()).containsExactly("FIRST c");

        room.resolves("b", "ES");
        room.passes(Duration.ofMinutes(29));
        assertThat(mail.news()).isEmpty();
        room.passes(INTERVAL.plus(INTERVAL));

        assertThat(mail.news()).containsExactly("SILENCE_ENDED a");
    }

    // recipients that the alert names

    @Test
    void eachTargetHearsOnlyOfTheAlertsThatAreItsOwn() {
        var byMarket = new WrittenNotifier("ops@example.com", "es@example.com", "pl@example.com") {
            @Override
            public List<String> addressesFor(Alert alert) {
                return List.of(
                        "ops@example.com", alert.labels().get("market").toLowerCase(Locale.ROOT) + "@example.com");
            }
        };
        reload(Route.Settings.root("ops"), new Receiver("ops", byMarket));
        room.fires("a", "ES");
        room.fires("b", "PL");
        room.passes(WAIT);
        assertThat(byMarket.handed())
                .extracting(Handed::address, Handed::inShort)
                .containsExactlyInAnyOrder(
                        tuple("ops@example.com", "FIRST a b"),
                        tuple("es@example.com", "FIRST a"),
                        tuple("pl@example.com", "FIRST b"));

        byMarket.handed().clear();
        room.resolves("a", "ES");
        room.passes(INTERVAL);
        assertThat(byMarket.handed())
                .extracting(Handed::address, Handed::inShort)
                .containsExactlyInAnyOrder(
                        tuple("ops@example.com", "RESOLVED b -a"), tuple("es@example.com", "RESOLVED -a"));
    }
}
