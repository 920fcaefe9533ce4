package dev.bellwether.schedule;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** A few threads for each source, so that a slow source holds up its own KPIs and nobody else's. */
public final class SourceWorkers implements AutoCloseable {

    private static final long STOP_SECONDS = 20;

    private final ToIntFunction<String> workersOf;
    private final Map<String, ThreadPoolExecutor> bySource = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param workersOf how many evaluations may ask the source of this name at once */
    public SourceWorkers(ToIntFunction<String> workersOf) {
        this.workersOf = workersOf;
    }

    /** @throws RejectedExecutionException once closed */
    void execute(String source, Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("the service is stopping");
        }
        // a KPI waits in the queue at most once, so the catalogue bounds its length
        bySource.computeIfAbsent(source, this::pool).execute(task);
    }

    private ThreadPoolExecutor pool(String source) {
        int workers = Math.max(1, workersOf.applyAsInt(source));
        var pool = new ThreadPoolExecutor(
                workers,
                workers,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                task -> new Thread(task, "evaluate-" + source));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Lets running evaluations finish for a while; what waits is dropped and due again after the next start. */
    @Override
    public void close() {
        closed = true;
        bySource.values().forEach(pool -> {
            pool.getQueue().clear();
            pool.shutdown();
        });
        try {
            for (ThreadPoolExecutor pool : bySource.values()) {
                if (!pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    pool.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            bySource.values().forEach(ThreadPoolExecutor::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
