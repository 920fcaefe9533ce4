package dev.bellwether.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Transition;
import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.catalogue.CatalogueReading;
import dev.bellwether.evaluate.BackFill;
import dev.bellwether.evaluate.CatchUp;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.examples.OlistScore.Fired;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.DueTimes;
import dev.bellwether.notify.EmailNotifier;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Retries;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.notify.Sender;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.replay.Replay;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.source.Sources;
import dev.bellwether.store.JdbcAlerts;
import dev.bellwether.store.JdbcHistory;
import dev.bellwether.store.JdbcNotificationLog;
import dev.bellwether.testing.Databases;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The service over the months that have been: the same sources, stores, rules, life cycle and mails as in production,
 * moved on by a written clock.
 */
final class OlistRun {

    /** Daily KPIs: once a week is often enough to be reminded. */
    private static final Route.Settings ROUTE = Route.Settings.root("operations", "alertname")
            .timed(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7));

    private final Map<String, Fired> firing = new LinkedHashMap<>();
    private final List<Fired> over = new ArrayList<>();
    private final Map<LocalDate, List<String>> mails = new TreeMap<>();
    private final List<Evaluation> unjudged = new ArrayList<>();
    private int evaluations;

    /** Judges every grain that ends after {@code from} and not after {@code to}. */
    static OlistRun over(DataSource warehouse, DataSource ours, Instant from, Instant to) {
        var run = new OlistRun();
        run.go(warehouse, Databases.migrated(ours), from, to);
        return run;
    }

    /** Every alert that fired, oldest first. */
    List<Fired> fired() {
        var all = new ArrayList<>(over);
        all.addAll(firing.values());
        all.sort(Comparator.comparing(Fired::firingAt).thenComparing(Fired::toString));
        return all;
    }

    /** Subjects of the mails accepted, by the local day on which they were sent. */
    Map<LocalDate, List<String>> mails() {
        return mails;
    }

    int evaluations() {
        return evaluations;
    }

    /** Evaluations that ended without a judgement. */
    List<Evaluation> unjudged() {
        return unjudged;
    }

    private void go(DataSource warehouse, DataSource ours, Instant from, Instant to) {
        CatalogueReading reading = CatalogueReader.read(OlistWarehouse.EXAMPLE.resolve("kpis"));
        assertThat(reading.problems()).isEmpty();
        Catalogue catalogue = reading.catalogue();
        var source =
                new JdbcSource(warehouse, new JdbcSource.Settings("olist", Duration.ofSeconds(60), 1_000, 1_000_000));
        var history = new JdbcHistory(ours);
        var alerts = new JdbcAlerts(ours);
        var mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mailServer.start();
        try (var rules = new RuleBook(OlistWarehouse.EXAMPLE.resolve("rules"), new RuleLoader());
                var outbox = new Outbox(catalogue, new JdbcNotificationLog(ours), mailServer)) {
            rules.reload(catalogue.kpis(), from);
            assertThat(rules.status().problems()).isEmpty();
            var evaluator = new Evaluator(history, rules, alerts, new Standing(), Runnable::run, evaluation -> {});
            var catchUp = new CatchUp(evaluator, new BackFill(history), alerts, 3);
            new Replay(catchUp, catalogue, new Sources(List.of(source)), outbox, Duration.ofHours(12))
                    .run(from, to, this::note);
            collectFrom(mailServer);
        } finally {
            mailServer.stop();
        }
    }

    /** The live dispatcher and sender, and a mail server that takes all. */
    private static final class Outbox implements Replay.Outbox, AutoCloseable {

        private final Sender sender;
        private final Replay.Outbox turns;

        Outbox(Catalogue catalogue, NotificationLog notificationLog, GreenMail mailServer) {
            var smtp = SmtpSettings.plain("127.0.0.1", mailServer.getSmtp().getPort(), "alerts@example.com");
            var template = new MailTemplate(catalogue.markets(), "");
            var mail = new EmailNotifier(smtp, List.of("operations@example.com"), template, Retries.DEFAULT);
            var tree = new RoutingTree(ROUTE, List.of(new Receiver("operations", mail)));
            var dispatcher =
                    new Dispatcher(notificationLog, tree, Muter.NONE, DueTimes.AT_THE_END, NotifyListener.NONE);
            sender = new Sender(notificationLog, tree, NotifyListener.NONE, 1);
            turns = Replay.Outbox.of(dispatcher, sender);
        }

        @Override
        public void turn(Instant now) {
            turns.turn(now);
        }

        @Override
        public void close() {
            sender.close();
        }
    }

    private void note(Evaluation evaluation) {
        evaluations++;
        if (!evaluation.outcome().isJudged()) {
            unjudged.add(evaluation);
        }
        evaluation.transitions().forEach(this::note);
    }

    private void note(Transition transition) {
        var alert = transition.alert();
        if (transition.to() == AlertState.FIRING) {
            firing.put(
                    alert.fingerprint(),
                    new Fired(alert.alertname(), alert.kpi().value(), alert.labels(), transition.at(), null));
        } else if (transition.to() == AlertState.RESOLVED) {
            Fired fired = firing.remove(alert.fingerprint());
            over.add(new Fired(fired.alertname(), fired.kpi(), fired.labels(), fired.firingAt(), transition.at()));
        }
    }

    private void collectFrom(GreenMail server) {
        try {
            for (MimeMessage message : server.getReceivedMessages()) {
                LocalDate day = message.getSentDate()
                        .toInstant()
                        .atZone(OlistScore.ZONE)
                        .toLocalDate();
                mails.computeIfAbsent(day, key -> new ArrayList<>()).add(message.getSubject());
            }
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
