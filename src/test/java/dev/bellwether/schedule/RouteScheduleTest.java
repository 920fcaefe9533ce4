package dev.bellwether.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.audit.Deed;
import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.mute.MarketZones;
import dev.bellwether.notify.AlertmanagerPush;
import dev.bellwether.notify.NotifyListener;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.routing.RouteBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void everyReloadIsInTheAudit(@TempDir Path folder) throws IOException {
        var audit = new InMemoryAuditTrail();
        Path file = folder.resolve("routes.yml");
        RouteBook book = RouteBook.open(
                file,
                routes -> routes.tree(settings -> new Receiver(settings.name()), MarketZones.UTC),
                () -> new RoutingTree(Route.Settings.root("settings"), List.of(new Receiver("settings"))),
                NOW);
        var push = new AlertmanagerPush(new InMemoryAlerts(), book, NotifyListener.NONE);
        var schedule = new RouteSchedule(book, push, audit, InstantSource.fixed(NOW));

        schedule.reload();
        assertThat(audit.latest(9)).isEmpty();
        Files.writeString(file, "receivers: [{name: ops, email: [ops@example.com]}]\nroute: {receiver: ops}\n");
        schedule.reload();
        Files.writeString(file, "receivers: [{name: ops, email: [ops@example.com]}]\nroute: {receiver: nobody}\n");
        schedule.reload();
        schedule.reload();

        assertThat(audit.latest(9))
                .extracting(Deed::who, Deed::action, Deed::detail)
                .containsExactly(
                        tuple(Deed.SERVICE, "routes_refused", "routes in force: 1, mistakes: 1"),
                        tuple(Deed.SERVICE, "routes_reloaded", "routes in force: 1, mistakes: 0"));
    }
}
