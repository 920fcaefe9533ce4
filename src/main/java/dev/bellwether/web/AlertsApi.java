package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.problem.DidYouMean;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/v1/alerts}: the alerts as they stand, for programs. */
@RestController
@RequestMapping(path = "/api/v1/alerts", produces = MediaType.APPLICATION_JSON_VALUE)
public final class AlertsApi {

    private static final Duration RECENT = Duration.ofHours(24);
    private static final List<String> STATES =
            Arrays.stream(AlertState.values()).map(AlertState::toString).toList();

    private final Alerts alerts;
    private final MarkReader marks;
    private final InstantSource clock;

    public AlertsApi(Alerts alerts, MarkReader marks, InstantSource clock) {
        this.alerts = alerts;
        this.marks = marks;
        this.clock = clock;
    }

    /**
     * Pending and firing alerts, or those in the states asked for.
     *
     * @param resolvedAfter how far back resolved ones go, ISO-8601; a day when absent
     */
    @GetMapping
    public AlertsDocument alerts(
            @RequestParam(name = "state", required = false) @Nullable List<String> state,
            @RequestParam(name = "resolved_after", required = false) @Nullable String resolvedAfter) {
        Set<AlertState> wanted = state == null || state.isEmpty()
                ? Set.of(AlertState.PENDING, AlertState.FIRING)
                : state.stream().map(AlertsApi::state).collect(Collectors.toSet());
        Instant after =
                resolvedAfter == null ? clock.instant().minus(RECENT) : Asked.instant("resolved_after", resolvedAfter);

        Stream<Alert> active = alerts.active().stream();
        Stream<Alert> over = wanted.contains(AlertState.RESOLVED) ? alerts.resolvedAfter(after).stream() : Stream.of();
        return AlertsDocument.of(
                Stream.concat(active, over)
                        .filter(alert -> wanted.contains(alert.state()))
                        .toList(),
                marks.at(clock.instant()));
    }

    /** One alert, as it stands or as it ended. */
    @GetMapping("/{fingerprint}")
    public AlertsDocument alert(@PathVariable("fingerprint") String fingerprint) {
        return alerts.find(fingerprint)
                .map(alert -> AlertsDocument.of(List.of(alert), marks.at(clock.instant())))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "there is no alert with the fingerprint \"" + fingerprint + "\""));
    }

    private static AlertState state(String word) {
        return Arrays.stream(AlertState.values())
                .filter(state -> state.toString().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.BAD_REQUEST,
                        "state \"" + word + "\" is not known; " + DidYouMean.sentence(word, STATES)));
    }
}
