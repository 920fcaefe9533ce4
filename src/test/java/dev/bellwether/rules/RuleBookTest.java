package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Breach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBookTest {

    private static final Instant T1 = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant T2 = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ABOVE_1 = RuleDirectory.rule("Some", "kpi == \"orders_total\", value > 1");
    private static final String ABOVE_100 = RuleDirectory.rule("Some", "kpi == \"orders_total\", value > 100");
    private static final String MISTAKEN = RuleDirectory.rule("Bad", "kpi == \"orders_total\", valeu > 1");

    @TempDir
    Path temporary;

    private RuleDirectory rules;
    private RuleBook book;

    @BeforeEach
    void openBook() {
        rules = new RuleDirectory(temporary);
        book = new RuleBook(temporary, new RuleLoader());
    }

    @AfterEach
    void closeBook() {
        book.close();
    }

    private TestSnapshots tenOrders() {
        return new TestSnapshots(TestKpis.ORDERS).add(10, 10, 10, 1, "market", "BR");
    }

    @Test
    void hasNoRulesBeforeTheFirstReload() {
        assertThat(book.current()).isEmpty();
        assertThat(book.status()).isEqualTo(RuleReload.NEVER);
        assertThatThrownBy(book::lease).isInstanceOf(RuleFailure.class);
    }

    @Test
    void aReloadPutsTheFilesInForce() {
        rules.write("a.drl", ABOVE_1);

        RuleReload reload = book.reload(TestKpis.ALL, T1);

        assertThat(reload.successful()).isTrue();
        assertThat(reload.at()).isEqualTo(T1);
        assertThat(reload.rules()).isEqualTo(1);
        assertThat(reload.hash()).isEqualTo(book.current().orElseThrow().hash());
        assertThat(book.status()).isEqualTo(reload);
        try (var lease = book.lease()) {
            assertThat(lease.base().judge(tenOrders()))
                    .extracting(Breach::alertname)
                    .containsExactly("Some");
        }
    }

    @Test
    void theOldRulesStayWhenTheNewFilesHaveMistakes() {
        rules.write("a.drl", ABOVE_1);
        String hash = book.reload(TestKpis.ALL, T1).hash();
        rules.write("b.drl", MISTAKEN);

        RuleReload reload = book.reload(TestKpis.ALL, T2);

        assertThat(reload.successful()).isFalse();
        assertThat(reload.at()).isEqualTo(T2);
        assertThat(reload.hash()).isEqualTo(hash);
        assertThat(reload.leftOut()).isEmpty();
        assertThat(rules.written(reload.problems()))
                .isEqualTo("b.drl:9:41: unknown figure \"valeu\"; did you mean \"value\"?");
        assertThat(book.current().orElseThrow().rules())
                .extracting(AlertRule::name)
                .containsExactly("Some");
    }

    @Test
    void theOldRulesStayWhenTheFilesAreGone() throws IOException {
        rules.write("a.drl", ABOVE_1);
        book.reload(TestKpis.ALL, T1);
        Files.delete(temporary.resolve("a.drl"));

        assertThat(book.reload(TestKpis.ALL, T2).successful()).isFalse();
        assertThat(book.current().orElseThrow().rules()).hasSize(1);
    }

    @Test
    void atTheStartFilesWithMistakesAreLeftOutAndTheOthersGoLive() {
        rules.write("a.drl", ABOVE_1).write("b.drl", MISTAKEN);

        RuleReload reload = book.reload(TestKpis.ALL, T1);

        assertThat(reload.successful()).isFalse();
        assertThat(reload.leftOut()).containsExactly(temporary.resolve("b.drl").toString());
        assertThat(reload.rules()).isEqualTo(1);
        assertThat(reload.problems()).hasSize(1);
        try (var lease = book.lease()) {
            assertThat(lease.base().judge(tenOrders())).hasSize(1);
        }
    }

    @Test
    void atTheStartRulesThatJoinWhatIsLeftOutAreLeftOutToo() {
        rules.write("a.drl", ABOVE_1).write("b.drl", MISTAKEN).write("c.drl", """
                        rule "Many" @severity("high") @owner("ops") @summary("{{count}}: {{market}}") @runbook("r.md")
                        when
                          accumulate( $b : Breach( alertname == "Bad" ); $n : count($b), $all : collectList($b); $n > 2 )
                        then breaches.raise("market", "all", $all);
                        end
                        """);

        RuleReload reload = book.reload(TestKpis.ALL, T1);

        assertThat(reload.leftOut())
                .containsExactly(
                        temporary.resolve("b.drl").toString(),
                        temporary.resolve("c.drl").toString());
        assertThat(reload.rules()).isEqualTo(1);
    }

    @Test
    void atTheStartThereMayBeNothingToPutInForce() {
        rules.write("b.drl", MISTAKEN);

        RuleReload reload = book.reload(TestKpis.ALL, T1);

        assertThat(reload.successful()).isFalse();
        assertThat(reload.rules()).isZero();
        assertThat(book.current()).isEmpty();
    }

    @Test
    void aTickKeepsItsRulesWhileOthersArePutInForce() {
        rules.write("a.drl", ABOVE_1);
        book.reload(TestKpis.ALL, T1);

        try (var tick = book.lease()) {
            rules.write("a.drl", ABOVE_100);
            book.reload(TestKpis.ALL, T2);

            assertThat(tick.base().judge(tenOrders())).hasSize(1);
            try (var next = book.lease()) {
                assertThat(next.base().judge(tenOrders())).isEmpty();
            }
        }
    }

    @Test
    void seesThatAFileHasChanged() throws IOException {
        rules.write("a.drl", ABOVE_1);
        assertThat(book.hasChanged()).isTrue();
        book.reload(TestKpis.ALL, T1);
        assertThat(book.hasChanged()).isFalse();

        Files.setLastModifiedTime(temporary.resolve("a.drl"), FileTime.from(T2));
        assertThat(book.hasChanged()).isTrue();
        book.reload(TestKpis.ALL, T2);
        assertThat(book.hasChanged()).isFalse();

        rules.writeText(".a.drl.swp", "half written");
        assertThat(book.hasChanged()).isFalse();
        rules.write("b.drl", MISTAKEN);
        assertThat(book.hasChanged()).isTrue();
        book.reload(TestKpis.ALL, T2);
        assertThat(book.hasChanged())
                .as("mistakes are told once, not at every look")
                .isFalse();
    }
}
