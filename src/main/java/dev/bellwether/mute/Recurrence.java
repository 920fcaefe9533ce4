package dev.bellwether.mute;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * Times that come back every week, in local time. {@code 22:00-06:00} goes over midnight and belongs to the day on which
 * it begins; {@code 00:00-00:00} is the whole day.
 *
 * @param weekdays on which it begins
 * @param to exclusive
 */
public record Recurrence(Set<DayOfWeek> weekdays, LocalTime from, LocalTime to, ZoneId zone) {

    public Recurrence {
        weekdays = Set.copyOf(weekdays);
        if (weekdays.isEmpty()) {
            throw new IllegalArgumentException("a recurrence without a weekday");
        }
    }

    public boolean covers(Instant instant) {
        ZonedDateTime local = instant.atZone(zone);
        LocalTime time = local.toLocalTime();
        if (from.isBefore(to)) {
            return weekdays.contains(local.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
        }
        boolean beganToday = weekdays.contains(local.getDayOfWeek()) && !time.isBefore(from);
        boolean beganYesterday = weekdays.contains(local.getDayOfWeek().minus(1)) && time.isBefore(to);
        return beganToday || beganYesterday;
    }
}
