package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.Condition;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.MuteReason.By;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Feedback;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Alerts as the JSON API writes them. Names of fields are those of {@code backtest --format json}.
 *
 * @param version of this form; fields may be added within a version
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AlertsDocument(int version, List<Entry> alerts) {

    /** The form written here. */
    public static final int VERSION = 1;

    /**
     * One alert.
     *
     * @param value in the KPI's base unit, named by {@code unit}; a figure that does not exist is null
     * @param judgedAt the newest grain its rule was asked about with a sound reading
     * @param peakSeverity the highest since it fired
     * @param cause of its latest change, such as {@code good_again} or {@code rule_removed}
     * @param unstableSince since when it comes and goes too often
     * @param recoveredValue of the reading that resolved it; null before, and when it ended for another reason
     * @param lastedSeconds from its first breach to its end, or to the newest judgement
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(
            String fingerprint,
            String alertname,
            Map<String, String> labels,
            String state,
            String severity,
            String owner,
            String summary,
            String runbook,
            String kpi,
            String unit,
            @Nullable Double value,
            @Nullable Double expected,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double sample,
            Instant activeAt,
            @Nullable Instant firingAt,
            @Nullable Instant resolvedAt,
            Instant judgedAt,
            String peakSeverity,
            String cause,
            @Nullable Instant unstableSince,
            @Nullable Double valueAtFiring,
            @Nullable Double worstValue,
            @Nullable Double recoveredValue,
            long lastedSeconds,
            String rule,
            Status status,
            @Nullable Taken acknowledged,
            @Nullable Said feedback,
            List<Reason> conditions,
            List<Map<String, String>> evidence) {}

    /**
     * Whether mails tell of it.
     *
     * @param state {@code active}, or {@code suppressed} when one of the lists has something in it
     * @param silencedBy ids of silences
     * @param inhibitedBy fingerprints of alerts
     * @param mutedBy names of mute times
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Status(String state, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {

        static Status of(List<MuteReason> reasons) {
            return new Status(
                    reasons.isEmpty() ? "active" : "suppressed",
                    ids(reasons, By.SILENCE),
                    ids(reasons, By.INHIBITION),
                    ids(reasons, By.MUTE_TIME));
        }

        static List<String> ids(List<MuteReason> reasons, By by) {
            return reasons.stream()
                    .filter(reason -> reason.by() == by)
                    .map(MuteReason::id)
                    .toList();
        }
    }

    /** Who has it. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Taken(String owner, String note, Instant at, Instant until) {

        static Taken of(Acknowledgement taken) {
            return new Taken(taken.owner(), taken.note(), taken.at(), taken.until());
        }
    }

    /** The newest feedback. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Said(String verdict, String who, String note, Instant at) {

        static Said of(Feedback said) {
            return new Said(said.verdict().toString(), said.who(), said.note(), said.at());
        }
    }

    /**
     * A condition as the rule has it, and the values it saw.
     *
     * @param margin how far it was from turning, in words; empty where that has no meaning
     * @param parts what it is made of, when it joins several conditions
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Reason(String written, String saw, boolean holds, String margin, List<Reason> parts) {

        static Reason of(Condition condition) {
            return new Reason(
                    condition.written(),
                    condition.saw(),
                    condition.holds(),
                    condition.margin(),
                    condition.parts().stream().map(Reason::of).toList());
        }
    }

    static AlertsDocument of(List<Alert> alerts, Function<Alert, AlertMarks> marksOf) {
        return new AlertsDocument(
                VERSION,
                alerts.stream().map(alert -> entry(alert, marksOf.apply(alert))).toList());
    }

    private static Entry entry(Alert alert, AlertMarks marks) {
        Figures figures = alert.latest().figures();
        return new Entry(
                alert.fingerprint(),
                alert.alertname(),
                alert.labels().asMap(),
                alert.state().toString(),
                alert.severity().toString(),
                alert.rule().owner(),
                alert.latest().summary(),
                alert.rule().runbook(),
                alert.kpi().value(),
                figures.unit().name().toLowerCase(Locale.ROOT),
                known(figures.value()),
                known(figures.expected()),
                known(figures.low()),
                known(figures.high()),
                known(figures.sample()),
                alert.activeAt(),
                alert.firingAt(),
                alert.resolvedAt(),
                alert.judgedAt(),
                alert.peak().toString(),
                alert.cause().toString(),
                alert.unstableSince().orElse(null),
                value(alert.figuresAtFiring()),
                known(alert.worst().value()),
                value(alert.recovered()),
                alert.lasted().toSeconds(),
                alert.rule().place(),
                Status.of(marks.muted()),
                marks.acknowledged().map(Taken::of).orElse(null),
                marks.feedback().map(Said::of).orElse(null),
                alert.latest().conditions().stream().map(Reason::of).toList(),
                alert.latest().evidence().stream().map(Labels::asMap).toList());
    }

    private static @Nullable Double value(Optional<Figures> figures) {
        return figures.map(Figures::value).map(AlertsDocument::known).orElse(null);
    }

    /** JSON has no word for "not a number". */
    static @Nullable Double known(double figure) {
        return Double.isFinite(figure) ? figure : null;
    }
}
