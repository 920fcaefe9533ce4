package dev.bellwether;

import static dev.bellwether.testing.ServiceProcess.await;
import static dev.bellwether.testing.ServiceProcess.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.ExtractedJar;
import dev.bellwether.testing.Postgres;
import dev.bellwether.testing.ScriptedSmtpServer;
import dev.bellwether.testing.ScriptedSmtpServer.AtData;
import dev.bellwether.testing.ServiceProcess;
import dev.bellwether.testing.StandingDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar is killed at ten points between its first start and a mail that was accepted, one after
 * the other on one database. At each point one alert begins or ends; the next life has to tell it.
 *
 * <p>There is no hook in the product: triggers in the database and a mail server that hangs make it stand at the point.
 * A KPI is judged once in each life, for each finds the KPI's delay shorter by one grain.
 */
class KillPointsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int GRAIN = 5; // minutes
    private static final Pattern DEDUP = Pattern.compile("(?m)^X-Bellwether-Dedup: (\\S+)$");
    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (\\S+)$");

    /** What was with the mail server, and not yet known to be, when the service was killed. */
    private static final Set<String> IN_FLIGHT = Set.of("resolved FR", "first IL");

    private static final String ROUTES = """
            receivers: [{name: ops, email: [ops@example.com]}]
            route: {receiver: ops, group_by: [market], group_wait: 0s, group_interval: 1s}
            """;

    private static final String KPI = """
            - id: shop_level
              title: How open the shop is
              unit: count
              direction: higher_is_better
              tier: supporting
              stage: platform
              stakeholder: platform
              owner: ops
              dimensions: [market]
              grain: 5m
              delay: %dm
              freshness: 1d
              seasonality: none
              source: warehouse
              query: |
                SELECT l.market, g.at AS at, l.level + extract(minute FROM g.at) / 1000 AS value FROM test.level l, generate_series(
                    CAST(:from AS timestamptz), CAST(:to AS timestamptz), interval '5 minutes') AS g(at)
                WHERE g.at > :from
            """;

    private static final String RULES = """
            package bellwether.rules.shop;

            import dev.bellwether.history.Snapshot;
            global dev.bellwether.rules.Breaches breaches;

            rule "ShopShut"
              @severity("critical") @owner("ops") @summary("shop of {{market}} is shut") @runbook("shop.md")
            when
              $s : Snapshot( kpi == "shop_level", value < 0.5 )
            then
              breaches.raise($s);
            end

            rule "ShopHalfOpen"
              @severity("warning") @owner("ops") @summary("shop of {{market}} is half open") @runbook("shop.md")
            when
              $s : Snapshot( kpi == "shop_level", value >= 0.5, value < 1.5 )
            then
              breaches.raise($s);
            end
            """;

    /** Where the service stands when it is killed. */
    private enum Point {
        MIGRATING,
        COMMITTING, // a transition, which is undone
        ENTERING, // it is committed, and in no group yet
        DECIDING, // it is in a group, and nothing is decided
        CLAIMING, // the delivery is stored, and in nobody's hand
        CONNECTED, // and not greeted
        DATA, // within the mail
        END_OF_DATA, // the server has it and has not said so
        ACCEPTING, // the server has said so, and that is not stored
        DIGESTING;

        /** What the mail server does so that the service stands there. */
        void script(ScriptedSmtpServer server) {
            switch (this) {
                case CONNECTED -> server.answers("CONNECT", ScriptedSmtpServer.HANG);
                case DATA -> server.atData(AtData.STOP);
                case END_OF_DATA -> server.atData(AtData.HANG);
                default -> {
                    // it stands in the database
                }
            }
        }
    }

    @TempDir
    private Path folder;

    private final ScriptedSmtpServer mailServer = new ScriptedSmtpServer();
    private final StandingDatabase database;
    private final List<String> toBeTold = new ArrayList<>();
    private ExtractedJar jar;
    private int lives;

    KillPointsIT() throws SQLException {
        database = new StandingDatabase(Postgres.freshDatabase());
    }

    @BeforeEach
    void prepare() throws IOException, InterruptedException {
        jar = ExtractedJar.in(folder.resolve("jar"));
        Files.createDirectory(folder.resolve("kpis"));
        Files.writeString(Files.createDirectory(folder.resolve("config")).resolve("routes.yml"), ROUTES);
        Files.writeString(Files.createDirectory(folder.resolve("rules")).resolve("shop.drl"), RULES);
        List.of("ES", "PL", "FR", "IL", "DE")
                .forEach(market -> database.jdbc().update("insert into test.level values (?, 2)", market));
    }

    @AfterEach
    void stop() {
        mailServer.close();
        database.close();
    }

    @Test
    @DisplayName("AC 47: killed at ten points, it loses no alert and no end, and doubles only the mail in flight")
    void losesNothingAndDoublesOnlyWhatIsInFlight() throws IOException, SQLException {
        database.arm(Point.MIGRATING.name());
        try (ServiceProcess first = jar.launch(folder, settingsOfALife())) {
            killWhenItStands(first, Point.MIGRATING);
        }

        shuts("ES");
        isKilled(Point.COMMITTING); // in the life that migrates anew and fills the past
        isKilled(Point.ENTERING); // what was undone is judged again
        opens("ES");
        isKilled(Point.DECIDING);
        shuts("PL");
        isKilled(Point.CLAIMING);
        opens("PL");
        isKilled(Point.CONNECTED);
        shuts("FR");
        isKilled(Point.DATA);
        opens("FR");
        isKilled(Point.END_OF_DATA);
        shuts("IL");
        isKilled(Point.ACCEPTING);
        becomes("DE", 1, "digest DE");
        isKilled(Point.DIGESTING);
        opens("IL");
        livesOn();

        assertThat(told()).as("the record of what was accepted").isEqualTo(toBeTold);
        assertThat(timesReceived())
                .as("how often the server got each mail")
                .containsExactlyInAnyOrderEntriesOf(toBeTold.stream()
                        .collect(Collectors.toMap(what -> what, what -> IN_FLIGHT.contains(what) ? 2L : 1L)));
        assertThat(received(MESSAGE_ID).distinct()).as("Message-IDs").hasSameSizeAs(toBeTold);
    }

    private void shuts(String market) {
        becomes(market, 0, "first " + market);
    }

    private void opens(String market) {
        becomes(market, 2, "resolved " + market);
    }

    private void becomes(String market, int level, String told) {
        database.jdbc().update("update test.level set level = ? where market = ?", level, market);
        toBeTold.add(told);
    }

    /** One life: it tells what the life before left, then judges the KPI, and comes to the point. */
    private void isKilled(Point point) throws IOException, SQLException {
        database.keepReadings();
        try (ServiceProcess service = jar.launch(folder, settingsOfALife())) {
            awaitTold(service, toBeTold.size() - 1);
            point.script(mailServer);
            database.arm(point.name());
            database.giveReadings();
            killWhenItStands(service, point);
        }
    }

    private void livesOn() throws IOException, SQLException {
        try (ServiceProcess service = jar.launch(folder, settingsOfALife())) {
            awaitTold(service, toBeTold.size());
            await("nothing to be left", PATIENCE, this::isNothingLeft);
        }
    }

    /** In each the KPI is judged once more. */
    private List<String> settingsOfALife() throws IOException {
        lives++;
        Files.writeString(folder.resolve("kpis/shop.yml"), KPI.formatted(240 - GRAIN * lives));
        return List.of(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=postgres",
                "--bellwether.sources.warehouse.url=" + database.url(),
                "--bellwether.sources.warehouse.username=postgres",
                "--spring.main.lazy-initialization=true", // nobody asks for pages
                "--bellwether.smtp.host=127.0.0.1",
                "--bellwether.smtp.port=" + mailServer.port(),
                "--bellwether.smtp.starttls=false",
                "--bellwether.smtp.timeout=60s",
                "--bellwether.delivery.most-per-hour=1", // all but what is critical goes into digests
                "--bellwether.delivery.digest-every=1s");
    }

    private void awaitTold(ServiceProcess service, int mails) {
        awaitUntil(PATIENCE, () -> {
            assertThat(service.isAlive()).as(service.log()).isTrue();
            assertThat(database.hasTable("link_use"))
                    .as("migrated; %s", service.log())
                    .isTrue();
            assertThat(told()).as("told in life %d; %s", lives, service.log()).hasSize(mails);
            assertThat(database.isAskedForReadings() || mails == toBeTold.size())
                    .as("judges the KPI")
                    .isTrue();
        });
        database.watchTables();
    }

    private void killWhenItStands(ServiceProcess service, Point point) {
        awaitUntil(PATIENCE, () -> assertThat(database.isStoodAt() || mailServer.hanging() > 0)
                .as("stands at %s; %s", point, service.log())
                .isTrue());
        service.kill();
        database.endConnections();
        database.disarm();
        mailServer.recovers();
    }

    private boolean isNothingLeft() {
        return database.jdbc()
                .queryForObject(
                        "select (select count(*) from delivery where state in ('pending', 'held')) = 0"
                                + " and (select count(*) from transition where not dispatched) = 0",
                        Boolean.class);
    }

    /** By the record that is only added to, in its order. */
    private List<String> told() {
        return database.jdbc().queryForList("""
                select s.reason || ' ' || (a.labels::json ->> 'market') from sending s
                join alert a on s.alerts like '%,' || a.fingerprint || ',%'
                where s.outcome = 'accepted' order by s.id""", String.class);
    }

    private Map<String, Long> timesReceived() {
        Map<String, String> names = database
                .jdbc()
                .query("""
                        select s.dedup_key, s.reason || ' ' || (a.labels::json ->> 'market') as name from sending s
                        join alert a on s.alerts like '%,' || a.fingerprint || ',%'""", (row, number) -> Map.entry(row.getString("dedup_key"), row.getString("name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return received(DEDUP)
                .collect(Collectors.groupingBy(key -> names.getOrDefault(key, key), Collectors.counting()));
    }

    /** A header of the mails that came in whole, answered or not. */
    private Stream<String> received(Pattern header) {
        return mailServer.received().stream().map(mail -> {
            Matcher line = header.matcher(mail);
            assertThat(line.find()).isTrue();
            return line.group(1);
        });
    }
}
