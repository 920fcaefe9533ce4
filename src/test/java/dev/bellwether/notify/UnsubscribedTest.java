package dev.bellwether.notify;

import static dev.bellwether.notify.Mailroom.INTERVAL;
import static dev.bellwether.notify.Mailroom.START;
import static dev.bellwether.notify.Mailroom.WAIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.alert.Severity;
import dev.bellwether.audit.Deed;
import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.WrittenNotifier.Handed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who has unsubscribed from a receiver gets none of its mails, and nobody else gets fewer. */
class UnsubscribedTest {

    private static final Unsubscription ADA = new Unsubscription("ops", "ada@example.com", START);

    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private final InMemoryNotificationLog log = new InMemoryNotificationLog(alerts);
    private final Mailed mail = new Mailed("ada@example.com", "eve@example.com");
    private final Mailroom room = new Mailroom(alerts, log, mail);

    private static final class Mailed extends WrittenNotifier {
        Mailed(String... addresses) {
            super(addresses);
        }

        @Override
        public String integration() {
            return "email";
        }
    }

    private List<String> told(String address) {
        return mail.handed().stream()
                .filter(handed -> handed.address().equals(address))
                .map(Handed::inShort)
                .toList();
    }

    @Test
    void hearsOfNothingMoreAndTheOthersOfAll() {
        room.fires("a", "ES");
        room.passes(WAIT);
        room.areUnsubscribed(ADA);
        room.fires("b", "ES");
        room.fires("x", "PL");
        room.passes(INTERVAL);
        room.resolves("a", "ES");
        room.resolves("b", "ES");
        room.passes(INTERVAL);

        assertThat(told("ada@example.com")).containsExactly("FIRST a");
        assertThat(told("eve@example.com"))
                .containsExactlyInAnyOrder("FIRST a", "NEW_ALERTS a b", "FIRST x", "RESOLVED -a -b");
    }

    @Test
    void hearsAgainOfWhatFiresWhenItIsUndone() {
        room.areUnsubscribed(ADA);
        room.fires("a", "ES");
        room.passes(INTERVAL);
        room.areUnsubscribed();
        room.passes(INTERVAL);

        assertThat(told("ada@example.com")).containsExactly("FIRST a");
        assertThat(told("eve@example.com")).containsExactly("FIRST a");
    }

    @Test
    void unsubscribingFromOneReceiverKeepsTheMailsOfAnother() {
        room.areUnsubscribed(new Unsubscription("leads", "ada@example.com", START));
        room.fires("a", "ES");
        room.passes(INTERVAL);

        assertThat(told("ada@example.com")).containsExactly("FIRST a");
    }

    @Test
    void aMailOnItsWayIsNotSentAndTheRecordSaysWhy() {
        mail.isUnreachable();
        Alert alert = room.fires("a", "ES");
        room.passes(WAIT);
        room.areUnsubscribed(ADA);
        mail.handed().clear();
        mail.acceptsAll();
        room.passes(INTERVAL);

        assertThat(told("ada@example.com")).isEmpty();
        assertThat(told("eve@example.com")).containsExactly("FIRST a");
        assertThat(log.sendings(Sending.Wanted.about(alert.fingerprint(), START, 10)))
                .filteredOn(one -> !one.accepted())
                .extracting(Sending::answer)
                .containsExactly("they have unsubscribed meanwhile");
    }

    @Test
    void whatWasHeldForADigestIsNotSentEither() {
        room.allows(new Budget(1, 0, Duration.ofHours(1)));
        room.restarts(log, mail);
        room.fires("a", "ES", Severity.HIGH);
        room.passes(WAIT);
        room.fires("x", "PL", Severity.HIGH);
        room.passes(WAIT);
        mail.handed().clear();
        room.areUnsubscribed(ADA);
        room.passes(Duration.ofHours(1));

        assertThat(told("ada@example.com")).isEmpty();
        assertThat(told("eve@example.com")).containsExactly("DIGEST x");
    }

    @Test
    void theTraceSaysWhoIsGone() {
        Alert alert = room.fires("a", "ES");
        var tree = new RoutingTree(Route.Settings.root("ops", "market"), List.of(new Receiver("ops", mail)));

        var trace = new AlertTrace(log, () -> tree, Muter.NONE, (any, now) -> Optional.empty(), () -> List.of(ADA));

        assertThat(trace.of(alert, room.now()))
                .filteredOn(step -> step.step().equals("unsubscribed"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.goesOn()).isFalse();
                    assertThat(step.says()).contains("ada@example.com", "\"ops\"");
                });
    }

    @Test
    void aReceiverWithNobodyLeftIsFoundAndEveryChangeIsInTheAudit() {
        var audit = new InMemoryAuditTrail();
        var book = new UnsubscribeBook(new InMemoryUnsubscriptions(audit));
        var tree = new RoutingTree(Route.Settings.root("ops", "market"), List.of(new Receiver("ops", mail)));

        book.unsubscribe("ops", "ada@example.com", "ada", START);
        assertThat(book.deserted(tree)).isEmpty();
        book.unsubscribe("ops", "eve@example.com", "eve", START);
        assertThat(book.deserted(tree)).containsOnlyKeys("ops");
        assertThat(book.undo("ops", "eve@example.com", "admin", START)).isTrue();
        assertThat(book.undo("ops", "eve@example.com", "admin", START)).isFalse();

        assertThat(book.deserted(tree)).isEmpty();
        assertThat(audit.latest(10))
                .extracting(Deed::who, Deed::action)
                .containsExactly(
                        tuple("admin", "unsubscription_undone"),
                        tuple("eve", "unsubscribed"),
                        tuple("ada", "unsubscribed"));
    }
}
