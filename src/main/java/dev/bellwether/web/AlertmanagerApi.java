package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.mute.MuteReason;
import dev.bellwether.mute.MuteReason.By;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.Mutes;
import dev.bellwether.notify.GroupKey;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.web.AlertmanagerDocuments.Cluster;
import dev.bellwether.web.AlertmanagerDocuments.Config;
import dev.bellwether.web.AlertmanagerDocuments.GettableAlert;
import dev.bellwether.web.AlertmanagerDocuments.Group;
import dev.bellwether.web.AlertmanagerDocuments.Receiver;
import dev.bellwether.web.AlertmanagerDocuments.Status;
import dev.bellwether.web.AlertmanagerDocuments.VersionInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Alertmanager's API v2 below {@code /alertmanager}, for amtool, Grafana and karma: what fires, and who hears of it.
 * Silences are {@link AlertmanagerSilencesApi}'s.
 */
@RestController
@RequestMapping("/alertmanager")
public final class AlertmanagerApi {

    /** Of the API that is spoken here; clients choose their dialect by it. */
    static final String VERSION = "0.28.0";

    private final Alerts alerts;
    private final Muter muter;
    private final Supplier<RoutingTree> tree;
    private final String consoleUrl;
    private final InstantSource clock;
    private final Instant startedAt;

    /** @param consoleUrl where people reach the console */
    public AlertmanagerApi(
            Alerts alerts, Muter muter, Supplier<RoutingTree> tree, String consoleUrl, InstantSource clock) {
        this.alerts = alerts;
        this.muter = muter;
        this.tree = tree;
        this.consoleUrl = consoleUrl.replaceAll("/+$", "");
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    /** Which of the alerts are asked for. */
    private record Wanted(boolean active, boolean silenced, boolean inhibited, boolean muted, AlertFilter filter) {

        boolean takes(Alert alert, List<MuteReason> reasons) {
            return (active || !reasons.isEmpty())
                    && (silenced || has(reasons, By.SILENCE))
                    && (inhibited || has(reasons, By.INHIBITION))
                    && (muted || has(reasons, By.MUTE_TIME))
                    && filter.matches(alert.allLabels());
        }

        /** Whether there is none of this kind. */
        private static boolean has(List<MuteReason> reasons, By by) {
            return reasons.stream().noneMatch(reason -> reason.by() == by);
        }
    }

    @GetMapping(path = "/api/v2/status", produces = MediaType.APPLICATION_JSON_VALUE)
    Status status() {
        return new Status(
                new Cluster("", "disabled", List.of()),
                new VersionInfo(VERSION, "", "bellwether", "", "", ""),
                new Config("# routes and receivers are Bellwether's; they are read from its own configuration\n"),
                startedAt);
    }

    @GetMapping(path = "/api/v2/receivers", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Receiver> receivers() {
        return tree.get().receivers().keySet().stream().map(Receiver::new).toList();
    }

    @GetMapping(path = "/api/v2/alerts", produces = MediaType.APPLICATION_JSON_VALUE)
    List<GettableAlert> alerts(
            @RequestParam(name = "active", defaultValue = "true") boolean active,
            @RequestParam(name = "silenced", defaultValue = "true") boolean silenced,
            @RequestParam(name = "inhibited", defaultValue = "true") boolean inhibited,
            @RequestParam(name = "muted", defaultValue = "true") boolean muted,
            @RequestParam MultiValueMap<String, String> all,
            @RequestParam(name = "receiver", required = false) @Nullable String receiver) {
        var wanted = new Wanted(active, silenced, inhibited, muted, AlertFilter.of(all.get("filter"), receiver));
        Instant now = clock.instant();
        Mutes mutes = muter.at(now);
        var found = new ArrayList<GettableAlert>();
        for (Alert alert : firing()) {
            List<MuteReason> reasons = mutes.reasonsToMute(alert);
            List<String> receivers = receiversOf(alert);
            if (wanted.takes(alert, reasons) && wanted.filter().takesOneOf(receivers)) {
                found.add(AlertmanagerDocuments.alert(alert, reasons, receivers, consoleUrl, now));
            }
        }
        return found;
    }

    @GetMapping(path = "/api/v2/alerts/groups", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Group> groups(
            @RequestParam(name = "active", defaultValue = "true") boolean active,
            @RequestParam(name = "silenced", defaultValue = "true") boolean silenced,
            @RequestParam(name = "inhibited", defaultValue = "true") boolean inhibited,
            @RequestParam(name = "muted", defaultValue = "true") boolean muted,
            @RequestParam MultiValueMap<String, String> all,
            @RequestParam(name = "receiver", required = false) @Nullable String receiver) {
        var wanted = new Wanted(active, silenced, inhibited, muted, AlertFilter.of(all.get("filter"), receiver));
        Instant now = clock.instant();
        Mutes mutes = muter.at(now);
        Map<String, Group> groups = new TreeMap<>();
        for (Alert alert : firing()) {
            List<MuteReason> reasons = mutes.reasonsToMute(alert);
            if (!wanted.takes(alert, reasons)) {
                continue;
            }
            GettableAlert shown = AlertmanagerDocuments.alert(alert, reasons, receiversOf(alert), consoleUrl, now);
            for (Route route : tree.get().routesOf(alert.allLabels())) {
                if (wanted.filter().takesOneOf(List.of(route.receiver()))) {
                    GroupKey key = route.groupOf(alert.allLabels());
                    groups.computeIfAbsent(
                                    key.toString(),
                                    any -> new Group(
                                            new ArrayList<>(), key.labels().asMap(), new Receiver(route.receiver())))
                            .alerts()
                            .add(shown);
                }
            }
        }
        return List.copyOf(groups.values());
    }

    /** Alerts come from rules; others would be judged by nobody and never end. */
    @PostMapping(path = "/api/v2/alerts", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> post() {
        return ResponseEntity.status(HttpStatus.FORBIDDEN)
                .body("\"alerts are not taken from outside: Bellwether's own rules raise them. Write a rule, or send"
                        + " these to an Alertmanager\"");
    }

    @GetMapping(
            path = {"/-/healthy", "/-/ready"},
            produces = MediaType.TEXT_PLAIN_VALUE)
    String health() {
        return "OK";
    }

    /** What karma looks for. Our own metrics are at /actuator/prometheus. */
    @GetMapping(path = "/metrics", produces = "text/plain; version=0.0.4; charset=utf-8")
    String metrics() {
        return """
                # HELP alertmanager_build_info The version of Alertmanager's API that is spoken here.
                # TYPE alertmanager_build_info gauge
                alertmanager_build_info{branch="bellwether",goversion="",revision="",version="%s"} 1
                """.formatted(VERSION);
    }

    private List<Alert> firing() {
        return alerts.active().stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .toList();
    }

    private List<String> receiversOf(Alert alert) {
        return tree.get().routesOf(alert.allLabels()).stream()
                .map(Route::receiver)
                .distinct()
                .toList();
    }
}
