package dev.bellwether.web;

import dev.bellwether.alert.Alerts;
import dev.bellwether.notify.AlertTrace;
import dev.bellwether.notify.NotificationLog;
import dev.bellwether.notify.Sending;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What was sent, to whom and why; what is in trouble; and why somebody got no mail. */
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
public final class NotificationsApi {

    private static final int MOST = 1_000;
    private static final Duration RECENT = Duration.ofDays(7);
    private static final Duration GIVEN_UP = Duration.ofHours(24);

    private final NotificationLog log;
    private final Alerts alerts;
    private final AlertTrace trace;
    private final InstantSource clock;

    public NotificationsApi(NotificationLog log, Alerts alerts, AlertTrace trace, InstantSource clock) {
        this.log = log;
        this.alerts = alerts;
        this.trace = trace;
        this.clock = clock;
    }

    /** The document. */
    public record NotificationsDocument(int version, List<Entry> notifications) {}

    /** One notification to one target. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(
            Instant at,
            String to,
            String integration,
            String receiver,
            String reason,
            String outcome,
            String answer,
            int attempts,
            Map<String, String> group,
            Instant decidedAt,
            String rules,
            String messageId) {

        static Entry of(Sending one) {
            return new Entry(
                    one.at(),
                    one.target().address(),
                    one.target().integration(),
                    one.group().receiver(),
                    one.reason().name().toLowerCase(Locale.ROOT),
                    one.accepted() ? "accepted" : "given_up",
                    one.answer(),
                    one.attempts(),
                    one.group().labels().asMap(),
                    one.decidedAt(),
                    one.rules(),
                    one.messageId());
        }
    }

    /** What is tried again, and what was given up within a day. */
    public record TroubleDocument(int version, List<InTrouble> deliveries) {}

    /** One delivery that was not accepted. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record InTrouble(
            String to,
            String integration,
            String receiver,
            Instant decidedAt,
            int attempts,
            String why,
            boolean givenUp) {

        static InTrouble of(NotificationLog.Unaccepted one) {
            return new InTrouble(
                    one.target().address(),
                    one.target().integration(),
                    one.receiver(),
                    one.decidedAt(),
                    one.attempts(),
                    one.why(),
                    one.givenUp());
        }
    }

    /** Why an alert was mailed or not. */
    public record TraceDocument(int version, String alert, String alertname, String state, List<Step> steps) {}

    /** One thing on the way, and whether a mail gets past it. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Step(String step, boolean goesOn, String says) {}

    /**
     * What was sent, newest first.
     *
     * @param alert fingerprint of an alert it told of
     * @param to address it went to
     * @param since ISO-8601; a week back when absent
     */
    @GetMapping("/notifications")
    public NotificationsDocument notifications(
            @RequestParam(name = "alert", required = false) @Nullable String alert,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit is a number from 1 to " + MOST);
        }
        Instant oldest = since == null ? clock.instant().minus(RECENT) : Asked.instant("since", since);
        var wanted = new Sending.Wanted(Optional.ofNullable(alert), Optional.ofNullable(to), oldest, limit);
        return new NotificationsDocument(
                1, log.sendings(wanted).stream().map(Entry::of).toList());
    }

    /** What the other side did not accept. */
    @GetMapping("/notifications/trouble")
    public TroubleDocument trouble() {
        return new TroubleDocument(
                1,
                log.unaccepted(clock.instant().minus(GIVEN_UP)).stream()
                        .map(InTrouble::of)
                        .toList());
    }

    /** From the alert's state to the server's answer. */
    @GetMapping("/alerts/{fingerprint}/trace")
    public TraceDocument trace(@PathVariable("fingerprint") String fingerprint) {
        return alerts.find(fingerprint)
                .map(alert -> new TraceDocument(
                        1,
                        alert.fingerprint(),
                        alert.alertname(),
                        alert.state().toString(),
                        trace.of(alert, clock.instant()).stream()
                                .map(step -> new Step(step.step(), step.goesOn(), step.says()))
                                .toList()))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "there is no alert with the fingerprint \"" + fingerprint + "\""));
    }
}
