package dev.bellwether;

import static dev.bellwether.testing.ServiceProcess.await;
import static dev.bellwether.testing.ServiceProcess.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.bellwether.testing.ServiceProcess;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The demo from the packaged jar, in part, with a mail server of the test's in place of the catcher. */
class PackagedJarIT {

    private static final String OTHER_KPI = """
            - id: others_total
              title: Something that is always there
              unit: count
              direction: higher_is_better
              tier: supporting
              stage: platform
              stakeholder: platform
              owner: ops
              dimensions: [market]
              grain: 5m
              seasonality: none
              source: warehouse
              query: |
                SELECT market, ended_at AS at, 1 AS "value" FROM agg_payment_5m
                WHERE ended_at > :from AND ended_at <= :to GROUP BY market, ended_at
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern GROUP =
            Pattern.compile("Group: alertname=(?:3D)?(\\w+)"); // quoted-printable writes = as =3D

    @TempDir
    private Path folder;

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void prepare() throws IOException {
        mailServer.start();
        copy("rules", "logistics.drl", "reviews.drl", "limits.csv");
        copy("kpis", "logistics.yml", "reviews.yml", "sellers.yml", "risk.yml", "markets.yml", "calendar.yml");
    }

    @AfterEach
    void stop() {
        mailServer.stop();
    }

    @Test
    @DisplayName(
            "AC 27, AC 28, AC 47: killed twice it loses and doubles nothing; the third time it takes new routes and rules,"
                    + " keeps the old ones for mistakes, and mails nothing twice")
    void outlivesKillsAndTakesWhatChangesWhileItRuns() throws IOException {
        try (var first = start()) {
            await("the first mail", PATIENCE, () -> mailServer.getReceivedMessages().length > 0);
            first.kill(); // in the middle of telling
        }

        Map<String, String> told;
        try (var second = start()) {
            awaitUntil(PATIENCE, () -> {
                assertThat(firing(second).values()).contains("ReviewScoreDrop", "CarrierOutageMultiMarket");
                areAllMailed(second);
            });
            told = firing(second);
            second.kill();
        }
        Set<String> mailsBefore = messageIds().keySet();

        try (var third = start()) {
            await(
                    "all KPIs to be looked at",
                    PATIENCE,
                    () -> third.metric("bellwether_outbox_pending") == 0
                            && third.log().contains("rules are in force"));
            awaitUntil(PATIENCE, () -> areAllMailed(third));

            assertThat(startsOf(third))
                    .as("alerts keep when they began")
                    .containsKeys(told.keySet().toArray(String[]::new));
            nothingIsLostOrDoubled(mailsBefore);
            takesChangedRoutesAndMailsNothingTwice(third);
            takesChangedRulesWithinSecondsAndKeepsTheOldOnesWhenTheyHaveMistakes(third);
        }
    }

    private void nothingIsLostOrDoubled(Set<String> mailsBefore) {
        Map<String, Long> mails = messageIds();
        assertThat(mails.keySet()).containsAll(mailsBefore);
        assertThat(mails.values().stream().filter(count -> count > 1).count())
                .as("mails that came twice: at most the one in flight on each of two connections at the first kill")
                .isLessThanOrEqualTo(2);
        assertThat(firstMailsByAlert()).allSatisfy((alertname, ids) -> assertThat(ids)
                .as("different mails that tell first of " + alertname)
                .hasSize(1));
    }

    private void takesChangedRoutesAndMailsNothingTwice(ServiceProcess service) throws IOException {
        Path routes = folder.resolve("state/routes.yml");
        String sound = """
                receivers: [{name: team, email: [operations@marketplace.example]}]
                route:
                  receiver: team
                  group_wait: 1s
                  group_interval: 2s
                  routes: [{matchers: [alertname!=""], group_by: [alertname]}]
                """;
        await("the first mail", PATIENCE, () -> mailServer.getReceivedMessages().length > 0);
        awaitUntil(PATIENCE, () -> areAllMailed(service));

        Files.writeString(routes, sound.replace("receiver: team", "receiver: taem"));
        await("the mistake to be told", PATIENCE, () -> service.metric("bellwether_routes_reload_successful") == 0);
        assertThat(service.log()).contains("routes.yml:3:13: there is no receiver \"taem\"");
        assertThat(service.get("/")).contains("there is no receiver").contains("sent by the routes before");

        Files.writeString(routes, sound);
        await("the mend to be taken", PATIENCE, () -> service.metric("bellwether_routes_reload_successful") == 1);
        await("the groups to move", PATIENCE, () -> service.log().contains("alerts go by another route now"));
        awaitUntil(PATIENCE, () -> areAllMailed(service));
        assertThat(firstMailsByAlert()).allSatisfy((alertname, ids) -> assertThat(ids)
                .as("different mails that tell first of " + alertname)
                .hasSize(1));
    }

    private void takesChangedRulesWithinSecondsAndKeepsTheOldOnesWhenTheyHaveMistakes(ServiceProcess service)
            throws IOException {
        Path added = folder.resolve("rules/added.drl");
        double loaded = await("the rules", PATIENCE, () -> {
            double rules = service.metric("bellwether_rules_loaded");
            return rules > 0 ? rules : null;
        });

        Files.writeString(added, rule("OrdersSeen", "value > 0"));
        await("one more rule", PATIENCE, () -> service.metric("bellwether_rules_loaded") == loaded + 1);

        Files.writeString(added, rule("OrdersSeen", "valeu > 0"));
        await("the mistake to be told", PATIENCE, () -> service.metric("bellwether_rules_reload_successful") == 0);
        assertThat(service.metric("bellwether_rules_loaded")).isEqualTo(loaded + 1);
        assertThat(service.log()).contains("added.drl:").contains("valeu");
        assertThat(service.get("/")).contains("valeu").contains("stay in force");
        assertThat(service.metric("bellwether_rules_quarantined")).isEqualTo(1);
        assertThat(service.get("/api/v1/rules")).contains("\"old_in_force\":true");

        Files.writeString(
                folder.resolve("rules/other.drl"),
                rule("OthersGoOn", "value > 0").replace("perfect_order_ratio", "others_total"));
        Files.writeString(folder.resolve("kpis/other.yml"), OTHER_KPI); // judged at once, being new
        await("a rule of another file to alert beside the broken one", PATIENCE, () -> service.get(
                        "/api/v1/alerts?state=firing")
                .contains("OthersGoOn"));
        assertThat(service.metric("bellwether_rules_quarantined")).isEqualTo(1);

        Files.writeString(added, rule("OrdersSeen", "value >= 1"));
        await("the mend to be taken", PATIENCE, () -> service.metric("bellwether_rules_reload_successful") == 1);
    }

    private static String rule(String name, String condition) {
        return """
                package bellwether.rules.added;

                import dev.bellwether.history.Snapshot;
                global dev.bellwether.rules.Breaches breaches;

                rule "%s"
                  @severity("info") @owner("commerce-ops") @summary("orders in {{market}}") @runbook("docs/runbooks/gmv-drop.md")
                when
                  $s : Snapshot( kpi == "perfect_order_ratio", %s )
                then
                  breaches.raise($s);
                end
                """.formatted(name, condition);
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                folder,
                List.of(
                        "--spring.profiles.active=demo",
                        "--bellwether.kpis=" + folder.resolve("kpis"),
                        "--bellwether.rules=" + folder.resolve("rules"),
                        "--bellwether-demo.folder=" + folder.resolve("state"),
                        "--bellwether-demo.catch-mails=false",
                        "--bellwether.smtp.host=127.0.0.1",
                        "--bellwether.smtp.port=" + mailServer.getSmtp().getPort()));
    }

    /** Alert names by fingerprint. */
    private static Map<String, String> firing(ServiceProcess service) {
        var firing = new TreeMap<String, String>();
        for (JsonNode alert : service.json("/api/v1/alerts?state=firing").get("alerts")) {
            firing.put(
                    alert.get("fingerprint").asString(), alert.get("alertname").asString());
        }
        return firing;
    }

    private static Map<String, String> startsOf(ServiceProcess service) {
        var starts = new TreeMap<String, String>();
        for (JsonNode alert :
                service.json("/api/v1/alerts?state=firing&state=resolved").get("alerts")) {
            starts.put(
                    alert.get("fingerprint").asString(), alert.get("active_at").asString());
        }
        return starts;
    }

    private void areAllMailed(ServiceProcess service) {
        var audible = new TreeSet<String>(); // symptoms of a cause that fires are not mailed
        for (JsonNode alert : service.json("/api/v1/alerts?state=firing").get("alerts")) {
            if (alert.get("status").get("state").asString().equals("active")) {
                audible.add(alert.get("alertname").asString());
            }
        }
        assertThat(audible).as("firing alerts").isNotEmpty();
        assertThat(firstMailsByAlert().keySet()).as("mailed; " + service.log()).containsAll(audible);
    }

    /** How often each mail came, by Message-ID. */
    private Map<String, Long> messageIds() {
        return Arrays.stream(mailServer.getReceivedMessages())
                .collect(Collectors.groupingBy(PackagedJarIT::messageId, Collectors.counting()));
    }

    /** The demo groups by alert name: the mails that are no answer to an earlier one, by that name. */
    private Map<String, Set<String>> firstMailsByAlert() {
        var byAlert = new HashMap<String, Set<String>>();
        for (MimeMessage mail : mailServer.getReceivedMessages()) {
            if (header(mail, "In-Reply-To").isEmpty()) {
                byAlert.computeIfAbsent(alertname(mail), name -> new TreeSet<>())
                        .add(messageId(mail));
            }
        }
        return byAlert;
    }

    private static String alertname(MimeMessage mail) {
        Matcher group = GROUP.matcher(GreenMailUtil.getBody(mail));
        assertThat(group.find()).as("the mail names its group").isTrue();
        return group.group(1);
    }

    private static String messageId(MimeMessage mail) {
        return header(mail, "Message-ID");
    }

    private static String header(MimeMessage mail, String name) {
        try {
            String value = mail.getHeader(name, null);
            return value == null ? "" : value;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copy(String from, String... files) throws IOException {
        Path to = Files.createDirectory(folder.resolve(from));
        for (String file : files) {
            Files.copy(Path.of(from, file), to.resolve(file));
        }
    }
}
