package dev.bellwether.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.mute.MarketZones;
import dev.bellwether.notify.Receiver;
import dev.bellwether.notify.Route;
import dev.bellwether.notify.RoutingTree;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteBookTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String OPS = """
            receivers: [{name: ops, email: [ops@example.com]}]
            route: {receiver: ops}
            """;
    private static final String TEAM = OPS.replace("ops", "team");

    @TempDir
    private Path folder;

    private RouteBook open() {
        return RouteBook.open(
                folder.resolve("routes.yml"),
                routes -> routes.tree(settings -> new Receiver(settings.name()), MarketZones.UTC),
                () -> new RoutingTree(Route.Settings.root("settings"), List.of(new Receiver("settings"))),
                NOW);
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("routes.yml"), text);
    }

    private static String receiverOf(RouteBook book) {
        return book.get().routes().get(0).receiver();
    }

    @Test
    void goesByTheSettingsUntilThereIsAFile() throws IOException {
        RouteBook book = open();
        assertThat(receiverOf(book)).isEqualTo("settings");
        assertThat(book.reloadIfChanged(NOW)).isFalse();

        write(OPS);

        assertThat(book.reloadIfChanged(NOW)).isTrue();
        assertThat(receiverOf(book)).isEqualTo("ops");
    }

    @Test
    @DisplayName("AC 27: a file with mistakes is refused as a whole, and the running routes stay in force")
    void aFileWithMistakesChangesNothing() throws IOException {
        write(OPS);
        RouteBook book = open();
        RoutingTree before = book.get();

        write(TEAM.replace("route: {receiver: team}", "route: {receiver: taem}"));
        assertThat(book.reloadIfChanged(NOW.plusSeconds(5))).isTrue();

        assertThat(book.get()).isSameAs(before);
        assertThat(book.status().successful()).isFalse();
        assertThat(book.status().at()).isEqualTo(NOW.plusSeconds(5));
        assertThat(book.status().problems())
                .singleElement()
                .asString()
                .endsWith("routes.yml:2:19: there is no receiver \"taem\"; did you mean \"team\"?");
        assertThat(book.reloadIfChanged(NOW.plusSeconds(6))).isFalse(); // told once

        write(TEAM);
        assertThat(book.reloadIfChanged(NOW.plusSeconds(7))).isTrue();
        assertThat(book.status().successful()).isTrue();
        assertThat(receiverOf(book)).isEqualTo("team");
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws IOException {
        write(OPS);
        RouteBook book = open();

        Files.delete(folder.resolve("routes.yml"));
        book.reloadIfChanged(NOW);
        assertThat(receiverOf(book)).isEqualTo("ops");
        assertThat(book.status().problems()).singleElement().asString().contains("is gone");
        assertThat(book.reloadIfChanged(NOW)).isFalse();

        write(OPS);
        book.reloadIfChanged(NOW);
        assertThat(book.status().successful()).isTrue();
    }

    @Test
    void theSameTextAgainIsNoReload() throws IOException {
        write(OPS);
        RouteBook book = open();
        RoutingTree before = book.get();

        write(OPS);

        assertThat(book.reloadIfChanged(NOW)).isFalse();
        assertThat(book.get()).isSameAs(before);
    }

    @Test
    @DisplayName("AC 27: a file with mistakes is refused at the start")
    void doesNotStartWithMistakes() throws IOException {
        write("receivers: []\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(ProblemsException.class)
                .hasMessageContaining("needs the key \"route\"");
    }
}
