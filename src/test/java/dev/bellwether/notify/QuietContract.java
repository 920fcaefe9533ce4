package dev.bellwether.notify;

import static dev.bellwether.notify.Mailroom.INTERVAL;
import static dev.bellwether.notify.Mailroom.REPEAT;
import static dev.bellwether.notify.Mailroom.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Inhibition;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Fingerprint;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Matcher.Operator;
import dev.bellwether.alert.Severity;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.Recurrence;
import dev.bellwether.mute.Silence;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.mute.SilenceDraft;
import dev.bellwether.mute.SilenceState;
import dev.bellwether.mute.Silences;
import dev.bellwether.mute.StandingMuter;
import dev.bellwether.notify.Route.Escalation;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.response.Responses;
import dev.bellwether.response.Verdict;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Silences, inhibition, acknowledgement and what the mails make of them, over every store. */
public abstract class QuietContract {

    private static final AlertRule CAUSE = rule("MarketDown", new Inhibition(Set.of("CarrierLate"), Set.of("market")));
    private static final AlertRule OTHER_CAUSE =
            rule("CountryDown", new Inhibition(Set.of("CarrierLate"), Set.of("market")));
    private static final AlertRule SYMPTOM = rule("CarrierLate", Inhibition.NONE);

    protected Alerts alerts;
    protected NotificationLog log;
    protected Silences silences;
    protected Responses responses;
    protected AuditTrail audit;

    private final WrittenNotifier mail = new WrittenNotifier("ops@example.com");
    private final WrittenNotifier boss = new WrittenNotifier("boss@example.com");
    private Mailroom room;
    private SilenceBook book;
    private ResponseBook answers;

    /** Sets the ports, all empty. */
    protected abstract void create();

    /** Sets them to what a fresh process finds. */
    protected abstract void reopen();

    @BeforeEach
    void startEmpty() {
        create();
        open();
    }

    private void open() {
        room = room == null ? new Mailroom(alerts, log, mail) : room;
        room.asks(now -> responses.standing(now));
        room.route(Route.Settings.root("ops", "market"), muter(), new Receiver("ops", mail));
        book = new SilenceBook(silences, alerts);
        answers = new ResponseBook(responses, alerts);
    }

    private Muter muter() {
        return new StandingMuter(silences, alerts, () -> List.of(CAUSE, OTHER_CAUSE, SYMPTOM));
    }

    // F. silences

    @Test
    @DisplayName("AC 36: a silence for one of two alerts; the hidden one is mailed when it runs out")
    void hidesOneOfTwoUntilTheSilenceRunsOut() {
        room.fires("a", "ES");
        room.fires("b", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a b");

        silence("name", "a", INTERVAL.multipliedBy(2).minusSeconds(60));
        room.fires("c", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("NEW_ALERTS b c");
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("SILENCE_ENDED a b c");
        room.passes(INTERVAL.multipliedBy(3));
        assertThat(mail.news()).isEmpty();
    }

    @Test
    @DisplayName("AC 37: a silence over a whole group, ended by hand")
    void mailsAtTheNextCheckAfterASilenceIsEndedByHand() {
        room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();
        Silence silence = silence("market", "ES", Duration.ofDays(2));
        room.passes(REPEAT.plus(INTERVAL));
        assertThat(mail.news()).isEmpty();

        book.end(silence.id(), "ada", room.now());
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("SILENCE_ENDED a");
    }

    @Test
    void aSilenceFromTheBeginningIsToldAsEndedToo() {
        silence("market", "ES", Duration.ofHours(1));
        room.fires("a", "ES");
        room.passes(Duration.ofMinutes(50));
        assertThat(mail.news()).isEmpty();

        room.passes(Duration.ofMinutes(16));

        assertThat(mail.news()).containsExactly("SILENCE_ENDED a");
    }

    @Test
    void anAlertThatEndsUnderASilenceIsNotMailedAfterIt() {
        silence("market", "ES", Duration.ofHours(1));
        room.fires("a", "ES");
        room.passes(Duration.ofMinutes(10));
        room.resolves("a", "ES");

        room.passes(Duration.ofMinutes(75));

        assertThat(mail.news()).isEmpty();
    }

    @Test
    void aSilenceUntilResolvedEndsWithWhatItCatches() {
        room.fires("a", "ES");
        room.passes(WAIT);
        Silence silence = book.post(draft("market", "ES", Duration.ofDays(7), true), "ada", room.now());
        book.settle(room.now().plusSeconds(1));
        assertThat(stateOf(silence)).isEqualTo(SilenceState.ACTIVE);

        room.resolves("a", "ES");
        book.settle(room.now().plusSeconds(2));

        assertThat(silences.find(silence.id()).orElseThrow().stateAt(room.now().plusSeconds(2)))
                .isEqualTo(SilenceState.EXPIRED);
        assertThat(audit.latest(1))
                .extracting(deed -> deed.who() + " " + deed.action())
                .containsExactly("bellwether silence_ended");
    }

    @Test
    @DisplayName("AC 39: silences and their ids are there after a restart, none is revived")
    void silencesOutliveARestart() {
        var recurring = new SilenceDraft(
                null,
                List.of(
                        new Matcher("market", Operator.MATCH, "ES|\"\\w+\\n"),
                        new Matcher("name", Operator.NOT_EQUAL, "x"),
                        new Matcher("carrier", Operator.NOT_MATCH, "玩具|\u202Eabc|<b>\r\n")),
                "ada@example.com",
                "moving the ware­house: \u202E <script>alert('ü')</script> 🚚\r\nBcc: all",
                room.now().plusSeconds(60),
                room.now().plus(Duration.ofDays(30)),
                false,
                Optional.of(new Recurrence(
                        Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                        LocalTime.of(18, 0),
                        LocalTime.of(8, 30),
                        ZoneId.of("Europe/Madrid"))));
        Silence kept = book.post(recurring, "ada", room.now());
        Silence gone = silence("market", "PL", Duration.ofHours(1));
        book.end(gone.id(), "ada", room.now().plusSeconds(5));

        reopen();

        assertThat(silences.find(kept.id())).contains(kept);
        assertThat(silences.standing(room.now().plusSeconds(5))).containsExactly(kept);
        assertThat(silences.ended(room.now().plusSeconds(5), 10))
                .extracting(Silence::id)
                .containsExactly(gone.id());
        assertThat(audit.latest(10))
                .extracting(deed -> deed.action() + " " + deed.who())
                .containsExactly("silence_ended ada", "silence_created ada", "silence_created ada");
    }

    @Test
    void oldSilencesAreForgotten() {
        Silence silence = silence("market", "ES", Duration.ofHours(1));

        silences.dropBefore(room.now().plus(Duration.ofMinutes(30)));
        assertThat(silences.find(silence.id())).isPresent();
        silences.dropBefore(room.now().plus(Duration.ofHours(2)));

        assertThat(silences.find(silence.id())).isEmpty();
    }

    @Test
    void anAuthorIsRemindedOnceForEachEnd() {
        Silence silence = silence("market", "ES", Duration.ofDays(3));
        assertThat(silences.isReminded(silence.id())).isFalse();
        silences.markReminded(silence.id(), room.now());
        assertThat(silences.isReminded(silence.id())).isTrue();

        book.post(
                new SilenceDraft(
                        silence.id(),
                        silence.matchers(),
                        "ada",
                        "longer",
                        silence.startsAt(),
                        room.now().plus(Duration.ofDays(9)),
                        false,
                        Optional.empty()),
                "ada",
                room.now());

        assertThat(silences.isReminded(silence.id())).isFalse();
        assertThat(silences.find(silence.id()).orElseThrow().comment()).isEqualTo("longer");
    }

    // E. inhibition

    @Test
    @DisplayName("AC 29: a cause mutes its symptom in the same market only")
    void aCauseMutesItsSymptomWhereTheLabelsAreEqual() {
        fires(CAUSE, "cause", "ES");
        fires(SYMPTOM, "symptom", "ES");
        fires(SYMPTOM, "elsewhere", "PL");

        room.passes(WAIT);

        assertThat(mail.news()).containsExactlyInAnyOrder("FIRST cause", "FIRST elsewhere");
    }

    @Test
    @DisplayName("AC 31: a muted symptom is mailed at the next check after its cause is resolved")
    void aSymptomIsHeardWhenItsCauseEnds() {
        Alert cause = fires(CAUSE, "cause", "ES");
        fires(SYMPTOM, "symptom", "ES");
        room.passes(WAIT);
        mail.news();

        ends(cause);
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("SILENCE_ENDED symptom -cause");
    }

    @Test
    @DisplayName("AC 32: two causes; while one fires the symptom stays muted")
    void aSymptomStaysMutedByTheOtherCause() {
        Alert one = fires(CAUSE, "one", "ES");
        Alert other = fires(OTHER_CAUSE, "other", "ES");
        fires(SYMPTOM, "symptom", "ES");
        room.passes(WAIT);
        ends(one);
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("FIRST one other", "RESOLVED other -one");

        ends(other);
        room.passes(INTERVAL);

        assertThat(mail.news()).containsExactly("SILENCE_ENDED symptom -other");
    }

    @Test
    @DisplayName("AC 22: silenced and inhibited; each reason goes as soon as its cause does")
    void givesAllReasonsWithTheirIds() {
        Alert cause = fires(CAUSE, "cause", "ES");
        Alert symptom = fires(SYMPTOM, "symptom", "ES");
        Silence silence = silence("name", "symptom", Duration.ofHours(1));
        assertThat(muter().at(room.now()).reasonsToMute(symptom))
                .extracting(MuteReason::id)
                .containsExactly(silence.id(), cause.fingerprint());
        assertThat(alerts.find(symptom.fingerprint()).orElseThrow().state()).isEqualTo(AlertState.FIRING);

        ends(cause);
        assertThat(muter().at(room.now()).reasonsToMute(symptom))
                .extracting(MuteReason::id)
                .containsExactly(silence.id());
        book.end(silence.id(), "ada", room.now().plusMillis(1));

        assertThat(muter().at(room.now().plusMillis(1)).reasonsToMute(symptom)).isEmpty();
    }

    @Test
    void labelsThatBothLackAreEqualAndNoAlertMutesItself() {
        AlertRule itself = rule("MarketDown", new Inhibition(Set.of("MarketDown", "CarrierLate"), Set.of("nowhere")));
        Alert cause = fires(itself, "cause", "ES");
        Alert symptom = fires(SYMPTOM, "symptom", "PL");

        assertThat(muter().at(room.now()).reasonsToMute(cause)).isEmpty();
        assertThat(muter().at(room.now()).reasonsToMute(symptom))
                .extracting(MuteReason::by)
                .containsExactly(MuteReason.By.INHIBITION);
    }

    // acknowledgement

    @Test
    void nobodyIsRemindedOfWhatSomebodyHas() {
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT);
        mail.news();
        take(alert, Duration.ofHours(9));

        room.sleeps(REPEAT).passes(REPEAT);
        assertThat(mail.news()).isEmpty();
        room.sleeps(Duration.ofHours(1)).passes(INTERVAL);

        assertThat(mail.news()).containsExactly("REPEAT a");
    }

    @Test
    void anAlertThatNobodyHasIsRemindedOfWithThoseOfItsGroup() {
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT);
        take(alert, Duration.ofHours(20));
        room.fires("b", "ES");
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("FIRST a", "NEW_ALERTS a b");

        room.sleeps(REPEAT).passes(INTERVAL);

        assertThat(mail.news()).containsExactly("REPEAT a b");
    }

    @Test
    void aWorseningBreaksIt() {
        Alert alert = room.fires("a", "ES"); // 41.0 %, usual 65.5 % to 78.5 %
        room.passes(WAIT);
        take(alert, Duration.ofHours(9));
        mail.news();
        room.moves("a", "ES", 0.35);
        answers.settle(room.now());
        room.passes(INTERVAL);
        assertThat(mail.news()).isEmpty();

        room.moves("a", "ES", 0.34);
        answers.settle(room.now());
        room.passes(INTERVAL);
        assertThat(mail.news()).containsExactly("WORSENED a");

        room.passes(INTERVAL.multipliedBy(2));
        assertThat(mail.news()).isEmpty();
        assertThat(audit.latest(1)).extracting(Deed::action).containsExactly("acknowledgement_broken");
        assertThat(answers.holding(alert, room.now())).isEmpty();
    }

    @Test
    void gettingBetterDoesNotBreakIt() {
        Alert alert = room.fires("a", "ES");
        take(alert, Duration.ofHours(9));

        room.moves("a", "ES", 0.9);
        answers.settle(room.now());

        assertThat(answers.holding(alert, room.now())).isPresent();
    }

    @Test
    void itHoldsForThisTimeOfFiringOnly() {
        Alert alert = room.fires("a", "ES");
        take(alert, Duration.ofHours(9));
        room.resolves("a", "ES");
        room.sleeps(Duration.ofHours(1));

        Alert again = room.fires("a", "ES");

        assertThat(answers.holding(again, room.now())).isEmpty();
    }

    @Test
    void outlivesARestartAndCanBeWithdrawn() {
        Alert alert = room.fires("a", "ES");
        take(alert, Duration.ofHours(9));
        reopen();
        open();
        assertThat(answers.holding(alert, room.now())).get().satisfies(one -> {
            assertThat(one.owner()).isEqualTo("grace");
            assertThat(one.note()).isEqualTo("calling the carrier <b>\r\n玩");
            assertThat(one.seen().margin()).isEqualTo(0.065, org.assertj.core.data.Offset.offset(1e-12));
        });
        assertThat(responses.lastAcknowledged(alert.kpi(), alert.labels())).contains(room.now());

        answers.withdraw(alert.fingerprint(), "ada", room.now());

        assertThat(answers.holding(alert, room.now())).isEmpty();
        assertThat(audit.latest(2))
                .extracting(Deed::action)
                .containsExactly("alert_unacknowledged", "alert_acknowledged");
    }

    @Test
    void keepsAllFeedbackNewestFirst() {
        Alert alert = room.fires("a", "ES");
        answers.say(alert.fingerprint(), Verdict.NOISE, "ada", "", room.now());
        answers.say(
                alert.fingerprint(),
                Verdict.EXPECTED,
                "grace",
                "the sale",
                room.now().plusSeconds(1));

        reopen();

        assertThat(responses.feedbackOn(alert.fingerprint()))
                .extracting(said -> said.verdict() + " " + said.who() + " " + said.note())
                .containsExactly("expected grace the sale", "noise ada ");
    }

    // escalation

    @Test
    void tellsOthersOfWhatNobodyTakesOver() {
        escalate();
        room.fires("a", "ES");
        room.passes(WAIT);
        assertThat(mail.news()).containsExactly("FIRST a");
        room.passes(Duration.ofMinutes(29));
        assertThat(boss.news()).isEmpty();

        room.passes(Duration.ofMinutes(6));
        assertThat(boss.handed().get(0).notification().group().receiver()).isEqualTo("boss");
        assertThat(boss.news()).containsExactly("ESCALATED_UNACKNOWLEDGED a");
        room.passes(INTERVAL.multipliedBy(2));
        room.resolves("a", "ES");
        room.passes(INTERVAL);

        assertThat(boss.news()).containsExactly("RESOLVED -a");
        assertThat(mail.news()).containsExactly("RESOLVED -a");
    }

    @Test
    void tellsNobodyElseOfWhatSomebodyHas() {
        escalate();
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT);
        take(alert, Duration.ofHours(2));

        room.passes(Duration.ofMinutes(100));
        assertThat(boss.news()).isEmpty();
        room.passes(Duration.ofMinutes(30));

        assertThat(boss.news()).containsExactly("ESCALATED_UNACKNOWLEDGED a");
    }

    @Test
    void theTimeUnderASilenceDoesNotCount() {
        escalate();
        room.fires("a", "ES");
        silence("market", "ES", Duration.ofMinutes(50));
        room.passes(Duration.ofMinutes(75));
        assertThat(mail.news()).containsExactly("SILENCE_ENDED a");
        assertThat(boss.news()).isEmpty();

        room.passes(Duration.ofMinutes(15));

        assertThat(boss.news()).containsExactly("ESCALATED_UNACKNOWLEDGED a");
    }

    private void escalate() {
        room.route(
                Route.Settings.root("ops", "market").escalating(new Escalation(Duration.ofMinutes(30), "boss")),
                muter(),
                new Receiver("ops", mail),
                new Receiver("boss", boss));
    }

    private void take(Alert alert, Duration howLong) {
        answers.acknowledge(
                alert.fingerprint(),
                "grace",
                "grace",
                "calling the carrier <b>\r\n玩",
                room.now().plus(howLong),
                room.now());
    }

    private Silence silence(String label, String value, Duration howLong) {
        return book.post(draft(label, value, howLong, false), "ada", room.now());
    }

    private SilenceDraft draft(String label, String value, Duration howLong, boolean untilResolved) {
        return new SilenceDraft(
                null,
                List.of(new Matcher(label, Operator.EQUAL, value)),
                "ada",
                "known",
                null,
                room.now().plus(howLong),
                untilResolved,
                Optional.empty());
    }

    private SilenceState stateOf(Silence silence) {
        return silences.find(silence.id()).orElseThrow().stateAt(room.now().plusSeconds(1));
    }

    private Alert fires(AlertRule rule, String name, String market) {
        Alert alert = alert(rule, AlertState.FIRING, name, market, null);
        room.commit(alert, AlertState.PENDING);
        return alert;
    }

    private void ends(Alert alert) {
        room.commit(
                alert(
                        alert.rule(),
                        AlertState.RESOLVED,
                        alert.labels().get("name"),
                        alert.labels().get("market"),
                        room.now()),
                AlertState.FIRING);
    }

    private Alert alert(AlertRule rule, AlertState state, String name, String market, Instant resolvedAt) {
        Labels labels = Labels.of("name", name, "market", market);
        Breach plain = Mailroom.breach(labels, 0.41, room.now());
        var breach = new Breach(
                rule, labels, plain.at(), plain.figures(), plain.summary(), plain.conditions(), plain.evidence());
        return new Alert(
                Fingerprint.of(rule.name(), labels),
                state,
                breach,
                room.now(),
                room.now(),
                resolvedAt,
                room.now(),
                "x",
                1);
    }

    private static AlertRule rule(String name, Inhibition inhibition) {
        return new AlertRule(
                name,
                Severity.HIGH,
                "ops",
                "{{market}}",
                "",
                HoldFor.AT_ONCE,
                Duration.ZERO,
                AlertRule.Scope.SERIES,
                Set.of(Mailroom.PROMISE),
                "rules/m.drl:1",
                inhibition);
    }
}
