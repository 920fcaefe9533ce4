package dev.bellwether.evaluate;

import dev.bellwether.history.History;
import dev.bellwether.history.IncomingSamples;
import dev.bellwether.history.PastSlots;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the past that baselines need, by the KPI's own query over longer windows: all of it on the first start, the
 * grains that were missed after a pause. Nothing is judged.
 */
public final class BackFill {

    private static final Logger log = LoggerFactory.getLogger(BackFill.class);

    /** Readings asked for at once, so that memory stays flat however long the past is. */
    private static final int READINGS_AT_ONCE = 1_000_000;

    /** How long a back-fill may go on without a line in the log. */
    private static final long QUIET_NANOS = 5_000_000_000L;

    private final History history;
    private final Fetch fetch;

    public BackFill(History history) {
        this(history, Integer.MAX_VALUE);
    }

    /** @param mostSeries of one KPI */
    public BackFill(History history, int mostSeries) {
        this.history = history;
        this.fetch = new Fetch(history, mostSeries);
    }

    /**
     * Fills what is missing before {@code firstToJudge}.
     *
     * @return how many readings were added
     * @throws SourceException when the source does not answer; what was filled so far is kept
     */
    public long fill(Kpi kpi, MetricSource source, Instant firstToJudge) {
        Instant to = kpi.previous(firstToJudge);
        Instant from = startOf(kpi, firstToJudge);
        if (!from.isBefore(to)) {
            return 0;
        }
        log.atInfo()
                .addKeyValue("kpi", kpi.id())
                .addKeyValue("from", from)
                .addKeyValue("to", to)
                .log("back-fill begins");
        long lastSaid = System.nanoTime();
        long readings = 0;
        int step = 1;
        for (Instant done = from; done.isBefore(to); ) {
            Instant end = earlier(kpi.grain().shift(done, kpi.zone(), step), to);
            try {
                readings += fetch(kpi, source, new Window(done, end));
            } catch (SourceException e) {
                if (step == 1) {
                    throw e;
                }
                // a span too long for the statement's time may still be had in smaller pieces
                step = Math.max(1, step / 8);
                continue;
            }
            if (System.nanoTime() - lastSaid > QUIET_NANOS) {
                lastSaid = System.nanoTime();
                log.atInfo()
                        .addKeyValue("kpi", kpi.id())
                        .addKeyValue("upTo", end)
                        .addKeyValue("readings", readings)
                        .log("back-fill goes on");
            }
            step = Math.max(
                    1, READINGS_AT_ONCE / Math.max(100, history.seriesOf(kpi).size()));
            done = end;
        }
        log.atInfo()
                .addKeyValue("kpi", kpi.id())
                .addKeyValue("series", history.seriesOf(kpi).size())
                .addKeyValue("readings", readings)
                .log("back-fill done");
        return readings;
    }

    /**
     * Fetches a grain once more that was judged, for what came late or has moved since. It is learned for its own slot;
     * nothing is judged again.
     */
    void learn(Kpi kpi, MetricSource source, Instant at) {
        try {
            fetch(kpi, source, kpi.windowEndingAt(at));
        } catch (SourceException e) {
            log.atDebug().setCause(e).addKeyValue("kpi", kpi.id()).log("not learned");
        }
    }

    private long fetch(Kpi kpi, MetricSource source, Window window) {
        IncomingSamples incoming = fetch.whole(kpi, source, window);
        history.append(kpi, incoming.all());
        return incoming.rows() - incoming.rejected();
    }

    /** After the newest grain known, unless that lies further back than anything is compared with. */
    private Instant startOf(Kpi kpi, Instant firstToJudge) {
        Instant oldest = PastSlots.oldest(firstToJudge, kpi);
        Optional<Instant> newest = history.newest(kpi.id());
        return newest.filter(oldest::isBefore).orElse(oldest);
    }

    private static Instant earlier(Instant left, Instant right) {
        return left.isBefore(right) ? left : right;
    }
}
