package dev.bellwether.selfwatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Alerts;
import dev.bellwether.kpi.Markets;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.DueTimes;
import dev.bellwether.notify.HttpPost;
import dev.bellwether.notify.MailSettings;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.notify.Sender;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.routing.ReceiverSettings;
import dev.bellwether.routing.Receivers;
import dev.bellwether.store.JdbcAlerts;
import dev.bellwether.store.JdbcNotificationLog;
import dev.bellwether.testing.Databases;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The canary on its way through a real store, the dispatcher, the routes and SMTP, on a written clock. */
class CanaryIT {

    /** In Madrid ten minutes before six. */
    private static final Instant BEFORE_SIX = Instant.parse("2026-11-22T04:50:00Z");

    private static final Instant SIX = Instant.parse("2026-11-22T05:00:00Z");
    private static final Duration A_DAY = Duration.ofDays(1);

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final DataSource database = Databases.migrated(Databases.h2InMemory());
    private final Alerts alerts = new JdbcAlerts(database);
    private final NotificationLog log = new JdbcNotificationLog(database);
    private Canary canary = canary();
    private Dispatcher dispatcher;
    private Sender sender;

    private Canary canary() {
        return new Canary(alerts, log, LocalTime.of(6, 0), ZoneId.of("Europe/Madrid"));
    }

    @BeforeEach
    void start() {
        mailServer.start();
        connect(mailServer.getSmtp().getPort());
    }

    private void connect(int port) {
        var smtp = new SmtpSettings(
                "127.0.0.1",
                port,
                "bellwether@example.com",
                null,
                null,
                false,
                SmtpSettings.Timeouts.all(Duration.ofSeconds(5)));
        var template = new MailTemplate(MailSettings.plain(Markets.NONE, ""));
        var maker = new Receivers(smtp, () -> template, new HttpPost(), "http://localhost:8080");
        Receiver operations = maker.apply(ReceiverSettings.mailing("operations", List.of("ops@example.com")));
        Receiver proof = maker.apply(ReceiverSettings.mailing(Canary.RECEIVER, List.of("canary@example.com"))
                .silentWhenResolved());
        var tree = new RoutingTree(
                Canary.under(Route.Settings.root("operations", "alertname")), List.of(operations, proof));
        dispatcher = new Dispatcher(log, tree, Muter.NONE, DueTimes.AT_THE_END, NotifyListener.NONE);
        sender = new Sender(log, tree, NotifyListener.NONE, 1);
    }

    @AfterEach
    void stop() {
        mailServer.stop();
    }

    /** What the schedules do in a minute. */
    private void minutePasses(Instant now) {
        canary.look(now);
        dispatcher.dispatch(now.plusSeconds(2));
        sender.deliver(now.plusSeconds(3));
        canary.look(now.plusSeconds(15));
        dispatcher.dispatch(now.plusSeconds(16));
        sender.deliver(now.plusSeconds(17));
    }

    private List<String> mailedTo() {
        return Arrays.stream(mailServer.getReceivedMessages())
                .map(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString();
                    } catch (MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void onceADayAMailGoesTheWholeWay() {
        minutePasses(BEFORE_SIX); // the first one ever does not wait for the morning
        assertThat(mailedTo()).containsExactly("canary@example.com");
        assertThat(canary.lastAccepted())
                .hasValueSatisfying(at -> assertThat(at).isAfter(BEFORE_SIX));

        minutePasses(BEFORE_SIX.plusSeconds(60));
        assertThat(mailedTo()).hasSize(1);

        minutePasses(SIX);
        minutePasses(SIX.plusSeconds(60));
        assertThat(mailedTo()).hasSize(2);

        minutePasses(SIX.plus(A_DAY).minusSeconds(60));
        assertThat(mailedTo()).hasSize(2);
        minutePasses(SIX.plus(A_DAY));
        assertThat(mailedTo()).hasSize(3).containsOnly("canary@example.com");
    }

    @Test
    void itsAlertEndsWhenTheServerHasTakenTheMail() {
        minutePasses(SIX);

        assertThat(alerts.active()).isEmpty();
    }

    @Test
    void aRestartNeitherRepeatsItNorForgetsWhenItWasTaken() {
        minutePasses(SIX);
        Instant accepted = canary.lastAccepted().orElseThrow();

        canary = canary();
        minutePasses(SIX.plusSeconds(600));

        assertThat(mailedTo()).hasSize(1);
        assertThat(canary.lastAccepted()).contains(accepted);
    }

    @Test
    void whileTheMailServerIsDownItIsNotTaken() {
        minutePasses(SIX);
        Instant accepted = canary.lastAccepted().orElseThrow();
        int port = mailServer.getSmtp().getPort();
        mailServer.stop();

        minutePasses(SIX.plus(A_DAY));
        assertThat(canary.lastAccepted()).contains(accepted);
        assertThat(alerts.active()).extracting(Alert::alertname).containsExactly(Canary.ALERTNAME);
        assertThat(log.outboxPending()).isEqualTo(1);

        minutePasses(SIX.plus(A_DAY).plus(A_DAY));
        assertThat(canary.lastAccepted()).as("port " + port + " is closed").contains(accepted);
    }
}
