package dev.bellwether.store;

import static dev.bellwether.notify.Mailroom.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.mute.Muter;
import dev.bellwether.notify.Delivery;
import dev.bellwether.notify.DeliveryContract;
import dev.bellwether.notify.Mailroom;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.WrittenNotifier;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

abstract class JdbcDeliveryContract extends DeliveryContract {

    DataSource database;

    abstract DataSource freshDatabase();

    @Override
    protected void create() {
        database = freshDatabase();
        alerts = new JdbcAlerts(database);
        log = log("one");
    }

    private NotificationLog log(String instance) {
        return new JdbcNotificationLog(database, () -> RULES, instance);
    }

    @Override
    protected NotificationLog reopened() {
        return log("one");
    }

    private Mailroom room(String instance, WrittenNotifier notifier) {
        return new Mailroom(
                alerts,
                log(instance),
                Route.Settings.root("ops", "name", "market"),
                Muter.NONE,
                new Receiver("ops", notifier));
    }

    @Test
    @DisplayName("AC 49: two instances on one database send one mail of each group")
    void twoInstancesSendOneMail() throws Exception {
        var firstMail = new WrittenNotifier("ops@example.com");
        var secondMail = new WrittenNotifier("ops@example.com");
        Mailroom first = room("one", firstMail);
        Mailroom second = room("two", secondMail);
        first.firesMany(60, 3);

        for (int round = 0; round < 6; round++) {
            if (round == 1) {
                first.sleeps(WAIT);
                second.sleeps(WAIT);
            }
            var together = new CyclicBarrier(2);
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> works(second, together));
            works(first, together);
            other.get(1, TimeUnit.MINUTES);
        }

        var sent = new ArrayList<String>();
        firstMail.handed().forEach(handed -> sent.add(handed.inShort()));
        secondMail.handed().forEach(handed -> sent.add(handed.inShort()));
        assertThat(sent)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> "FIRST n" + i).toList());
        assertThat(log.outboxPending()).isZero();
    }

    /** As the schedule does: what another instance was quicker with is left for the next turn. */
    private static void works(Mailroom room, CyclicBarrier together) {
        try {
            together.await(1, TimeUnit.MINUTES);
            room.works();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("another dispatcher");
            room.works();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @DisplayName(
            "AC 49: a mail in the hand of one instance is not sent by another, until that one has been gone for minutes")
    void aMailInHandIsLeftAlone() {
        var theirs = new WrittenNotifier("ops@example.com");
        Mailroom other = room("two", theirs);
        var mine = new WrittenNotifier("ops@example.com");
        Mailroom room = room("one", mine);
        mine.answers((notification, address, attempt, now) -> {
            other.works(); // in the middle of our sending
            return new Delivery.Sent();
        });
        room.fires("a", "ES");
        room.works();
        room.sleeps(WAIT);
        other.sleeps(WAIT);
        room.works();
        assertThat(theirs.handed()).isEmpty();
        assertThat(mine.handed()).hasSize(1);

        mine.answers((notification, address, attempt, now) -> {
            throw new AssertionError("the process dies here");
        });
        room.fires("b", "ES");
        room.works();
        room.sleeps(WAIT);
        other.sleeps(WAIT);
        try {
            room.works();
        } catch (AssertionError died) {
            // it sends no more
        }
        other.works();
        assertThat(theirs.handed()).isEmpty();

        new JdbcTemplate(database)
                .update("update delivery set claimed_until = current_timestamp - interval '1' second"
                        + " where claimed_until is not null");
        other.works();
        assertThat(theirs.news()).containsExactly("FIRST b");
    }
}
