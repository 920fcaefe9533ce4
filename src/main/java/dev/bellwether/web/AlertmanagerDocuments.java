package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Matcher.Operator;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.MuteReason.By;
import dev.bellwether.mute.Silence;
import dev.bellwether.mute.SilenceState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Alertmanager's API v2 answers, field by field; names are its own. */
final class AlertmanagerDocuments {

    /** Prometheus renews an alert four resends ahead; we know no end of one that fires. */
    private static final Duration AHEAD = Duration.ofMinutes(4);

    private AlertmanagerDocuments() {}

    record Status(Cluster cluster, VersionInfo versionInfo, Config config, Instant uptime) {}

    record Cluster(String name, String status, List<String> peers) {}

    record VersionInfo(
            String version, String revision, String branch, String buildUser, String buildDate, String goVersion) {}

    record Config(String original) {}

    record Receiver(String name) {}

    record GettableAlert(
            Map<String, String> annotations,
            Instant endsAt,
            String fingerprint,
            List<Receiver> receivers,
            Instant startsAt,
            AlertStatus status,
            Instant updatedAt,
            String generatorURL,
            Map<String, String> labels) {}

    record AlertStatus(String state, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {}

    record Group(List<GettableAlert> alerts, Map<String, String> labels, Receiver receiver) {}

    record GettableSilence(
            String id,
            SilenceStatus status,
            Instant updatedAt,
            String comment,
            String createdBy,
            Instant endsAt,
            List<GettableMatcher> matchers,
            Instant startsAt) {}

    record SilenceStatus(String state) {}

    record GettableMatcher(boolean isEqual, boolean isRegex, String name, String value) {}

    record Posted(String silenceID) {}

    static GettableAlert alert(
            Alert alert, List<MuteReason> reasons, List<String> receivers, String consoleUrl, Instant now) {
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("summary", alert.latest().summary());
        if (!alert.rule().runbook().isEmpty()) {
            annotations.put("runbook_url", alert.rule().runbook());
        }
        Instant firingAt = alert.firingAt();
        return new GettableAlert(
                annotations,
                now.plus(AHEAD),
                alert.fingerprint(),
                receivers.stream().map(Receiver::new).toList(),
                firingAt == null ? alert.activeAt() : firingAt,
                new AlertStatus(
                        reasons.isEmpty() ? "active" : "suppressed",
                        AlertsDocument.Status.ids(reasons, By.SILENCE),
                        AlertsDocument.Status.ids(reasons, By.INHIBITION),
                        AlertsDocument.Status.ids(reasons, By.MUTE_TIME)),
                alert.judgedAt(),
                consoleUrl + "/alerts/" + alert.fingerprint(),
                alert.allLabels().asMap());
    }

    static GettableSilence silence(Silence silence, Instant now) {
        SilenceState state = silence.stateAt(now);
        return new GettableSilence(
                silence.id(),
                new SilenceStatus(state.toString()),
                state == SilenceState.EXPIRED ? silence.endsAt() : silence.startsAt(),
                silence.comment(),
                silence.author(),
                silence.endsAt(),
                silence.matchers().stream().map(AlertmanagerDocuments::matcher).toList(),
                silence.startsAt());
    }

    private static GettableMatcher matcher(Matcher matcher) {
        Operator operator = matcher.operator();
        return new GettableMatcher(
                operator == Operator.EQUAL || operator == Operator.MATCH,
                operator == Operator.MATCH || operator == Operator.NOT_MATCH,
                matcher.label(),
                matcher.value());
    }

    static Matcher matcher(GettableMatcher written) {
        return new Matcher(
                written.name(),
                written.isRegex()
                        ? written.isEqual() ? Operator.MATCH : Operator.NOT_MATCH
                        : written.isEqual() ? Operator.EQUAL : Operator.NOT_EQUAL,
                written.value());
    }
}
