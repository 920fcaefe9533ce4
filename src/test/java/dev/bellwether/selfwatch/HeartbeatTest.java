package dev.bellwether.selfwatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.HttpPost;
import dev.bellwether.testing.HttpAnswers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final HttpAnswers outside = new HttpAnswers();
    private final List<String> gaps = new ArrayList<>();
    private final Heartbeat heartbeat = new Heartbeat(
            new HttpEndpoint(
                    "outside", URI.create(outside.url() + "/ping/secret"), Optional::empty, Duration.ofSeconds(5)),
            new HttpPost(),
            now -> gaps);

    @AfterEach
    void close() {
        outside.close();
    }

    @Test
    void isSentWhileTheChainIsWhole() {
        heartbeat.beat(NOW);

        assertThat(outside.asked()).containsExactly("POST /ping/secret");
        assertThat(heartbeat.lastSuccess()).contains(NOW);
    }

    @Test
    void keepsSilentWhileALinkIsBrokenAndIsHeardAgainAfterwards() {
        gaps.add("no rules are in force");
        heartbeat.beat(NOW);

        assertThat(outside.asked()).isEmpty();
        assertThat(heartbeat.lastSuccess()).isEmpty();

        gaps.clear();
        heartbeat.beat(NOW.plusSeconds(60));
        assertThat(heartbeat.lastSuccess()).contains(NOW.plusSeconds(60));
    }

    @Test
    void isNotTakenForHeardWhenTheReceiverRefusesOrIsGone() {
        heartbeat.beat(NOW);
        outside.will(HttpAnswers.answer(500, "text/plain", "not now"));
        heartbeat.beat(NOW.plusSeconds(60));
        outside.close();
        heartbeat.beat(NOW.plusSeconds(120));

        assertThat(heartbeat.lastSuccess()).contains(NOW);
    }
}
