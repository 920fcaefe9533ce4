package dev.bellwether.kpi;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One sale, or one turn of a feast that moves through the year. Turns of the same name are compared with one another, by
 * the time since they opened.
 *
 * @param name such as {@code Singles Day}
 * @param reach the markets and KPIs that it moves
 * @param opens local time, of {@code zone} or else of each market
 * @param closes as {@code opens}
 * @param zone null where each market opens by its own clock
 * @param phases how long those around it last
 */
public record SalesEvent(
        String name,
        Reach reach,
        LocalDateTime opens,
        LocalDateTime closes,
        @Nullable ZoneId zone,
        Phases phases) {

    /**
     * How long the phases of a sale last.
     *
     * @param teaser before it opens
     * @param open the first part of the sale itself
     * @param closing its last part
     * @param hangover after it has closed
     * @param echoFrom from its opening until its parcels are late
     * @param echoTo from its opening until they no longer are
     */
    public record Phases(
            Duration teaser, Duration open, Duration closing, Duration hangover, Duration echoFrom, Duration echoTo) {

        /** What is usual of the large sales. */
        public static final Phases USUAL = new Phases(
                Duration.ofDays(5),
                Duration.ofHours(2),
                Duration.ofHours(3),
                Duration.ofDays(4),
                Duration.ofDays(3),
                Duration.ofDays(6));
    }

    public SalesEvent {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException(name + " closes at " + closes + ", not after it opens at " + opens);
        }
    }

    /** When it opens in a market of this zone. */
    public Instant opensIn(ZoneId marketZone) {
        return opens.atZone(zone == null ? marketZone : zone).toInstant();
    }

    private Instant closesIn(ZoneId marketZone) {
        return closes.atZone(zone == null ? marketZone : zone).toInstant();
    }

    /** Its phase at a moment; nothing when it is not near. Where phases overlap the earlier of {@link Phase} counts. */
    public Optional<Phase> phase(Instant moment, ZoneId marketZone) {
        Instant opening = opensIn(marketZone);
        Instant end = closesIn(marketZone);
        if (moment.isBefore(opening)) {
            return moment.isBefore(opening.minus(phases.teaser())) ? Optional.empty() : Optional.of(Phase.TEASER);
        }
        if (moment.isBefore(end)) {
            if (moment.isBefore(opening.plus(phases.open()))) {
                return Optional.of(Phase.OPEN);
            }
            return Optional.of(moment.isBefore(end.minus(phases.closing())) ? Phase.RUNNING : Phase.CLOSING);
        }
        if (moment.isBefore(end.plus(phases.hangover()))) {
            return Optional.of(Phase.HANGOVER);
        }
        boolean echoes =
                !moment.isBefore(opening.plus(phases.echoFrom())) && moment.isBefore(opening.plus(phases.echoTo()));
        return echoes ? Optional.of(Phase.DELIVERY_ECHO) : Optional.empty();
    }
}
