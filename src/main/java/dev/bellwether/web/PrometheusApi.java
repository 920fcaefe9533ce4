package dev.bellwether.web;

import dev.bellwether.web.PrometheusDocuments.Answer;
import dev.bellwether.web.PrometheusDocuments.BuildInfo;
import dev.bellwether.web.PrometheusDocuments.QueryResult;
import dev.bellwether.web.PrometheusDocuments.Refusal;
import dev.bellwether.web.PrometheusDocuments.RuleGroups;
import dev.bellwether.web.PrometheusDocuments.VectorSample;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * As much of Prometheus' API v1 below {@code /prometheus} as Grafana needs to list our rules and alerts. Series are not
 * kept here: a query is answered when it is arithmetic, which is how clients see whether somebody is there.
 */
@RestController
@RequestMapping(path = "/prometheus", produces = MediaType.APPLICATION_JSON_VALUE)
public final class PrometheusApi {

    /** Of the API that is spoken here. It has no word of a ruler, so that Grafana does not try to write rules. */
    static final String VERSION = "2.53.0";

    private final Supplier<RuleGroupsView> view;
    private final InstantSource clock;

    /** @param view the rules and alerts as they stand at each request */
    public PrometheusApi(Supplier<RuleGroupsView> view, InstantSource clock) {
        this.view = view;
        this.clock = clock;
    }

    /** A request that Prometheus would answer with 400. */
    private static final class BadDataException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadDataException(String why) {
            super(why);
        }
    }

    @ExceptionHandler
    ResponseEntity<Refusal> refused(BadDataException refused) {
        return ResponseEntity.badRequest()
                .contentType(MediaType.APPLICATION_JSON)
                .body(Refusal.badData(String.valueOf(refused.getMessage())));
    }

    /** Rule files as groups; names, groups and files may be asked for several times, {@code rule_name[]=A&rule_name[]=B}. */
    @GetMapping("/api/v1/rules")
    Answer<RuleGroups> rules(@RequestParam MultiValueMap<String, String> asked) {
        String type = asked.getFirst("type");
        if (type != null && !type.isEmpty() && !Set.of("alert", "record").contains(type)) {
            throw new BadDataException("type \"" + type + "\" is not known; ask for alert or record");
        }
        if ("record".equals(type)) {
            return Answer.of(new RuleGroups(List.of())); // all our rules alert
        }
        var wanted = new RuleGroupsView.Wanted(
                Set.copyOf(asked.getOrDefault("rule_name[]", List.of())),
                Set.copyOf(asked.getOrDefault("rule_group[]", List.of())),
                Set.copyOf(asked.getOrDefault("file[]", List.of())),
                !"true".equals(asked.getFirst("exclude_alerts")));
        return Answer.of(view.get().groups(wanted));
    }

    @GetMapping("/api/v1/alerts")
    Answer<PrometheusDocuments.Alerts> alerts() {
        return Answer.of(view.get().alerts());
    }

    @GetMapping("/api/v1/status/buildinfo")
    Answer<BuildInfo> buildInfo() {
        return Answer.of(new BuildInfo(VERSION, "", "bellwether", "", "", ""));
    }

    /** @param time Unix time in seconds or RFC 3339; now when absent */
    @RequestMapping(
            path = "/api/v1/query",
            method = {RequestMethod.GET, RequestMethod.POST})
    Answer<QueryResult> query(
            @RequestParam(name = "query", defaultValue = "") String query,
            @RequestParam(name = "time", required = false) @Nullable String time) {
        ConstantQuery constant = ConstantQuery.parse(query)
                .orElseThrow(() -> new BadDataException("only arithmetic is answered here, such as 1+1 or vector(1):"
                        + " Bellwether keeps no series. Ask the Prometheus that scrapes /actuator/prometheus"));
        List<?> sample = List.of(seconds(time), RuleGroupsView.number(constant.value()));
        return Answer.of(
                constant.isVector()
                        ? new QueryResult("vector", List.of(new VectorSample(Map.of(), sample)))
                        : new QueryResult("scalar", sample));
    }

    private Number seconds(@Nullable String time) {
        if (time == null || time.isEmpty()) {
            return unix(clock.instant());
        }
        try {
            return new BigDecimal(time);
        } catch (NumberFormatException e) {
            try {
                return unix(OffsetDateTime.parse(time).toInstant());
            } catch (DateTimeParseException neither) {
                throw new BadDataException(
                        "time \"" + time + "\" is neither Unix seconds nor like 2026-11-22T10:00:00Z");
            }
        }
    }

    private static Number unix(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    /** Grafana tells by these words that there is no ruler, and lists the rules all the same. */
    @GetMapping(path = "/api/**", produces = MediaType.TEXT_PLAIN_VALUE)
    ResponseEntity<String> nothingElse() {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.TEXT_PLAIN)
                .body("404 page not found\n");
    }
}
