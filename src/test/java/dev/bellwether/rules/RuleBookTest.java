package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Breach;
import dev.bellwether.kpi.Labels;
import dev.bellwether.rules.RuleReload.Quarantined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBookTest {

    private static final Instant T1 = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant T2 = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ABOVE_1 = RuleDirectory.rule("Some", "kpi == \"orders_total\", value > 1");
    private static final String ABOVE_100 = RuleDirectory.rule("Some", "kpi == \"orders_total\", value > 100");
    private static final String THROWS = "label(\"market\").substring(2) == \"x\"";
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
            assertThat(lease.base().judge(tenOrders()).breaches())
                    .extracting(Breach::alertname)
                    .containsExactly("Some");
        }
    }

    @Test
    void aNewFileWithMistakesIsQuarantined() {
        rules.write("a.drl", ABOVE_1);
        String hash = book.reload(TestKpis.ALL, T1).hash();
        rules.write("b.drl", MISTAKEN);

        RuleReload reload = book.reload(TestKpis.ALL, T2);

        assertThat(reload.successful()).isFalse();
        assertThat(reload.at()).isEqualTo(T2);
        assertThat(reload.hash()).isEqualTo(hash);
        assertThat(reload.quarantined())
                .containsExactly(new Quarantined(temporary.resolve("b.drl").toString(), false));
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
        assertThat(reload.quarantined())
                .containsExactly(new Quarantined(temporary.resolve("b.drl").toString(), false));
        assertThat(reload.rules()).isEqualTo(1);
        assertThat(reload.problems()).hasSize(1);
        try (var lease = book.lease()) {
            assertThat(lease.base().judge(tenOrders()).breaches()).hasSize(1);
        }
    }

    @Test
    void aFileThatNamesARuleOfAQuarantinedOneStaysInForce() {
        rules.write("a.drl", ABOVE_1).write("b.drl", MISTAKEN).write("c.drl", """
                        rule "Many" @severity("high") @owner("ops") @summary("{{count}}: {{market}}") @runbook("r.md")
                          @inhibits("Bad")
                        when
                          accumulate( $b : Breach( alertname == "Bad" ); $n : count($b), $all : collectList($b); $n > 2 )
                        then breaches.raise("market", "all", $all);
                        end
                        """);

        RuleReload reload = book.reload(TestKpis.ALL, T1);

        assertThat(reload.quarantined())
                .extracting(Quarantined::name)
                .containsExactly(temporary.resolve("b.drl").toString());
        assertThat(reload.rules()).isEqualTo(2);
        assertThat(reload.problems()).as("of the one bad file alone").hasSize(1);
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
    void ofAFileWithMistakesTheLastGoodVersionStaysWhileTheOthersGoLive() {
        rules.write("a.drl", ABOVE_1).write("b.drl", RuleDirectory.rule("Other", "kpi == \"orders_total\", value > 5"));
        book.reload(TestKpis.ALL, T1);
        rules.write("a.drl", ABOVE_100).write("b.drl", MISTAKEN);

        RuleReload reload = book.reload(TestKpis.ALL, T2);

        assertThat(reload.successful()).isFalse();
        assertThat(reload.quarantined())
                .containsExactly(new Quarantined(temporary.resolve("b.drl").toString(), true));
        try (var lease = book.lease()) {
            assertThat(lease.base().judge(tenOrders()).breaches())
                    .as("the old b.drl and the new a.drl")
                    .extracting(Breach::alertname)
                    .containsExactly("Other");
        }
    }

    @Test
    void aNewFileThatTakesAnothersRuleNameIsTheOneToGo() {
        rules.write("m.drl", ABOVE_1);
        book.reload(TestKpis.ALL, T1);
        rules.write("a.drl", ABOVE_100);

        RuleReload reload = book.reload(TestKpis.ALL, T2);

        assertThat(reload.successful()).isFalse();
        assertThat(reload.problems()).hasSize(1);
        try (var lease = book.lease()) {
            assertThat(lease.base().judge(tenOrders()).breaches()).hasSize(1);
        }
    }

    @Test
    void limitsWithMistakesLeaveTheOldLimitsInForce() {
        rules.write("a.drl", RuleDirectory.rule("Some", "kpi == \"orders_total\", value > limit(\"most\")"))
                .writeText("limits.csv", "limit,value\nmost,1\n");
        book.reload(TestKpis.ALL, T1);
        rules.writeText("limits.csv", "limit,value\nmost,lots\n");

        RuleReload reload = book.reload(TestKpis.ALL, T2);

        assertThat(reload.quarantined())
                .containsExactly(new Quarantined(temporary.resolve("limits.csv").toString(), true));
        assertThat(book.current().orElseThrow().limits().value("most", Labels.NONE, T2))
                .isEqualTo(1);
        assertThat(rules.written(reload.problems())).startsWith("limits.csv:2: value \"lots\" is not a number");
    }

    @Test
    void whereALossIsRefusedTheOldVersionsOfBadFilesAreInForce() {
        rules.write("a.drl", RuleDirectory.rule("A", "kpi == \"orders_total\", value > 1"));
        rules.write("b.drl", RuleDirectory.rule("B", "kpi == \"late_shipment_ratio\", value > 0.5"));
        book.reload(TestKpis.ALL, T1);

        RuleReload refused = book.reload(List.of(TestKpis.ORDERS), T2);

        assertThat(refused.rules()).isEqualTo(2);
        assertThat(rules.written(refused.problems())).contains("1 of 2 rules would vanish at once: B");
        assertThat(refused.quarantined()).singleElement().satisfies(file -> {
            assertThat(file.name()).endsWith("b.drl");
            assertThat(file.isOldInForce()).isTrue();
        });
    }

    @Test
    void aLossOfMoreThanAThirdOfTheRulesIsRefusedUntilConfirmed() throws IOException {
        for (String name : List.of("A", "B", "C", "D")) {
            rules.write(
                    name + ".drl",
                    RuleDirectory.rule(name, "kpi == \"orders_total\", value > " + (int) name.charAt(0)));
        }
        String hash = book.reload(TestKpis.ALL, T1).hash();
        Files.delete(temporary.resolve("C.drl"));
        assertThat(book.reload(TestKpis.ALL, T1).successful()).as("one of four").isTrue();
        rules.write("C.drl", RuleDirectory.rule("C", "kpi == \"orders_total\", value > 1"));
        book.reload(TestKpis.ALL, T1);
        Files.delete(temporary.resolve("C.drl"));
        Files.delete(temporary.resolve("D.drl"));

        RuleReload refused = book.reload(TestKpis.ALL, T2);

        assertThat(refused.successful()).isFalse();
        assertThat(refused.rules()).isEqualTo(4);
        String mend = refused.problems().get(0).mend();
        assertThat(rules.written(refused.problems()))
                .contains("2 of 4 rules would vanish at once: C, D; the old rules stay; if that is meant, write ");
        String wanted = mend.replaceAll(".*write (\\w+) into .*", "$1");
        assertThat(wanted).isNotEqualTo(hash);

        rules.writeText("confirm.txt", wanted + "\n");

        assertThat(book.reload(TestKpis.ALL, T2).successful()).isTrue();
        assertThat(book.status().rules()).isEqualTo(2);
    }

    @Test
    void anEmptiedFileIsNoWishToLoseItsRules() {
        rules.write("a.drl", ABOVE_1);
        book.reload(TestKpis.ALL, T1);
        rules.writeText("a.drl", "");

        assertThat(book.reload(TestKpis.ALL, T2).quarantined())
                .containsExactly(new Quarantined(temporary.resolve("a.drl").toString(), true));
        assertThat(book.status().rules()).isEqualTo(1);
    }

    @Test
    void aRuleThatThrowsAgainAndAgainIsBenchedUntilItsFileChanges() {
        rules.write("a.drl", ABOVE_1 + RuleDirectory.rule("Bad", "kpi == \"orders_total\", " + THROWS));
        book.reload(TestKpis.ALL, T1);
        var snapshots = tenOrders().add(10, 10, 10, 1, "market", "X");

        for (int tick = 0; tick < Bench.PATIENCE; tick++) {
            assertThat(book.hasChanged()).isFalse();
            Judgement judgement = book.current().orElseThrow().judge(snapshots);
            assertThat(judgement.failures()).containsOnlyKeys("Bad");
            book.heed(TestKpis.ORDERS.id(), judgement);
        }
        assertThat(book.hasChanged()).isTrue();
        RuleReload reload = book.reload(TestKpis.ALL, T2);

        assertThat(reload.successful()).isFalse();
        assertThat(reload.quarantined()).containsExactly(new Quarantined("Bad", false));
        assertThat(reload.rules()).isEqualTo(1);
        assertThat(book.current().orElseThrow().benched()).containsOnlyKeys("Bad");
        assertThat(book.current().orElseThrow().judge(snapshots).failures()).isEmpty();

        rules.write("a.drl", ABOVE_1 + RuleDirectory.rule("Bad", "kpi == \"orders_total\", value > 5"));

        assertThat(book.reload(TestKpis.ALL, T2).successful()).isTrue();
        assertThat(book.status().rules()).isEqualTo(2);
    }

    @Test
    void aTickKeepsItsRulesWhileOthersArePutInForce() {
        rules.write("a.drl", ABOVE_1);
        book.reload(TestKpis.ALL, T1);

        try (var tick = book.lease()) {
            rules.write("a.drl", ABOVE_100);
            book.reload(TestKpis.ALL, T2);

            assertThat(tick.base().judge(tenOrders()).breaches()).hasSize(1);
            try (var next = book.lease()) {
                assertThat(next.base().judge(tenOrders()).breaches()).isEmpty();
            }
        }
    }

    @Test
    void seesThatAFileHasChanged() throws IOException {
        rules.write("a.drl", ABOVE_1);
        assertThat(book.hasChanged()).as("it may still be written to").isFalse();
        assertThat(book.hasChanged()).isTrue();
        book.reload(TestKpis.ALL, T1);
        assertThat(book.hasChanged()).isFalse();

        Files.setLastModifiedTime(temporary.resolve("a.drl"), FileTime.from(T2));
        assertThat(book.hasChanged()).as("it may still be written to").isFalse();
        assertThat(book.hasChanged()).isTrue();
        book.reload(TestKpis.ALL, T2);
        assertThat(book.hasChanged()).isFalse();

        rules.writeText(".a.drl.swp", "half written");
        assertThat(book.hasChanged()).isFalse();
        rules.write("b.drl", MISTAKEN);
        assertThat(book.hasChanged()).as("it may still be written to").isFalse();
        assertThat(book.hasChanged()).isTrue();
        book.reload(TestKpis.ALL, T2);
        assertThat(book.hasChanged())
                .as("mistakes are told once, not at every look")
                .isFalse();
    }
}
