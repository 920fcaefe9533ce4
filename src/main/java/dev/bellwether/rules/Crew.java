package dev.bellwether.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Threads that share a tick's chunks. The calling thread takes part, so the work is done even when no helper has time:
 * a busy pool makes a tick slower and never makes it wait.
 */
final class Crew {

    /** The calling thread alone. */
    static final Crew ALONE = new Crew(Runnable::run, 1);

    private final Executor helpers;
    private final int threads;

    /** @param threads how many at most, the calling one included */
    Crew(Executor helpers, int threads) {
        this.helpers = helpers;
        this.threads = threads;
    }

    /** The answers for 0 to {@code count} − 1, in that order. The first exception ends the work and is thrown. */
    <T> List<T> each(int count, IntFunction<T> work) {
        var job = new Job<>(count, work);
        for (int helper = 1; helper < Math.min(threads, count); helper++) {
            try {
                helpers.execute(job);
            } catch (RejectedExecutionException e) {
                break; // the pool is full or closing; the calling thread does it all
            }
        }
        job.run();
        return job.answers();
    }

    private static final class Job<T> implements Runnable {

        private final int count;
        private final IntFunction<T> work;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReferenceArray<T> answers;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final CountDownLatch open;

        Job(int count, IntFunction<T> work) {
            this.count = count;
            this.work = work;
            this.answers = new AtomicReferenceArray<>(count);
            this.open = new CountDownLatch(count);
        }

        @Override
        public void run() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        answers.set(i, work.apply(i));
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        }

        List<T> answers() {
            awaitAll();
            Throwable thrown = failure.get();
            if (thrown instanceof Error error) {
                throw error;
            }
            if (thrown != null) {
                throw (RuntimeException) thrown;
            }
            List<T> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                all.add(answers.get(i));
            }
            return all;
        }

        /** Not to be interrupted: the rule base is still in use until the last helper is done with its chunk. */
        private void awaitAll() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
