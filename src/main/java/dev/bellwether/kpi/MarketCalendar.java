package dev.bellwether.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What makes days unlike others, market by market: holidays, sales, and changes after which nothing is as it was. */
public final class MarketCalendar {

    /** Every day is like every other. */
    public static final MarketCalendar NONE =
            new MarketCalendar((market, day) -> Optional.empty(), List.of(), List.of());

    /** The public holidays of markets. */
    @FunctionalInterface
    public interface Holidays {

        /** The name of the holiday that {@code day} is in the market. */
        Optional<String> on(String market, LocalDate day);
    }

    private final Holidays holidays;
    private final List<SalesEvent> events;
    private final List<RegimeChange> changes;

    public MarketCalendar(Holidays holidays, List<SalesEvent> events, List<RegimeChange> changes) {
        this.holidays = holidays;
        this.events = List.copyOf(events);
        this.changes = List.copyOf(changes);
    }

    public List<SalesEvent> events() {
        return events;
    }

    public List<RegimeChange> changes() {
        return changes;
    }

    /** The holiday that the last moment before {@code end} lies in. */
    public Optional<String> holiday(String market, ZoneId zone, Instant end) {
        return market.isEmpty()
                ? Optional.empty()
                : holidays.on(market, lastMoment(end).atZone(zone).toLocalDate());
    }

    /** The phase of a sale at the last moment before {@code end}; of several sales the phase nearest to selling. */
    public Optional<Phase> phase(Kpi kpi, String market, ZoneId zone, Instant end) {
        return event(kpi, market, zone, end).flatMap(event -> event.phase(lastMoment(end), zone));
    }

    /** The sale whose {@link #phase} it is. */
    public Optional<SalesEvent> event(Kpi kpi, String market, ZoneId zone, Instant end) {
        return nearest(kpi.id(), phase -> isHeard(phase, kpi), market, zone, end);
    }

    /** The turns of the same sale or feast before this one, newest first. */
    public List<SalesEvent> earlierTurns(SalesEvent event, ZoneId zone) {
        return events.stream()
                .filter(other ->
                        other.name().equals(event.name()) && other.reach().equals(event.reach()))
                .filter(other -> other.opensIn(zone).isBefore(event.opensIn(zone)))
                .sorted(Comparator.comparing((SalesEvent other) -> other.opensIn(zone))
                        .reversed())
                .toList();
    }

    /** What people call the day: {@code Singles Day (hangover), Christmas}; empty for an ordinary day. */
    public String words(KpiId kpi, String market, ZoneId zone, Instant end) {
        var words = new ArrayList<String>();
        nearest(kpi, phase -> true, market, zone, end).ifPresent(event -> event.phase(lastMoment(end), zone)
                .ifPresent(phase ->
                        words.add(event.name() + " (" + phase.toString().replace('_', ' ') + ")")));
        holiday(market, zone, end).ifPresent(words::add);
        return String.join(", ", words);
    }

    private Optional<SalesEvent> nearest(KpiId kpi, Predicate<Phase> isHeard, String market, ZoneId zone, Instant end) {
        Optional<SalesEvent> nearest = Optional.empty();
        int distance = Integer.MAX_VALUE;
        for (SalesEvent event : events) {
            Optional<Phase> phase =
                    event.reach().concerns(kpi, market) ? event.phase(lastMoment(end), zone) : Optional.empty();
            if (phase.filter(isHeard).isPresent() && distanceFromSelling(phase.get()) < distance) {
                nearest = Optional.of(event);
                distance = distanceFromSelling(phase.get());
            }
        }
        return nearest;
    }

    /** The echo of a sale is late parcels, and what follows from them. */
    private static boolean isHeard(Phase phase, Kpi kpi) {
        return phase != Phase.DELIVERY_ECHO || kpi.stage() == Stage.POST_PURCHASE;
    }

    /** Whether the day is unlike the same weekday of other weeks, so that it says nothing of them. */
    public boolean isSpecial(Kpi kpi, String market, ZoneId zone, Instant end) {
        return phase(kpi, market, zone, end).isPresent()
                || holiday(market, zone, end).isPresent();
    }

    /** The newest change before {@code end}; what ended by then is no measure any more. */
    public Optional<Instant> lastChange(Kpi kpi, String market, ZoneId zone, Instant end) {
        return changes.stream()
                .filter(change -> change.reach().concerns(kpi.id(), market))
                .map(change -> change.in(zone))
                .filter(at -> at.isBefore(end))
                .max(Comparator.naturalOrder());
    }

    private static int distanceFromSelling(Phase phase) {
        return switch (phase) {
            case OPEN, CLOSING -> 0;
            case RUNNING -> 1;
            case HANGOVER -> 2;
            case TEASER -> 3;
            case DELIVERY_ECHO -> 4;
        };
    }

    /** A grain that ends at midnight belongs to the day that it ends. */
    private static Instant lastMoment(Instant end) {
        return end.minusMillis(1);
    }
}
