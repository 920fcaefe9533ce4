package dev.bellwether.response;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has taken over an alert: a mark, not a state. While it holds, nobody is reminded of the alert and nobody else
 * is called. It holds for this time of firing only, and it breaks when the alert gets worse.
 *
 * @param activeAt {@code Alert.activeAt} of the alert as it was taken over
 * @param until exclusive
 * @param seen how the alert stood then
 * @param brokenAt when the alert was found to have got worse; null while it has not
 * @param brokenBy in words what got worse; empty while nothing has
 */
public record Acknowledgement(
        String fingerprint,
        Instant activeAt,
        String owner,
        String note,
        Instant at,
        Instant until,
        KpiId kpi,
        Labels labels,
        Seen seen,
        @Nullable Instant brokenAt,
        String brokenBy) {

    /**
     * How an alert stood when somebody took it over.
     *
     * @param margin how much farther out is worse: half the width of the usual band, a quarter of the value where there
     *     is none
     */
    public record Seen(Severity severity, double value, double expected, double margin) {

        static Seen of(Alert alert) {
            Figures figures = alert.latest().figures();
            double halfBand = (figures.high() - figures.low()) / 2;
            double margin = Double.isFinite(halfBand) && halfBand > 0 ? halfBand : Math.abs(figures.value()) / 4;
            return new Seen(alert.severity(), figures.value(), figures.expected(), margin);
        }
    }

    /** Taken over now. */
    static Acknowledgement of(Alert alert, String owner, String note, Instant now, Instant until) {
        return new Acknowledgement(
                alert.fingerprint(),
                alert.activeAt(),
                owner,
                note,
                now,
                until,
                alert.kpi(),
                alert.labels(),
                Seen.of(alert),
                null,
                "");
    }

    /** Whether somebody has this alert, as it stands, at this time. */
    public boolean holds(Alert alert, Instant now) {
        return brokenAt == null && isOf(alert) && now.isBefore(until);
    }

    /** Whether it is about this time of firing. */
    public boolean isOf(Alert alert) {
        return fingerprint.equals(alert.fingerprint())
                && activeAt.equals(alert.activeAt())
                && alert.state() != AlertState.RESOLVED;
    }

    /**
     * What has got worse since then, in words. A value is worse when it lies farther on the far side of what was
     * expected, by more than the margin; with nothing expected (rules over several series) when it has grown by more.
     */
    public Optional<String> worseningOf(Alert alert) {
        if (alert.severity().compareTo(seen.severity) > 0) {
            return Optional.of("severity rose from " + seen.severity + " to " + alert.severity());
        }
        double side = Double.isNaN(seen.expected) || seen.value >= seen.expected ? 1 : -1;
        double value = alert.latest().value();
        if (Double.isFinite(value) && side * (value - seen.value) > seen.margin) {
            return Optional.of(
                    String.format(Locale.ROOT, "value went from %s to %s", figure(seen.value), figure(value)));
        }
        return Optional.empty();
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** The same with an end at {@code end}. */
    Acknowledgement endedAt(Instant end) {
        return new Acknowledgement(fingerprint, activeAt, owner, note, at, end, kpi, labels, seen, brokenAt, brokenBy);
    }

    Acknowledgement broken(Instant at, String by) {
        return new Acknowledgement(fingerprint, activeAt, owner, note, this.at, until, kpi, labels, seen, at, by);
    }
}
