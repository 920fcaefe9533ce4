package dev.bellwether.mute;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Days and times of day by the clock on the wall of one zone, so that eight in the morning stays eight when summer time
 * begins. A part that names nothing allows everything; what is named must hold together.
 *
 * @param days which days of the month, {@code -1} is the last one
 * @param times of the day; one that ends before it begins goes on into the next day, and belongs to the day it began
 * @param zone nothing for the zone of the alert's market
 */
public record TimeWindow(
        Set<DayOfWeek> weekdays,
        List<Days> days,
        Set<Month> months,
        List<Years> years,
        List<Times> times,
        Optional<ZoneId> zone) {

    private static final int MINUTES = 24 * 60;

    public TimeWindow {
        weekdays = Set.copyOf(weekdays);
        days = List.copyOf(days);
        months = Set.copyOf(months);
        years = List.copyOf(years);
        times = List.copyOf(times);
    }

    /** First and last day of the month; negative ones count from its end. */
    public record Days(int first, int last) {

        private boolean contain(LocalDate date) {
            int length = date.lengthOfMonth();
            int day = date.getDayOfMonth();
            return day >= fromEnd(first, length) && day <= fromEnd(last, length);
        }

        private static int fromEnd(int day, int length) {
            return day < 0 ? length + 1 + day : day;
        }
    }

    /** First and last year. */
    public record Years(int first, int last) {}

    /** Minutes after midnight; {@code end} is the first that is outside, up to 1440. */
    public record Times(int start, int end) {

        /** The whole day. */
        static final Times ALL = new Times(0, MINUTES);

        private boolean crossesMidnight() {
            return end <= start;
        }
    }

    boolean contains(Instant at, ZoneId market) {
        LocalDateTime there = at.atZone(zone.orElse(market)).toLocalDateTime();
        int minute = there.getHour() * 60 + there.getMinute();
        LocalDate today = there.toLocalDate();
        List<Times> spans = times.isEmpty() ? List.of(Times.ALL) : times;
        return spans.stream().anyMatch(span -> contains(span, today, minute));
    }

    private boolean contains(Times span, LocalDate today, int minute) {
        if (!span.crossesMidnight()) {
            return minute >= span.start() && minute < span.end() && hasDay(today);
        }
        return minute >= span.start() && hasDay(today) || minute < span.end() && hasDay(today.minusDays(1));
    }

    private boolean hasDay(LocalDate date) {
        return (weekdays.isEmpty() || weekdays.contains(date.getDayOfWeek()))
                && (days.isEmpty() || days.stream().anyMatch(span -> span.contain(date)))
                && (months.isEmpty() || months.contains(date.getMonth()))
                && (years.isEmpty()
                        || years.stream()
                                .anyMatch(span -> date.getYear() >= span.first() && date.getYear() <= span.last()));
    }
}
