package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A background that never holds up mails: each answer has its time, all answers together have theirs, and what was
 * found once is kept for the other receivers of the same news. In a storm of mails the first have their charts and the
 * rest go without.
 */
public final class BoundedBackground implements Background, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BoundedBackground.class);

    private static final int KEPT = 200;
    private static final int AT_ONCE = 2;

    /** Saved up while nothing is asked; one part in {@link #SHARE} of the time that passes. */
    private static final Duration MOST_SAVED = Duration.ofSeconds(1);

    private static final int SHARE = 5;

    private record Asked(String fingerprint, Instant judgedAt, int transitions) {}

    private final Background background;
    private final Duration longest;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                var thread = new Thread(work, "background");
                thread.setDaemon(true);
                return thread;
            });
    private final Map<Asked, Story> known = new LinkedHashMap<>();
    private long savedNanos = MOST_SAVED.toNanos();
    private long countedAt = System.nanoTime();

    /** @param longest how long one answer may take */
    public BoundedBackground(Background background, Duration longest) {
        this.background = background;
        this.longest = longest;
    }

    @Override
    public Optional<Kpi> kpi(KpiId id) {
        return background.kpi(id);
    }

    @Override
    public Story of(Alert alert, Instant at) {
        var asked = new Asked(alert.fingerprint(), alert.judgedAt(), alert.transitions());
        Optional<Story> story = known(asked);
        if (story.isPresent() || !hasTime()) {
            return story.orElse(Story.NONE);
        }
        long started = System.nanoTime();
        Story found = ask(alert, at);
        keep(asked, found, System.nanoTime() - started);
        return found;
    }

    private Story ask(Alert alert, Instant at) {
        Future<Story> answer;
        try {
            answer = threads.submit(() -> background.of(alert, at));
        } catch (RejectedExecutionException e) {
            return Story.NONE; // those asked before are still looking
        }
        try {
            return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            log.atWarn()
                    .addKeyValue("alert", alert.alertname())
                    .addKeyValue("longest", longest)
                    .log("what stands behind an alert was not found in time, the mail goes without");
        } catch (ExecutionException e) {
            log.atWarn()
                    .addKeyValue("alert", alert.alertname())
                    .setCause(e.getCause())
                    .log("what stands behind an alert was not found, the mail goes without");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Story.NONE;
    }

    private synchronized Optional<Story> known(Asked asked) {
        return Optional.ofNullable(known.get(asked));
    }

    private synchronized boolean hasTime() {
        long now = System.nanoTime();
        savedNanos = Math.min(MOST_SAVED.toNanos(), savedNanos + (now - countedAt) / SHARE);
        countedAt = now;
        return savedNanos > 0;
    }

    private synchronized void keep(Asked asked, Story found, long took) {
        savedNanos -= took;
        known.put(asked, found);
        if (known.size() > KEPT) {
            known.remove(known.keySet().iterator().next());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
