package dev.bellwether.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
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
import dev.bellwether.kpi.Kpi;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.DueTimes;
import dev.bellwether.notify.EmailNotifier;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Retries;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.notify.Sender;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.JdbcSource;
import dev.bellwether.source.MetricSource;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * The service over the months that have been: the same sources, stores, rules, life cycle and mails as in production,
 * moved on by a written clock, one local midnight after the other.
 */
final class OlistRun {

    /** Daily KPIs: once a week is often enough to be reminded. */
    private static final Route.Settings ROUTE = Route.Settings.root("operations", "alertname")
            .timed(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofDays(7));

    private final Map<String, Fired> firing = new LinkedHashMap<>();
    private final List<Fired> over = new ArrayList<>();
    private final Map<LocalDate, List<String>> mails = new TreeMap<>();
    private final Map<Evaluation.Phase, Duration> phases = new TreeMap<>();
    private final List<Evaluation> unjudged = new ArrayList<>();
    private int evaluations;

    /** Everything from {@code first} to {@code last}, both local days whose midnight at the end is judged. */
    static OlistRun over(DataSource warehouse, DataSource ours, LocalDate first, LocalDate last) {
        var run = new OlistRun();
        run.go(warehouse, Databases.migrated(ours), first, last);
        return run;
    }

    /** Every alert that fired, oldest first. */
    List<Fired> fired() {
        var all = new ArrayList<>(over);
        all.addAll(firing.values());
        all.sort(java.util.Comparator.comparing(Fired::firingAt).thenComparing(Fired::toString));
        return all;
    }

    /** Subjects of the mails accepted, by the local day on which they were sent. */
    Map<LocalDate, List<String>> mails() {
        return mails;
    }

    int evaluations() {
        return evaluations;
    }

    /** How long all evaluations took, by phase. */
    Map<Evaluation.Phase, Duration> phases() {
        return phases;
    }

    /** Evaluations that ended without a judgement. */
    List<Evaluation> unjudged() {
        return unjudged;
    }

    private void go(DataSource warehouse, DataSource ours, LocalDate first, LocalDate last) {
        CatalogueReading reading = CatalogueReader.read(OlistWarehouse.EXAMPLE.resolve("kpis"));
        assertThat(reading.problems()).isEmpty();
        Catalogue catalogue = reading.catalogue();
        MetricSource source =
                new JdbcSource(warehouse, new JdbcSource.Settings("olist", Duration.ofSeconds(60), 1_000, 1_000_000));
        var history = new JdbcHistory(ours);
        Alerts alerts = new JdbcAlerts(ours);
        var notificationLog = new JdbcNotificationLog(ours);
        var mailServer = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mailServer.start();
        try (var rules = new RuleBook(OlistWarehouse.EXAMPLE.resolve("rules"), new RuleLoader())) {
            rules.reload(catalogue.kpis(), first.atStartOfDay(OlistScore.ZONE).toInstant());
            assertThat(rules.status().problems()).isEmpty();
            var evaluator = new Evaluator(history, rules, alerts, new Standing(), Runnable::run, this::note);
            var catchUp = new CatchUp(evaluator, new BackFill(history), alerts, 3);
            var smtp = SmtpSettings.plain("127.0.0.1", mailServer.getSmtp().getPort(), "alerts@example.com");
            var template = new MailTemplate(catalogue.markets(), "");
            var mail = new EmailNotifier(smtp, List.of("operations@example.com"), template, Retries.DEFAULT);
            var tree = new RoutingTree(ROUTE, List.of(new Receiver("operations", mail)));
            var dispatcher =
                    new Dispatcher(notificationLog, tree, Muter.NONE, DueTimes.AT_THE_END, NotifyListener.NONE);
            try (var sender = new Sender(notificationLog, tree, NotifyListener.NONE, 1)) {
                for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                    Instant midnight =
                            day.plusDays(1).atStartOfDay(OlistScore.ZONE).toInstant();
                    for (Kpi kpi : catalogue.kpis()) {
                        catchUp.run(kpi, source, catalogue.markets(), midnight);
                    }
                    for (int seconds : new int[] {0, 30, 330}) { // entered; the group has waited; its next check
                        dispatcher.dispatch(midnight.plusSeconds(seconds));
                        sender.deliver(midnight.plusSeconds(seconds));
                    }
                    collect(mailServer, day);
                }
            }
        } finally {
            mailServer.stop();
        }
    }

    private void note(Evaluation evaluation) {
        evaluations++;
        evaluation.phases().forEach((phase, took) -> phases.merge(phase, took, Duration::plus));
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

    private void collect(GreenMail server, LocalDate day) {
        try {
            for (MimeMessage message : server.getReceivedMessages()) {
                mails.computeIfAbsent(day.plusDays(1), key -> new ArrayList<>()).add(message.getSubject());
            }
            if (mails.containsKey(day.plusDays(1))) {
                server.purgeEmailFromAllMailboxes();
            }
        } catch (MessagingException | com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }
}
