package dev.bellwether.evaluate;

import dev.bellwether.history.History;
import dev.bellwether.history.IncomingSamples;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.MetricSource;
import dev.bellwether.source.SourceException;
import dev.bellwether.source.SourceException.Retry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches a window whole or not at all: once more in the same tick where the first answer broke off. */
final class Fetch {

    private static final Logger log = LoggerFactory.getLogger(Fetch.class);

    private final History history;
    private final int mostSeries;

    /** @param mostSeries of one KPI; when so many are known, new ones are refused and the known ones go on */
    Fetch(History history, int mostSeries) {
        this.history = history;
        this.mostSeries = mostSeries;
    }

    /** @throws SourceException when there is no whole answer; nothing of a half one is kept */
    IncomingSamples whole(Kpi kpi, MetricSource source, Window window) {
        try {
            return once(kpi, source, window);
        } catch (SourceException e) {
            if (e.retry() != Retry.WORTH_IT) {
                throw e;
            }
            log.atDebug().setCause(e).addKeyValue("kpi", kpi.id()).log("asked once more");
            return once(kpi, source, window);
        }
    }

    private IncomingSamples once(Kpi kpi, MetricSource source, Window window) {
        var incoming = new IncomingSamples(history.seriesOf(kpi), window, kpi.range(), mostSeries);
        source.fetch(kpi, window, incoming);
        return incoming;
    }
}
