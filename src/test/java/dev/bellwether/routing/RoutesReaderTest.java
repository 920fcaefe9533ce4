package dev.bellwether.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.MarketZones;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesReaderTest {

    private static final String SOUND = """
            owners:
              logistics-ops: [logistics@example.com, duty@example.com]
              payments: payments@example.com
            receivers:
              - name: operations
                email: [ops@example.com]
              - name: teams
                email: [owner, "label:team", lead@example.com]
                fallback: ops@example.com
                send_resolved: false
              - name: bridge
                webhook: [{url: "https://bridge.example.com/hook?key=1", timeout: 5s}]
                alertmanager: [{url: "http://am.example.com:9093", name: am}]
            time_intervals:
              - name: off-hours
                time_intervals:
                  - weekdays: ["saturday:sunday"]
                    location: market
                  - times: ["18:00-08:00"]
                    location: market
              - name: month-end
                time_intervals:
                  - days_of_month: ["-1"]
                    times: [{start_time: "09:00", end_time: "24:00"}]
                    months: [mar, "6:7", nov-jan]
                    years: [2026:2028]
            route:
              receiver: operations
              group_by: [market]
              repeat_interval: 4h 1d 1w off
              routes:
                - matchers: [severity="critical", 'market=~"BR|ES"']
                  receiver: bridge
                  group_wait: 0s
                  continue: true
                - matchers: ["owner!=", severity!~info]
                  receiver: teams
                  group_by: ['...']
                  group_interval: 10m
                  mute_time_intervals: [off-hours]
                  active_time_intervals: [month-end]
            """;

    private static Routes routes(String text) {
        return RoutesReader.parse(text.getBytes(StandardCharsets.UTF_8), "config/routes.yml");
    }

    private static RoutingTree tree(String text, MarketZones zones) {
        return routes(text).tree(settings -> new Receiver(settings.name()), zones);
    }

    private static List<String> mistakesIn(String text) {
        ProblemsException e = catchThrowableOfType(ProblemsException.class, () -> routes(text));
        assertThat(e).as("is refused").isNotNull();
        return e.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void readsATreeInAlertmanagersWords() {
        RoutingTree tree = tree(SOUND, MarketZones.UTC);
        Labels labels = Labels.of("market", "BR", "severity", "critical", "owner", "payments");

        List<Route> taken = tree.routesOf(labels);

        assertThat(taken).extracting(Route::receiver).containsExactly("bridge", "teams");
        assertThat(taken.get(0).groupWait()).isZero();
        assertThat(taken.get(0).groupBy()).containsExactly("market");
        assertThat(taken.get(0).repeatInterval()).hasToString("4h 1d 1w off");
        assertThat(taken.get(1).groupInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(taken.get(1).groupBy()).containsExactly("...");
        assertThat(tree.routesOf(Labels.of("market", "BR")))
                .extracting(Route::receiver)
                .containsExactly("operations");
    }

    @Test
    void readsReceivers() {
        List<ReceiverSettings> receivers = routes(SOUND).receivers();

        ReceiverSettings teams = receivers.get(1);
        assertThat(teams.sendResolved()).isFalse();
        assertThat(teams.email().of(Labels.of("owner", "payments", "team", "logistics-ops")))
                .containsExactly(
                        "lead@example.com", "payments@example.com", "logistics@example.com", "duty@example.com");
        assertThat(teams.email().of(Labels.of("owner", "growth", "team", "payments")))
                .containsExactly("lead@example.com", "ops@example.com", "payments@example.com");
        ReceiverSettings bridge = receivers.get(2);
        assertThat(bridge.webhooks()).hasToString("[https://bridge.example.com/hook]"); // the query may be a secret
        assertThat(bridge.alertmanagers()).hasToString("[am]");
    }

    @Test
    @DisplayName("AC 40: \"Sat-Sun and 18:00-08:00, zone of the market\" as it is written in the file")
    void readsMuteTimes() {
        MarketZones zones = labels -> ZoneId.of(labels.get("market").equals("BR") ? "America/Sao_Paulo" : "Asia/Tokyo");
        String always = SOUND.replace("      active_time_intervals: [month-end]\n", "");
        RoutingTree tree = tree(always, zones);
        Labels brazil = Labels.of("market", "BR", "owner", "payments");
        Labels japan = Labels.of("market", "JP", "owner", "payments");
        Instant mondayNoonInBrazil = Instant.parse("2026-11-23T15:00:00Z"); // midnight in Tokyo
        Instant saturdayNoonInBrazil = Instant.parse("2026-11-21T15:00:00Z");

        Route route = tree.routesOf(brazil).get(0);

        assertThat(tree.reasonToMute(route, brazil, mondayNoonInBrazil)).isEmpty();
        assertThat(tree.reasonToMute(route, japan, mondayNoonInBrazil)).isPresent();
        assertThat(tree.reasonToMute(route, brazil, saturdayNoonInBrazil)
                        .orElseThrow()
                        .why())
                .isEqualTo("mute time \"off-hours\"");
    }

    @Test
    @DisplayName("AC 40: outside of its active times a route is quiet")
    void readsActiveTimes() {
        String active = SOUND.replace("      mute_time_intervals: [off-hours]\n", "");
        RoutingTree tree = tree(active, MarketZones.UTC);
        Labels labels = Labels.of("market", "PL", "owner", "payments");
        Route route = tree.routesOf(labels).get(0);

        assertThat(tree.reasonToMute(route, labels, Instant.parse("2026-11-30T09:00:00Z")))
                .isEmpty();
        assertThat(tree.reasonToMute(route, labels, Instant.parse("2026-11-30T08:59:00Z")))
                .isPresent();
        assertThat(tree.reasonToMute(route, labels, Instant.parse("2026-11-29T12:00:00Z")))
                .isPresent();
        assertThat(tree.reasonToMute(route, labels, Instant.parse("2026-05-31T12:00:00Z")))
                .isPresent();
        assertThat(tree.reasonToMute(route, labels, Instant.parse("2029-01-31T12:00:00Z")))
                .isPresent();
    }

    @Test
    @DisplayName("AC 27: every mistake is told at once, each with its line and column")
    void saysEveryMistakeWithItsPlace() {
        assertThat(mistakesIn("""
                receivers:
                  - name: operations
                    email: [ops@example.com]
                  - name: operations
                    emial: [ops@example.com]
                time_intervals:
                  - name: nights
                    time_intervals: [{times: ["18:00-26:00"]}]
                route:
                  receiver: opperations
                  matchers: [market="ES"]
                  group_interval: 0s
                  repeat_interval: 0s
                  routes:
                    - matchers: ['market=~"(ES"', severity]
                      mute_time_intervals: [night]
                      group_by: [market, '...', market]
                      repeat_interval: 1m
                """))
                .containsExactly(
                        "config/routes.yml:4:11: receiver \"operations\" tells nobody; add email, webhook or alertmanager",
                        "config/routes.yml:4:11: receiver \"operations\" is defined twice; rename one of them",
                        "config/routes.yml:5:5: unknown key \"emial\" in a receiver; did you mean \"email\"?",
                        "config/routes.yml:8:31: entry 1 of times \"18:00-26:00\" is not a time of day; write it like 18:00-08:00",
                        "config/routes.yml:10:13: there is no receiver \"opperations\"; did you mean \"operations\"?",
                        "config/routes.yml:11:13: matchers stands on the root route, which takes every alert at any time;"
                                + " move it to a route under \"routes:\"",
                        "config/routes.yml:12:19: group_interval \"0s\" is not a duration above 0; write it like 30s, 5m or 1h30m",
                        "config/routes.yml:13:20: repeat_interval \"0s\" is not a repeat interval;"
                                + " write it like 4h, or as a ladder like 4h 1d 1w off, with every step above 0",
                        "config/routes.yml:15:18: matcher 'market=~\"(ES\"' is not understood: \"(ES\" is no pattern:"
                                + " Unclosed group; write it as a regular expression, or compare with = or !=",
                        "config/routes.yml:15:35: matcher 'severity' is not understood: no =, !=, =~ or !~ stands after"
                                + " the label's name; write it like severity=\"critical\"",
                        "config/routes.yml:16:29: there is no time interval \"night\"; did you mean \"nights\"?",
                        "config/routes.yml:17:17: group_by has \"...\", which is all labels, and others beside it;"
                                + " write ['...'] alone",
                        "config/routes.yml:17:33: label \"market\" is named twice; remove one",
                        "config/routes.yml:18:24: repeat_interval 1m is shorter than group_interval 5m, and a group is"
                                + " looked at no more often; make repeat_interval at least as long as group_interval");
    }

    @Test
    void readsWhomToCallWhenNobodyTakesOver() {
        String calling = SOUND.replace(
                "  group_by: [market]\n", "  group_by: [market]\n  escalate: [{after: 30m, to: bridge}]\n");
        RoutingTree tree = tree(calling, MarketZones.UTC);

        assertThat(tree.routesOf(Labels.of("market", "ES")).get(0).escalate())
                .containsExactly(new Route.Escalation(Duration.ofMinutes(30), "bridge"));
        assertThat(tree.routesOf(Labels.of("owner", "payments")).get(0).escalate())
                .as("inherited")
                .hasSize(1);
        assertThat(mistakesIn(calling.replace("to: bridge", "to: brigde").replace("after: 30m", "after: soon")))
                .hasSize(2)
                .anySatisfy(mistake ->
                        assertThat(mistake).contains("there is no receiver \"brigde\"; did you mean \"bridge\"?"))
                .anySatisfy(mistake -> assertThat(mistake).contains("after \"soon\" is not a duration"));
    }

    @Test
    @DisplayName("AC 27: no double time interval, no route without receivers, no owner without address")
    void refusesWhatCannotWork() {
        assertThat(mistakesIn("route:\n  group_by: [market]\n"))
                .containsExactlyInAnyOrder(
                        "config/routes.yml:1:1: a file of routes needs the key \"receivers\"; write under it: - name:"
                                + " operations, and below it email: [a@example.com]",
                        "config/routes.yml:2:3: the root route needs a receiver; define it under \"receivers:\"");
        assertThat(mistakesIn("""
                owners: {growth: [], payments: nobody}
                receivers:
                  - {name: a, email: owner, fallback: [a@example.com]}
                  - {name: b, email: ["label:team", ownr]}
                  - {name: c, email: [c@example.com], fallback: [a@example.com]}
                  - {name: d, webhook: [{url: "ftp://x"}, {url: "http://u:p@x/"}, {url: "http://x/", username: u}]}
                time_intervals:
                  - {name: t, time_intervals: [{location: Europe/Madird}, {days_of_month: ["31:1", "0"]}]}
                  - {name: t, time_intervals: []}
                route: {receiver: a, routes: [{reciever: b}]}
                """))
                .satisfiesExactly(
                        line -> assertThat(line).contains(":1:", "owner \"growth\" has no address"),
                        line -> assertThat(line).contains(":1:", "payments \"nobody\" is not a mail address"),
                        line -> assertThat(line).contains(":4:", "nobody hears of an alert of an unknown team"),
                        line -> assertThat(line).contains(":4:", "\"ownr\" is not a recipient"),
                        line -> assertThat(line).contains(":5:", "fallback is never used"),
                        line -> assertThat(line).contains(":6:", "does not begin with http:// or https://"),
                        line -> assertThat(line).contains(":6:", "it holds a login"),
                        line -> assertThat(line).contains(":6:", "username and password_file belong together"),
                        line -> assertThat(line).contains(":8:", "did you mean \"Europe/Madrid\"?"),
                        line -> assertThat(line).contains(":8:", "\"31:1\" is not a day of the month"),
                        line -> assertThat(line).contains(":8:", "\"0\" is not a day of the month"),
                        line -> assertThat(line).contains(":9:", "time interval \"t\" is defined twice"),
                        line -> assertThat(line).contains(":9:", "so it is never the time"),
                        line -> assertThat(line).contains(":10:", "unknown key \"reciever\"", "\"receiver\""));
    }

    @Test
    void theExampleOfTheDocumentationIsSound() throws IOException {
        String page = Files.readString(Path.of("docs/routing.md"));
        String example = page.substring(0, page.indexOf("## Routes"))
                .lines()
                .filter(line -> line.startsWith("    ") && !line.contains("java -jar"))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n"));

        RoutingTree tree = tree(example, MarketZones.UTC);

        assertThat(tree.routesOf(Labels.of("severity", "critical")))
                .extracting(Route::receiver)
                .containsExactly("bridge");
        assertThat(tree.routesOf(Labels.of("severity", "warning", "owner", "payments")))
                .extracting(Route::receiver)
                .containsExactly("teams");
    }

    @Test
    void wantsOwnersWhereRecipientsGoByThem() {
        assertThat(mistakesIn("""
                receivers: [{name: a, email: owner, fallback: [a@example.com]}]
                route: {receiver: a}
                """)).singleElement().asString().contains("this file has no owners");
    }

    @ParameterizedTest
    @DisplayName("AC 26: an absent label equals the empty value, and a pattern matches the whole value")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    team=""                     | true
                    team!=                      | false
                    team!=""                    | false
                    team=~".*"                  | true
                    team=~".+"                  | false
                    team!~".+"                  | true
                    market=~"B"                 | false
                    market=~"B.*"               | true
                    market!~B                   | true
                    market = BR                 | true
                    {market="BR",team!=x,}      | true
                    "market"="BR"               | true
                    market="BR",severity="info" | false
                    größe="süß"                 | true
                    text="say \\"yes\\\\"       | true
                    """)
    void matchersMeanWhatAlertmanagersMean(String matchers, boolean matches) {
        Labels labels = Labels.of("market", "BR", "größe", "süß", "text", "say \"yes\\");

        assertThat(MatcherText.parse(matchers).stream().allMatch(matcher -> matcher.matches(labels)))
                .isEqualTo(matches);
    }
}
