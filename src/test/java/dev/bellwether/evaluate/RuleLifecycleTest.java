package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Cause;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.alert.Severity;
import dev.bellwether.alert.Transition;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Unit;
import dev.bellwether.kpi.Window;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.MetricSource;
import dev.bellwether.testing.Kpis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and their alerts from file to transition; numbers are those of the acceptance cases. */
class RuleLifecycleTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Kpi STOCK = Kpis.kpi("stock_total")
            .unit(Unit.COUNT)
            .grain(Grain.HOUR)
            .direction(Direction.HIGHER_IS_BETTER)
            .dimensions("market")
            .build();

    @TempDir
    Path folder;

    private final InMemoryAlerts alerts = new InMemoryAlerts();
    private final List<Evaluation> told = new ArrayList<>();
    private final Readings readings = new Readings();
    private RuleBook book;
    private Evaluator evaluator;
    private CatchUp catchUp;
    private int hour;

    /** What the source gives for each market, until it is told otherwise; nothing for a market that is not there. */
    private static final class Readings implements MetricSource {

        private final Map<String, Double> now = new TreeMap<>(Map.of("BR", 100.0, "ES", 100.0));

        @Override
        public String name() {
            return "warehouse";
        }

        @Override
        public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
            now.forEach((market, value) -> receiver.accept(
                    new String[] {market}, window.to().toEpochMilli(), value, Double.NaN, Double.NaN, 100));
        }
    }

    @BeforeEach
    void prepare() {
        book = new RuleBook(folder, new RuleLoader());
        evaluator = new Evaluator(new InMemoryHistory(), book, alerts, new Standing(), Runnable::run, told::add);
        catchUp = new CatchUp(evaluator, new BackFill(new InMemoryHistory()), alerts, 3);
    }

    @AfterEach
    void close() {
        book.close();
    }

    private void rules(String... texts) throws IOException {
        for (int i = 0; i < texts.length; i++) {
            Files.writeString(folder.resolve("r" + i + ".drl"), texts[i]);
        }
        assertThat(book.reload(List.of(STOCK), NOON).problems()).isEmpty();
    }

    private static String rule(String name, String remarks, String condition) {
        return """
                rule "%s" @severity("warning") @owner("ops") @summary("{{market}}: {{value}}") @runbook("r.md") %s
                when $s : Snapshot( kpi == "stock_total", %s )
                then breaches.raise($s); end
                """.formatted(name, remarks, condition);
    }

    /** The next hour, in which BR has this reading. */
    private Evaluation tick(double value) {
        readings.now.put("BR", value);
        return tick();
    }

    private Evaluation tick() {
        return evaluator.evaluate(STOCK, readings, Markets.NONE, NOON.plus(Duration.ofHours(hour++)));
    }

    private String states() {
        return alerts.active().stream()
                .map(alert -> alert.alertname() + " " + alert.labels().get("market") + " " + alert.state())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private List<String> transitions() {
        return alerts.transitions().stream()
                .map((Transition change) -> change.to() + " " + change.cause())
                .toList();
    }

    private Alert ended() {
        return alerts.resolvedAfter(Instant.EPOCH).get(0);
    }

    @Test
    void risesAndClearsAsTheRuleSays() throws IOException {
        rules(rule("StockLow", "@critical( value < 20 ) @clear( value >= 70 )", "value < 50"));

        tick(40);
        assertThat(alerts.active().get(0).severity()).isEqualTo(Severity.WARNING);
        tick(10);
        assertThat(alerts.active().get(0).severity()).isEqualTo(Severity.CRITICAL);
        tick(60);
        assertThat(states()).isEqualTo("StockLow BR firing");
        tick(75);

        assertThat(transitions()).containsExactly("firing breached", "firing escalated", "resolved good_again");
        assertThat(ended().worst().value()).isEqualTo(10);
        assertThat(ended().recovered().orElseThrow().value()).isEqualTo(75);
        assertThat(ended().marks()).isEqualTo("xx~.");
    }

    @Test
    @DisplayName("AC 53: a reload with one rule changed keeps the state of the others, and a removed rule's alerts end")
    void keepsStateOverEdits() throws IOException {
        rules(
                rule("StockLow", "@for(\"2h\")", "value < 50"),
                rule("StockVeryLow", "", "value < 30"),
                rule("StockOdd", "@keepFiringFor(\"1d\")", "value < 40"));
        tick(20);
        assertThat(states()).isEqualTo("StockLow BR pending, StockOdd BR firing, StockVeryLow BR firing");

        rules(
                rule("StockLow", "@for(\"2h\") @keepFiringFor(\"1h\")", "value < 50"),
                rule("StockVeryLow", "@for(\"3h\")", "value < 30"));
        Files.delete(folder.resolve("r2.drl"));
        assertThat(book.reload(List.of(STOCK), NOON).problems()).isEmpty();
        tick(20);
        assertThat(states()).isEqualTo("StockLow BR pending, StockVeryLow BR pending");
        assertThat(ended().alertname()).isEqualTo("StockOdd");
        assertThat(ended().cause()).isEqualTo(Cause.RULE_REMOVED);
        tick(20);

        assertThat(states()).isEqualTo("StockLow BR firing, StockVeryLow BR pending");
        assertThat(alerts.active().get(0).activeAt()).isEqualTo(NOON);
    }

    @Test
    @DisplayName("AC 54: of several rules one throws: it is told of and keeps its alerts, the others are judged")
    void aRuleThatThrowsKeepsItsAlerts() throws IOException {
        rules(
                rule("Fragile", "", "value < 50 || value == 77 && label(\"market\").substring(7) == \"x\""),
                rule("StockLow", "", "value < 50"));
        tick(20);
        assertThat(states()).isEqualTo("Fragile BR firing, StockLow BR firing");

        Evaluation broken = tick(77);

        assertThat(broken.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(broken.trouble()).contains("rule \"Fragile\" fails");
        assertThat(states()).isEqualTo("Fragile BR firing");
        assertThat(alerts.active().get(0).latest().value()).isEqualTo(20);
    }

    @Test
    @DisplayName("AC 54: a rule that raises two alerts with one identity is told of and keeps its alerts")
    void aRuleThatRaisesTwiceKeepsItsAlerts() throws IOException {
        rules(rule("StockLow", "", "value < 50"), """
                rule "Twice" @severity("high") @owner("ops") @summary("{{count}}") @runbook("r.md")
                when
                  $b : Breach( alertname == "StockLow" )
                then breaches.raise("shop", "all", List.of($b)); end
                """);
        tick(20);
        assertThat(states()).isEqualTo("StockLow BR firing, Twice  firing");
        readings.now.put("ES", 20.0);

        for (int i = 0; i < 4; i++) {
            Evaluation broken = tick(20);

            assertThat(states()).isEqualTo("StockLow BR firing, StockLow ES firing, Twice  firing");
            assertThat(broken.outcome()).isEqualTo(Outcome.PARTIAL);
            assertThat(broken.trouble()).contains("Twice").contains("more than once in one tick");
        }
        readings.now.put("ES", 100.0);
        assertThat(tick(20).outcome()).isEqualTo(Outcome.OK);
        tick(100);
        assertThat(states()).isEmpty();
    }

    @Test
    @DisplayName(
            "AC 55: a series that disappears, a value that is no number, too little history: nothing new, nothing ends")
    void nothingComesOfNothing() throws IOException {
        rules(rule("StockLow", "@clear( value > 70 )", "value < 50"), rule("StockOdd", "", "z < -3"));
        tick(20);
        assertThat(states()).as("without a past there is no z").isEqualTo("StockLow BR firing");

        readings.now.remove("BR");
        tick();
        assertThat(states()).isEqualTo("StockLow BR firing");
        tick(Double.NaN);
        assertThat(states()).isEqualTo("StockLow BR firing");
        assertThat(alerts.active().get(0).judgedAt()).isEqualTo(NOON);

        tick(90);
        assertThat(states()).isEmpty();
    }

    @Test
    @DisplayName("AC 56: grains that passed while a tick overran are left out, and none is judged twice")
    void aTickThatTakesTooLongLeavesGrainsOut() throws IOException {
        rules(rule("StockLow", "", "value < 50"));
        catchUp.run(STOCK, readings, Markets.NONE, NOON);
        told.clear();

        catchUp.run(STOCK, readings, Markets.NONE, NOON.plus(Duration.ofHours(10)));
        catchUp.run(STOCK, readings, Markets.NONE, NOON.plus(Duration.ofHours(10)));

        assertThat(told)
                .extracting(Evaluation::at)
                .containsExactly(
                        NOON.plus(Duration.ofHours(8)),
                        NOON.plus(Duration.ofHours(9)),
                        NOON.plus(Duration.ofHours(10)));
    }

    @Test
    void endsTheAlertsOfAKpiThatIsNoLongerWatched() throws IOException {
        rules(rule("StockLow", "@keepFiringFor(\"1d\")", "value < 50"));
        tick(20);
        assertThat(evaluator.withAlerts()).containsExactly(STOCK.id());

        evaluator.endRemoved(STOCK.id(), NOON.plus(Duration.ofMinutes(5)));

        assertThat(alerts.active()).isEmpty();
        assertThat(ended().cause()).isEqualTo(Cause.KPI_REMOVED);
        assertThat(ended().state()).isEqualTo(AlertState.RESOLVED);
    }

    @Test
    @DisplayName("AC 53: alerts of a removed group rule end although no group rule is asked any more")
    void endsTheAlertsOfARemovedGroupRule() throws IOException {
        rules(rule("StockLow", "", "value < 50"), rule("StockOdd", "", "value < 1"), """
                rule "Anywhere" @severity("high") @owner("ops") @summary("{{count}}") @runbook("r.md")
                when $b : Breach( alertname == "StockLow" )
                then breaches.raise("shop", "all", List.of($b)); end
                """);
        tick(20);
        assertThat(states()).contains("Anywhere");
        Files.delete(folder.resolve("r2.drl"));
        assertThat(book.reload(List.of(STOCK), NOON).problems()).isEmpty();

        evaluator.endRemovedGroups(NOON.plus(Duration.ofMinutes(5)));

        assertThat(states()).isEqualTo("StockLow BR firing");
        assertThat(ended().cause()).isEqualTo(Cause.RULE_REMOVED);
    }

    @Test
    void remembersUnrestFromOneAlertToTheNext() throws IOException {
        rules(rule("StockLow", "", "value < 50"));

        for (double value : new double[] {20, 100, 20, 100, 20, 100, 20, 100}) {
            tick(value);
        }

        assertThat(transitions())
                .containsExactly(
                        "firing breached",
                        "resolved good_again",
                        "firing breached",
                        "resolved good_again",
                        "firing unstable");
        assertThat(states()).isEqualTo("StockLow BR firing");
    }
}
