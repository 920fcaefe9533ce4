package dev.bellwether.examples;

import dev.bellwether.examples.OlistEvents.Event;
import dev.bellwether.examples.OlistEvents.Quiet;
import dev.bellwether.kpi.Labels;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets the alerts beside the known events.
 *
 * <p>An alert speaks of days. For most KPIs that is the last day of its window. A KPI of promises speaks of orders bought
 * weeks before, so its days are the middle half of the purchase dates of the orders it judged, from the first quartile
 * to the third. An event is <em>found</em> by an alert of its family and dimension that fires when these days touch
 * the event, or the day before it; the delay counts from the event's start to the tick at which the alert fired. It is
 * <em>standing</em> when an alert had fired earlier and still fires when its days reach the event: people had been told,
 * though not of this.
 *
 * <p>A firing alert is false when it finds no event and its last day, or the median of its purchase dates, lies in a
 * quiet period of its family.
 */
final class OlistScore {

    static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

    /** An alert that fired. */
    record Fired(
            String alertname,
            String kpi,
            Labels labels,
            Instant firingAt,
            @Nullable Instant resolvedAt) {

        LocalDate day() {
            return firingAt.atZone(ZONE).toLocalDate();
        }

        @Override
        public String toString() {
            String of = labels.get("state") + labels.get("seller");
            return alertname + (of.isEmpty() ? "" : " " + of.substring(0, Math.min(8, of.length())));
        }
    }

    /** What became of an event. */
    record Finding(Event event, List<Fired> found, List<Fired> standing) {

        /** Days from the event's start to the first alert. */
        Optional<Long> delay() {
            return found.stream().findFirst().map(alert -> ChronoUnit.DAYS.between(event.start(), alert.day()));
        }
    }

    record FalseAlarm(Quiet quiet, Fired alert) {}

    private record Days(LocalDate first, LocalDate middle, LocalDate last) {}

    /** How the orders of a KPI of promises are chosen: promised in the days up to {@code after} days ago. */
    private record Cohort(int days, int after) {}

    private static final Map<String, Cohort> COHORTS = Map.of(
            "late_by_promise_7d_ratio", new Cohort(7, 0),
            "late_by_promise_state_7d_ratio", new Cohort(7, 0),
            "late_by_promise_state_28d_ratio", new Cohort(28, 0),
            "overdue_14d_ratio", new Cohort(7, 14));

    private static final String PURCHASES = """
            SELECT percentile_disc(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY purchased_at)
            FROM mart.orders
            WHERE promised_at > CAST(? AS timestamptz) - ? * interval '1 day'
                AND promised_at <= CAST(? AS timestamptz) - ? * interval '1 day' AND (? = '' OR state = ?)
            """;

    private final List<Finding> findings = new ArrayList<>();
    private final List<FalseAlarm> falseAlarms = new ArrayList<>();
    private final List<Fired> others = new ArrayList<>();
    private final Connection warehouse;

    private OlistScore(Connection warehouse) {
        this.warehouse = warehouse;
    }

    static OlistScore of(OlistEvents events, List<Fired> alerts, DataSource warehouse) throws SQLException {
        try (Connection connection = warehouse.getConnection()) {
            var score = new OlistScore(connection);
            score.judge(events, alerts);
            return score;
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    Finding of(String event) {
        return findings.stream()
                .filter(finding -> finding.event().id().equals(event))
                .findFirst()
                .orElseThrow();
    }

    List<FalseAlarm> falseAlarms() {
        return List.copyOf(falseAlarms);
    }

    /** Alerts that neither find an event nor lie in a quiet period: nobody knows whether they were right. */
    List<Fired> others() {
        return List.copyOf(others);
    }

    private void judge(OlistEvents events, List<Fired> alerts) throws SQLException {
        Map<Fired, Days> days = new LinkedHashMap<>();
        for (Fired alert : alerts.stream()
                .sorted(Comparator.comparing(Fired::firingAt).thenComparing(Fired::toString))
                .toList()) {
            days.put(alert, daysOf(alert, alert.day()));
        }
        Set<Fired> explained = new HashSet<>();
        for (Event event : events.events()) {
            List<Fired> candidates = days.keySet().stream()
                    .filter(alert -> isAbout(alert, event))
                    .toList();
            List<Fired> found = candidates.stream()
                    .filter(alert -> touch(days.get(alert), event))
                    .toList();
            var standing = new ArrayList<Fired>();
            for (Fired alert : candidates) {
                if (!found.contains(alert) && stillFiresAt(alert, event)) {
                    standing.add(alert);
                }
            }
            findings.add(new Finding(event, found, standing));
            explained.addAll(found);
        }
        for (var alert : days.entrySet()) {
            if (!explained.contains(alert.getKey())) {
                sortUnexplained(events, alert.getKey(), alert.getValue());
            }
        }
    }

    private void sortUnexplained(OlistEvents events, Fired alert, Days days) {
        LocalDate lastDay = alert.day().minusDays(1);
        events.quietPeriods().stream()
                .filter(quiet -> OlistEvents.isOfFamily(alert.kpi(), quiet.kpi()) && isOfCountry(alert))
                .filter(quiet -> quiet.holds(lastDay) || quiet.holds(days.middle()))
                .findFirst()
                .ifPresentOrElse(quiet -> falseAlarms.add(new FalseAlarm(quiet, alert)), () -> others.add(alert));
    }

    private static boolean isAbout(Fired alert, Event event) {
        if (!OlistEvents.isOfFamily(alert.kpi(), event.kpi())) {
            return false;
        }
        return switch (event.dimension().level()) {
            case "country" -> isOfCountry(alert);
            case "customer_state" ->
                alert.labels().get("state").equals(event.dimension().value());
            default -> alert.labels().get("seller").equals(event.dimension().value());
        };
    }

    private static boolean isOfCountry(Fired alert) {
        return (alert.labels().get("state") + alert.labels().get("seller")).isEmpty();
    }

    private static boolean touch(Days days, Event event) {
        return !days.last().isBefore(event.start().minusDays(1))
                && !days.first().isAfter(event.end());
    }

    private boolean stillFiresAt(Fired alert, Event event) throws SQLException {
        LocalDate end = alert.resolvedAt() == null
                ? LocalDate.MAX
                : alert.resolvedAt().atZone(ZONE).toLocalDate();
        LocalDate latest = event.end().plusDays(60); // no promise reaches further
        for (LocalDate day = alert.day(); day.isBefore(end) && day.isBefore(latest); day = day.plusDays(1)) {
            if (touch(daysOf(alert, day), event)) {
                return true;
            }
        }
        return false;
    }

    private Days daysOf(Fired alert, LocalDate tick) throws SQLException {
        Cohort cohort = COHORTS.get(alert.kpi());
        if (cohort == null) {
            return new Days(tick.minusDays(1), tick.minusDays(1), tick.minusDays(1));
        }
        String at = tick.atStartOfDay(ZONE).toInstant().toString();
        String state = alert.labels().get("state");
        try (PreparedStatement query = warehouse.prepareStatement(PURCHASES)) {
            query.setString(1, at);
            query.setInt(2, cohort.days() + cohort.after());
            query.setString(3, at);
            query.setInt(4, cohort.after());
            query.setString(5, state);
            query.setString(6, state);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                if (row.getArray(1) == null) {
                    return new Days(tick.minusDays(1), tick.minusDays(1), tick.minusDays(1));
                }
                var quartiles = (java.sql.Timestamp[]) row.getArray(1).getArray();
                return new Days(local(quartiles[0]), local(quartiles[1]), local(quartiles[2]));
            }
        }
    }

    private static LocalDate local(java.sql.Timestamp instant) {
        return instant.toInstant().atZone(ZONE).toLocalDate();
    }
}
