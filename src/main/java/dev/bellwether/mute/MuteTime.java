package dev.bellwether.mute;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A named time of the week or the year in which a route is quiet, or outside of which it is: Alertmanager's time
 * interval.
 *
 * @param windows it is the time when one of them is
 */
public record MuteTime(String name, List<TimeWindow> windows) {

    public MuteTime {
        windows = List.copyOf(windows);
    }

    /** @param market local time of the alert's market, for windows that go by it */
    public boolean contains(Instant at, ZoneId market) {
        return windows.stream().anyMatch(window -> window.contains(at, market));
    }
}
