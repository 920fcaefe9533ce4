package dev.bellwether.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known to have happened: {@code events.json} of the data folder. Days are local and inclusive.
 *
 * @param quietPeriods spans in which nothing happened to a KPI of the whole country
 */
record OlistEvents(List<Event> events, List<Quiet> quietPeriods) {

    /**
     * One true event.
     *
     * @param kpi the family of KPIs that shows it
     * @param dateAxis which time of an order {@code start} and {@code end} speak of
     */
    record Event(
            String id,
            String kpi,
            Dimension dimension,
            LocalDate start,
            LocalDate end,
            String dateAxis,
            String strength) {}

    /** The country, a state or a seller. */
    record Dimension(String level, String value) {}

    record Quiet(String kpi, LocalDate start, LocalDate end) {

        boolean holds(LocalDate day) {
            return !day.isBefore(start) && !day.isAfter(end);
        }
    }

    /** Which of our KPIs belong to a family. */
    private static final Map<String, List<String>> FAMILIES = Map.ofEntries(
            Map.entry("order_volume", List.of("orders_total", "orders_week_total")),
            Map.entry(
                    "late_delivery_rate",
                    List.of(
                            "late_by_promise_7d_ratio",
                            "late_by_promise_state_7d_ratio",
                            "late_by_promise_state_28d_ratio")),
            Map.entry("late_share_of_deliveries", List.of("late_among_delivered_7d_ratio")),
            Map.entry("deliveries_per_day", List.of("deliveries_total")),
            Map.entry("transit_days", List.of("transit_7d_days")),
            Map.entry("approval_lag_hours", List.of("approvals_total", "unapproved_24h_ratio")),
            Map.entry("promised_days", List.of("promised_7d_days")),
            Map.entry("review_score", List.of("review_7d_stars", "low_star_7d_ratio")),
            Map.entry("cancellations", List.of("cancelled_week_total")),
            Map.entry("unavailable_orders", List.of("unavailable_week_total")),
            Map.entry("never_delivered_orders", List.of("overdue_14d_ratio")),
            Map.entry("seller_orders", List.of("missed_sales_total")));

    /** The events beside the data; none where the folder has no such file. */
    static OlistEvents read(Path folder) {
        Path file = folder.resolve("events.json");
        if (!Files.exists(file)) {
            return new OlistEvents(List.of(), List.of());
        }
        var json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try {
            return json.readValue(Files.readString(file), OlistEvents.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isOfFamily(String kpi, String family) {
        return FAMILIES.get(family).contains(kpi);
    }
}
