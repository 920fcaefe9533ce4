package dev.bellwether.schedule;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Marks evaluations that overrun: a source that trickles, or a join gone wild, holds up its KPI, and somebody should
 * know before the next grain is missed. It ends nothing; what it marks goes on until its own limits stop it.
 */
public final class Watchdog {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /** An evaluation takes seconds; a back-fill on the first start may take this long. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    private record Run(Kpi kpi, Instant since) {}

    private final Map<KpiId, Run> running = new ConcurrentHashMap<>();
    private final Set<KpiId> told = ConcurrentHashMap.newKeySet();

    void begins(Kpi kpi, Instant now) {
        running.put(kpi.id(), new Run(kpi, now));
    }

    void ends(Kpi kpi, Instant now) {
        Run run = running.remove(kpi.id());
        if (told.remove(kpi.id()) && run != null) {
            log.atWarn()
                    .addKeyValue("kpi", kpi.id())
                    .addKeyValue("seconds", Duration.between(run.since(), now).toSeconds())
                    .log("evaluation that overran has ended");
        }
    }

    /** The evaluations that overrun at {@code now}, and for how long they have been under way; each is logged once. */
    public Map<KpiId, Duration> overrunning(Instant now) {
        Map<KpiId, Duration> late = new TreeMap<>();
        running.forEach((id, run) -> {
            Duration length = run.kpi().grain().length();
            Duration limit = length.compareTo(LIMIT) < 0 ? length : LIMIT;
            Duration taken = Duration.between(run.since(), now);
            if (taken.compareTo(limit) > 0) {
                late.put(id, taken);
                tell(run, taken);
            }
        });
        return late;
    }

    private void tell(Run run, Duration taken) {
        if (told.add(run.kpi().id())) {
            log.atWarn()
                    .addKeyValue("kpi", run.kpi().id())
                    .addKeyValue("source", run.kpi().source())
                    .addKeyValue("seconds", taken.toSeconds())
                    .log("evaluation overruns");
        }
    }
}
