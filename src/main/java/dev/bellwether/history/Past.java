package dev.bellwether.history;

import dev.bellwether.kpi.Markets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The past of one instant of a KPI, read before its rows arrive: for each local time that its series live in, the
 * samples of the slots to compare with.
 *
 * @param markets as they were when the past was read
 * @param previous the grain before; null when nothing is known of it
 * @param byZone empty for a zone that no known series lives in
 */
public record Past(Markets markets, @Nullable Samples previous, Map<ZoneId, Slots> byZone) {

    /**
     * What one local time is compared with.
     *
     * @param same the slots of which something is known, newest first
     * @param weekBefore null when nothing is known of it
     */
    record Slots(List<Samples> same, @Nullable Samples weekBefore) {

        static final Slots NONE = new Slots(List.of(), null);
    }

    Slots of(ZoneId zone) {
        return byZone.getOrDefault(zone, Slots.NONE);
    }
}
