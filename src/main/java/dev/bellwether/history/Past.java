package dev.bellwether.history;

import dev.bellwether.kpi.Markets;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The past of one instant of a KPI, read before its rows arrive: what is usual of each of its series, and the samples
 * that a reading is set beside as they are.
 *
 * @param markets as they were when the past was read
 * @param previous the grain before; null when nothing is known of it
 * @param weekBefore the same local time a week before, for each zone in which something is known of it
 * @param drift null for a KPI that adds up none
 * @param rolling null for a KPI that declares no windows
 */
public record Past(
        Markets markets,
        @Nullable Samples previous,
        Map<ZoneId, Samples> weekBefore,
        Norms norms,
        @Nullable Drift drift,
        @Nullable RollingFigures rolling) {

    Past with(@Nullable Drift otherDrift, @Nullable RollingFigures otherRolling) {
        return new Past(markets, previous, weekBefore, norms, otherDrift, otherRolling);
    }
}
