package dev.bellwether.bench;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.mute.Muter;
import dev.bellwether.notify.Budget;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.DueTimes;
import dev.bellwether.notify.EmailNotifier;
import dev.bellwether.notify.MailTemplate;
import dev.bellwether.notify.Mailroom;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Retries;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.notify.Sender;
import dev.bellwether.notify.SmtpSettings;
import dev.bellwether.store.JdbcAlerts;
import dev.bellwether.store.JdbcNotificationLog;
import dev.bellwether.testing.Databases;
import dev.bellwether.testing.Postgres;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * How long after group_wait are 20,000 firing alerts mailed? Counted from the check of the groups to the last mail that an
 * SMTP sink in the same process has taken; alerts, groups and outbox are in PostgreSQL. As in the service, mails leave
 * while groups are still being decided. The first round is that of a cold JVM: what its compilers took is shown, for
 * they take it from the same cores.
 */
public final class MailBenchmark {

    private static final int ALERTS = 20_000;
    private static final int ROUNDS = 8;

    private MailBenchmark() {}

    /** Takes every mail. */
    private static final class Sink implements AutoCloseable {

        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final AtomicInteger mails = new AtomicInteger();

        Sink() throws IOException {
            start(() -> {
                while (true) {
                    Socket socket = listener.accept();
                    start(() -> talk(socket));
                }
            });
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void start(Work work) {
            var thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // the other side has gone
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private void talk(Socket socket) throws IOException {
            try (socket) {
                var in = new BufferedReader(new InputStreamReader(
                        new BufferedInputStream(socket.getInputStream()), StandardCharsets.ISO_8859_1));
                OutputStream out = socket.getOutputStream();
                say(out, "220 sink");
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.startsWith("DATA")) {
                        say(out, "354 go on");
                        while (!".".equals(in.readLine())) {
                            // it is only taken
                        }
                        mails.incrementAndGet();
                    }
                    say(out, "250 fine");
                }
            }
        }

        private static void say(OutputStream out, String answer) throws IOException {
            out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    /** @param arguments numbers of groups; 1,000 and 50 when there are none */
    public static void main(String[] arguments) throws IOException {
        String[] groups = arguments.length == 0 ? new String[] {"1000", "50"} : arguments;
        System.out.printf(
                "| alerts | groups | decided | all accepted | compilers | mails | peak heap | mails at the next checks |%n");
        for (String number : groups) {
            for (int round = 1; round <= ROUNDS; round++) {
                run(Integer.parseInt(number));
            }
        }
    }

    private static void run(int groups) throws IOException {
        DataSource database = Databases.migrated(Postgres.freshDatabase());
        Alerts alerts = new JdbcAlerts(database);
        NotificationLog log = new JdbcNotificationLog(database);
        try (var sink = new Sink()) {
            var smtp = new SmtpSettings(
                    "127.0.0.1",
                    sink.listener.getLocalPort(),
                    "alerts@bellwether.example",
                    null,
                    null,
                    false,
                    SmtpSettings.Timeouts.DEFAULT);
            var template = new MailTemplate(Markets.NONE, "");
            var mail = new EmailNotifier(smtp, List.of("ops@example.com"), template, Retries.DEFAULT);
            var tree = new RoutingTree(Route.Settings.root("ops", "market"), List.of(new Receiver("ops", mail)));
            var dispatcher = new Dispatcher(log, tree, Muter.NONE, DueTimes.AT_THE_END, NotifyListener.NONE);
            try (var sender = new Sender(log, () -> tree, List::of, NotifyListener.NONE, Budget.NONE, 2)) {
                fire(alerts, groups);
                dispatcher.dispatch(Mailroom.START);
                resetPeak();

                Instant due = Mailroom.START.plus(Mailroom.WAIT);
                var sending = new FutureTask<Void>(() -> sendAll(log, sender, due), null);
                var thread = new Thread(sending);
                long compiled = compilersMillis();
                long began = System.nanoTime();
                dispatcher.dispatch(due, () -> startOnce(thread));
                long decided = System.nanoTime();
                await(sending);
                sendAll(log, sender, due); // what was decided after the last look
                long ended = System.nanoTime();
                compiled = compilersMillis() - compiled;
                int accepted = sink.mails.get();

                for (Duration later : List.of(Mailroom.INTERVAL, Mailroom.INTERVAL.multipliedBy(2))) {
                    dispatcher.dispatch(due.plus(later));
                    sender.deliver(due.plus(later));
                }
                System.out.printf(
                        "| %,d | %,d | %.2f s | %.2f s | %.2f s | %,d | %,d MB | %d |%n",
                        ALERTS,
                        groups,
                        (decided - began) / 1e9,
                        (ended - began) / 1e9,
                        compiled / 1e3,
                        accepted,
                        peak() >> 20,
                        sink.mails.get() - accepted);
            }
        }
    }

    private static void sendAll(NotificationLog log, Sender sender, Instant due) {
        while (log.outboxPending() > 0) {
            sender.deliver(due);
        }
    }

    private static void startOnce(Thread thread) {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long compilersMillis() {
        return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
    }

    private static void fire(Alerts alerts, int groups) {
        var firing = new ArrayList<Alert>();
        for (int i = 0; i < ALERTS; i++) {
            Labels labels = Labels.of("market", "M" + i % groups, "seller", "s" + i);
            firing.add(Mailroom.alert(AlertState.FIRING, labels, 0.41, Mailroom.START, null));
        }
        List<Transition> transitions = firing.stream()
                .map(alert -> new Transition(alert, null, AlertState.FIRING, Mailroom.START))
                .toList();
        alerts.commit(Mailroom.PROMISE, Mailroom.START, new Advance(firing, List.of(), transitions));
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void resetPeak() {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
}
