package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Grain ends that lie evenly, from the first to the last; local days do not where the clocks change. */
record Steps(Instant first, Instant last, Duration step) {

    boolean isOne() {
        return first.equals(last);
    }

    /** The grain ends in a window, in as few even runs of at most {@code most} as there can be. */
    static List<Steps> of(Kpi kpi, Window window, int most) {
        var runs = new ArrayList<Steps>();
        Instant end = kpi.next(kpi.grain().endAtOrBefore(window.from(), kpi.zone()));
        while (!end.isAfter(window.to())) {
            Instant first = end;
            Instant last = end;
            Duration step = Duration.between(end, kpi.next(end));
            end = kpi.next(end);
            for (int size = 1; size < most && !end.isAfter(window.to()); size++) {
                if (!Duration.between(last, end).equals(step)) {
                    break;
                }
                last = end;
                end = kpi.next(end);
            }
            runs.add(new Steps(first, last, step));
        }
        return runs;
    }
}
