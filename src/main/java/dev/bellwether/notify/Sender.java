package dev.bellwether.notify;

import dev.bellwether.notify.NotificationLog.Pending;
import dev.bellwether.notify.NotificationLog.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the dispatcher decided, each target with its own retry. What the other side accepts is recorded at once,
 * so a process that dies doubles at most the one mail in the hand of each connection, under the same Message-ID.
 */
public final class Sender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    private static final int AT_A_TIME = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_MAIL = Duration.ofSeconds(30);

    private final NotificationLog notificationLog;
    private final Supplier<RoutingTree> trees;
    private final NotifyListener listener;
    private final Supplier<List<Unsubscription>> unsubscribed;
    private final Budget budget;
    private final Digests digests;
    private final int connections;
    private final ExecutorService threads;

    /** Lanes that an earlier turn has begun and not ended. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** As of this turn. */
    private volatile List<Unsubscription> gone = List.of();

    private volatile boolean closed;

    /** With a tree that stays. */
    public Sender(NotificationLog notificationLog, RoutingTree tree, NotifyListener listener, int connections) {
        this(notificationLog, () -> tree, List::of, listener, Budget.NONE, connections);
    }

    /**
     * @param trees the routing that is in force
     * @param unsubscribed who wants no more mails of which receiver
     * @param budget of each target
     * @param connections how many to the mail server, and to each other target, at the same time
     */
    public Sender(
            NotificationLog notificationLog,
            Supplier<RoutingTree> trees,
            Supplier<List<Unsubscription>> unsubscribed,
            NotifyListener listener,
            Budget budget,
            int connections) {
        this.unsubscribed = unsubscribed;
        this.budget = budget;
        this.digests = new Digests(notificationLog);
        this.notificationLog = notificationLog;
        this.trees = trees;
        this.listener = listener;
        this.connections = connections;
        this.threads = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "sender");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Sends what is due; one caller at a time. Safe to call again after it failed at any point. Returns when all is done,
     * or after some seconds: who hangs is then left to one thread or two, and the others' next mails do not wait.
     */
    public synchronized void deliver(Instant now) {
        if (closed) {
            return;
        }
        gone = unsubscribed.get();
        digests.make(now);
        var ration = new Ration(budget, notificationLog, now);
        boolean isMoving = true;
        while (isMoving && !closed) { // what the dispatcher plans meanwhile goes out in the same turn
            var turn = new Turn(now, ration, new AtomicInteger());
            boolean done = deliver(notificationLog.dueDeliveries(now, Set.copyOf(busy), AT_A_TIME), turn);
            isMoving = done && turn.ended().get() > 0;
        }
    }

    /** @param ended how many deliveries are on their way no more */
    private record Turn(Instant now, Ration ration, AtomicInteger ended) {}

    /** Each lane for itself; whether all came to their end. */
    private boolean deliver(List<Pending> pending, Turn turn) {
        var lanes = pending.stream()
                .collect(Collectors.groupingBy(
                        one -> one.target().lane(), LinkedHashMap::new, Collectors.toUnmodifiableList()));
        if (connections == 1) {
            lanes.values().forEach(lane -> work(byNotification(lane), turn));
            return true;
        }
        var running = new ArrayList<Future<?>>();
        lanes.forEach((lane, its) -> running.addAll(begin(lane, byNotification(its), turn)));
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean done = true;
        for (Future<?> work : running) {
            done &= hasEnded(work, end);
        }
        return done;
    }

    private List<Future<?>> begin(String lane, Queue<List<Pending>> mails, Turn turn) {
        int hands = Math.min(connections, mails.size());
        var atWork = new AtomicInteger(hands);
        var running = new ArrayList<Future<?>>();
        busy.add(lane);
        for (int i = 0; i < hands; i++) {
            running.add(threads.submit(() -> {
                try {
                    work(mails, turn);
                } finally {
                    if (atWork.decrementAndGet() == 0) {
                        busy.remove(lane);
                    }
                }
            }));
        }
        return running;
    }

    /** The deliveries of one notification stay in one hand, which writes its text once. */
    private static Queue<List<Pending>> byNotification(List<Pending> pending) {
        var byKey = new LinkedHashMap<String, List<Pending>>();
        pending.forEach(
                delivery -> byKey.computeIfAbsent(delivery.notification().dedupKey(), key -> new ArrayList<>())
                        .add(delivery));
        return new ConcurrentLinkedQueue<>(byKey.values());
    }

    private void work(Queue<List<Pending>> mails, Turn turn) {
        var failed = new ArrayList<Settled>();
        var batches = new LinkedHashMap<Notifier, Notifier.Batch>();
        try {
            for (List<Pending> mail = mails.poll(); mail != null && !closed; mail = mails.poll()) {
                for (Pending pending : mail) {
                    if (!notificationLog.claim(pending, turn.now())) {
                        continue; // another instance has it
                    }
                    Delivery delivery = send(pending, batches, turn);
                    tell(pending, delivery);
                    if (!(delivery instanceof Delivery.RetryAt)) {
                        turn.ended().incrementAndGet();
                    }
                    if (delivery instanceof Delivery.Sent) {
                        notificationLog.record(List.of(new Settled(pending, delivery)), turn.now());
                    } else {
                        failed.add(new Settled(pending, delivery));
                    }
                }
            }
        } finally {
            batches.values().forEach(Notifier.Batch::close);
            if (!failed.isEmpty()) {
                notificationLog.record(failed, turn.now());
            }
        }
    }

    private Delivery send(Pending pending, Map<Notifier, Notifier.Batch> batches, Turn turn) {
        Receiver receiver =
                trees.get().receivers().get(pending.notification().group().receiver());
        Notifier notifier =
                receiver == null ? null : receiver.notifierOf(pending.target()).orElse(null);
        if (receiver == null || notifier == null) {
            // nobody has refused it: the routes that are in force now may tell the same address
            return new Delivery.GivenUp("the receiver is no longer configured", false);
        }
        if (gone.stream().anyMatch(one -> one.isOf(receiver.name(), pending.target()))) {
            return new Delivery.GivenUp("they have unsubscribed meanwhile", false);
        }
        Optional<Delivery.Held> held = turn.ration().take(pending, receiver, notifier);
        if (held.isPresent()) {
            return held.get();
        }
        try {
            return batches.computeIfAbsent(notifier, Notifier::open)
                    .send(pending.notification(), pending.target().address(), pending.attempts() + 1, turn.now());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("notification", pending.notification().dedupKey())
                    .setCause(e)
                    .log("notification cannot be written");
            return Retries.DEFAULT.seldom(pending.notification(), turn.now(), "cannot be written: " + e);
        }
    }

    private void tell(Pending pending, Delivery delivery) {
        String receiver = pending.notification().group().receiver();
        String integration = pending.target().integration();
        if (delivery instanceof Delivery.RetryAt retry) {
            listener.failed(receiver, integration, retry.why());
            if (!retry.why().equals(pending.lastError())) {
                log.atWarn()
                        .addKeyValue("receiver", receiver)
                        .addKeyValue("to", pending.target().address())
                        .addKeyValue("group", pending.notification().group().labels())
                        .addKeyValue("why", retry.why())
                        .addKeyValue("next", retry.when())
                        .log("notification not accepted, will be tried again");
            }
        } else if (delivery instanceof Delivery.Held held) {
            listener.held(receiver, integration, held.why());
            log.atInfo()
                    .addKeyValue("receiver", receiver)
                    .addKeyValue("to", pending.target().address())
                    .addKeyValue("group", pending.notification().group().labels())
                    .addKeyValue("until", held.until())
                    .addKeyValue("why", held.why())
                    .log("notification held for a digest");
        } else if (delivery instanceof Delivery.GivenUp givenUp) {
            listener.givenUp(receiver, integration, givenUp.why());
            log.atWarn()
                    .addKeyValue("receiver", receiver)
                    .addKeyValue("to", pending.target().address())
                    .addKeyValue("group", pending.notification().group().labels())
                    .addKeyValue("why", givenUp.why())
                    .log("notification given up");
        } else {
            listener.sent(receiver, integration);
            log.atInfo()
                    .addKeyValue("receiver", receiver)
                    .addKeyValue("to", pending.target().address())
                    .addKeyValue("group", pending.notification().group().labels())
                    .addKeyValue("reason", pending.notification().reason())
                    .addKeyValue("firing", pending.notification().counts().firing())
                    .addKeyValue("resolved", pending.notification().counts().resolved())
                    .log("notification accepted");
        }
    }

    /** @param end by {@link System#nanoTime} */
    private static boolean hasEnded(Future<?> work, long end) {
        try {
            work.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("sending stopped", e.getCause());
        }
    }

    /** Ends after the mail in hand, and waits for it to be recorded; what is left is sent by the next process. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            threads.shutdown();
        }
        try {
            if (!threads.awaitTermination(LONGEST_MAIL.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("a mail in hand did not end; it may be sent twice");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
