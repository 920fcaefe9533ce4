package dev.bellwether.store;

import static dev.bellwether.notify.Mailroom.INTERVAL;
import static dev.bellwether.notify.Mailroom.START;
import static dev.bellwether.notify.Mailroom.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alerts;
import dev.bellwether.notify.Delivery;
import dev.bellwether.notify.Mailroom;
import dev.bellwether.notify.Notification;
import dev.bellwether.notify.WrittenNotifier;
import dev.bellwether.notify.WrittenNotifier.Handed;
import dev.bellwether.testing.MortalDatabase;
import dev.bellwether.testing.MortalDatabase.Killed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The process dies at every single step between an alert that fires and its last mail, and a fresh one goes on. Nothing
 * is lost; what is doubled is the mail in hand, under its own name.
 */
abstract class KillContract {

    private static final String[] TABLES = {
        "delivery", "notification", "told", "group_member", "alert_group", "transition", "alert", "evaluation"
    };

    abstract DataSource freshDatabase();

    @Test
    @DisplayName("AC 47: killed at every single step between an alert and its last mail, it loses nothing")
    void losesNothingWhereverItIsKilled() {
        DataSource database = freshDatabase();
        int step = 0;
        boolean survived;
        do {
            step++;
            survived = new Life(database, step).isLivedToTheEnd();
        } while (!survived);

        assertThat(step).isGreaterThan(100);
    }

    /** One run of the story, with one death in it. */
    private static final class Life {

        private final DataSource database;
        private final int diesAt;
        private final MortalDatabase mortal;
        private final WrittenNotifier mail = new WrittenNotifier("ops@example.com", "second@example.com");
        private final Mailroom room;

        Life(DataSource database, int diesAt) {
            this.database = database;
            this.diesAt = diesAt;
            this.mortal = new MortalDatabase(database, diesAt);
            Alerts alerts = new JdbcAlerts(database); // evaluation lives on: this is about sending
            this.room = new Mailroom(alerts, new JdbcNotificationLog(mortal), mail);
            mail.answers(this::hands);
        }

        private Delivery hands(Notification notification, String address, int attempt, Instant now) {
            mortal.step(); // before the server has it
            return new Delivery.Sent();
        }

        boolean isLivedToTheEnd() {
            var jdbc = new JdbcTemplate(database);
            for (String table : TABLES) {
                jdbc.update("delete from " + table);
            }
            room.fires("a", "ES");
            room.fires("x", "PL");
            goOn(Duration.ZERO);
            room.fires("b", "ES");
            goOn(WAIT);
            room.fires("c", "ES");
            room.resolves("a", "ES");
            goOn(INTERVAL);
            room.resolves("b", "ES");
            room.resolves("c", "ES");
            room.resolves("x", "PL");
            goOn(INTERVAL);
            goOn(INTERVAL);
            expectEveryMailInOrder();
            assertThat(jdbc.queryForObject("select count(*) from alert_group", Long.class))
                    .as("groups left, killed at step %d", diesAt)
                    .isZero();
            return !mortal.isDead();
        }

        private void goOn(Duration duration) {
            room.sleeps(duration);
            try {
                room.works();
            } catch (Killed | RuntimeException e) {
                if (!mortal.isDead()) {
                    throw e;
                }
                room.restarts(new JdbcNotificationLog(database), mail);
                mail.acceptsAll();
                room.works();
            }
        }

        private void expectEveryMailInOrder() {
            for (String address : mail.addresses()) {
                for (String market : List.of("ES", "PL")) {
                    var once = new LinkedHashMap<String, Notification>();
                    List<Handed> mails = mail.handed().stream()
                            .filter(handed -> handed.address().equals(address))
                            .filter(handed -> handed.notification()
                                    .group()
                                    .labels()
                                    .get("market")
                                    .equals(market))
                            .toList();
                    mails.forEach(handed -> once.put(handed.notification().dedupKey(), handed.notification()));
                    assertThat(inShort(mails, once))
                            .as("mails to %s of %s, killed at step %d", address, market, diesAt)
                            .isEqualTo(
                                    market.equals("ES")
                                            ? List.of("FIRST a b", "NEW_ALERTS b c -a", "RESOLVED -b -c")
                                            : List.of("FIRST x", "RESOLVED -x"));
                }
            }
            long different = mail.handed().stream()
                    .map(handed -> handed.notification().dedupKey() + handed.address())
                    .distinct()
                    .count();
            assertThat(mail.handed().size() - different)
                    .as("doubled mails, killed at step %d", diesAt)
                    .isLessThanOrEqualTo(1);
            assertThat(mail.handed()).allMatch(handed -> handed.at().isAfter(START.minusSeconds(1)));
        }

        /** Each mail once; a doubled one must be word for word the same. */
        private static List<String> inShort(List<Handed> mails, Map<String, Notification> once) {
            var words = new ArrayList<String>();
            var seen = new ArrayList<String>();
            for (Handed handed : mails) {
                assertThat(handed.notification())
                        .isEqualTo(once.get(handed.notification().dedupKey()));
                if (!seen.contains(handed.notification().dedupKey())) {
                    seen.add(handed.notification().dedupKey());
                    words.add(handed.inShort());
                }
            }
            return words;
        }
    }
}
