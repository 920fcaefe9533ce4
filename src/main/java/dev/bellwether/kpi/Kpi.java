package dev.bellwether.kpi;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * The definition of a KPI, as one entry of a file under {@code kpis/}.
 *
 * @param dimensions what it is broken down by; one series for each combination of values
 * @param grain the period one reading covers
 * @param delay how long after a grain's end it is judged
 * @param freshness readings older than this at the time of judging are late
 * @param maturity until this long after the grain's end the figure may still move
 * @param minSample the smallest sample worth judging
 * @param expose whether its series are shown to Prometheus
 * @param zone where days and weeks begin, and the local time of series without a market
 * @param source the name of the source that answers {@code query}
 * @param query what the source is asked: SQL with {@code :from} and {@code :to}, PromQL, or a file's name; empty when it
 *     is asked in parts
 * @param parts what the source is asked, by key, such as {@code numerator} and {@code denominator}; mostly empty
 * @param range what its values can be
 * @param windows spans such as {@code 24h} over which its readings are kept together, as written
 * @param drift whether small changes that last are added up
 * @param impact what its figures stand for
 */
public record Kpi(
        KpiId id,
        String title,
        String description,
        Unit unit,
        Direction direction,
        Tier tier,
        Stage stage,
        Stakeholder stakeholder,
        String owner,
        List<String> dimensions,
        Grain grain,
        Duration delay,
        Duration freshness,
        Duration maturity,
        double minSample,
        Seasonality seasonality,
        boolean expose,
        ZoneId zone,
        String source,
        String query,
        Map<String, String> parts,
        Range range,
        List<String> windows,
        boolean drift,
        Impact impact) {

    public Kpi {
        dimensions = List.copyOf(dimensions);
        parts = Map.copyOf(parts);
        windows = List.copyOf(windows);
    }

    /** A KPI whose query is one text, whose values may be any, that keeps no windows, adds up no drift and tells no impact. */
    public Kpi(
            KpiId id,
            String title,
            String description,
            Unit unit,
            Direction direction,
            Tier tier,
            Stage stage,
            Stakeholder stakeholder,
            String owner,
            List<String> dimensions,
            Grain grain,
            Duration delay,
            Duration freshness,
            Duration maturity,
            double minSample,
            Seasonality seasonality,
            boolean expose,
            ZoneId zone,
            String source,
            String query) {
        this(
                id,
                title,
                description,
                unit,
                direction,
                tier,
                stage,
                stakeholder,
                owner,
                dimensions,
                grain,
                delay,
                freshness,
                maturity,
                minSample,
                seasonality,
                expose,
                zone,
                source,
                query,
                Map.of(),
                Range.ANY,
                List.of(),
                false,
                Impact.NOT_SAID);
    }

    /** The newest grain end that is due at {@code now}, the delay being over. */
    public Instant lastDue(Instant now) {
        return grain.endAtOrBefore(now.minus(delay), zone);
    }

    /** When the reading that ends at {@code at} is to be judged. */
    public Instant dueAt(Instant at) {
        return at.plus(delay);
    }

    public Instant next(Instant at) {
        return grain.next(at, zone);
    }

    public Instant previous(Instant at) {
        return grain.previous(at, zone);
    }

    /** The window that holds just the grain that ends at {@code at}. */
    public Window windowEndingAt(Instant at) {
        return new Window(previous(at), at);
    }
}
