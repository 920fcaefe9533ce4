package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.history.InMemoryHistory;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupStageTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Kpi STOCK = kpi("stock_total");
    private static final Kpi SALES = kpi("sales_total");

    private final InMemoryAlerts alerts = new InMemoryAlerts();

    private static Kpi kpi(String id) {
        return Kpis.kpi(id)
                .unit(Unit.COUNT)
                .grain(Grain.HOUR)
                .dimensions("market")
                .build();
    }

    /** Stock is short in the first hour, sales fall in the second: never both in the same one. */
    private static double value(Kpi kpi, Instant at) {
        return at.equals(kpi.equals(STOCK) ? NOON : NOON.plus(Duration.ofHours(1))) ? 0 : 100;
    }

    private static final class TwoKpis implements MetricSource {
        @Override
        public String name() {
            return "warehouse";
        }

        @Override
        public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
            receiver.accept(
                    new String[] {"BR"},
                    window.to().toEpochMilli(),
                    value(kpi, window.to()),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN);
        }
    }

    /** The process ended after one KPI was judged and before the other: nobody else would ask the rule about this hour. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRestartBetweenTwoKpisLosesNoGroupAlert(boolean recalledFirst, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.drl"), """
                rule "StockAndSales" @severity("high") @owner("ops") @summary("{{market}}") @runbook("r.md")
                when
                  $s : Snapshot( kpi == "stock_total", value == 0, $market : label("market") )
                  Snapshot( kpi == "sales_total", value == 100, label("market") == $market )
                then breaches.raise($s); end
                """);
        try (var book = new RuleBook(folder, new RuleLoader())) {
            assertThat(book.reload(List.of(STOCK, SALES), NOON).problems()).isEmpty();
            var history = new InMemoryHistory();
            var before = new Evaluator(history, book, alerts, new Standing(), Runnable::run, evaluation -> {});
            before.evaluate(STOCK, new TwoKpis(), Markets.NONE, NOON);
            assertThat(alerts.active()).isEmpty();

            var after = new Evaluator(history, book, alerts, new Standing(), Runnable::run, evaluation -> {});
            var catchUp = new CatchUp(after, new BackFill(history), alerts, 1);
            for (Kpi kpi : recalledFirst ? List.of(STOCK, SALES) : List.of(SALES, STOCK)) {
                catchUp.run(kpi, new TwoKpis(), Markets.NONE, NOON.plusSeconds(60));
            }
            assertThat(alerts.active()).extracting(Alert::alertname).containsExactly("StockAndSales");

            var third = new Evaluator(history, book, alerts, new Standing(), Runnable::run, evaluation -> {});
            var again = new CatchUp(third, new BackFill(history), alerts, 1);
            List.of(SALES, STOCK).forEach(kpi -> again.run(kpi, new TwoKpis(), Markets.NONE, NOON.plusSeconds(90)));
            assertThat(alerts.transitions())
                    .as("asked again it says nothing new")
                    .hasSize(1);
        }
    }

    @Test
    void figuresOfDifferentHoursAreNotJoined(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.drl"), """
                rule "SoldOut" @severity("high") @owner("ops") @summary("{{market}}") @runbook("r.md")
                when
                  $s : Snapshot( kpi == "stock_total", value == 0, $market : label("market") )
                  Snapshot( kpi == "sales_total", value == 0, label("market") == $market )
                then breaches.raise($s); end
                """);
        try (var book = new RuleBook(folder, new RuleLoader())) {
            assertThat(book.reload(List.of(STOCK, SALES), NOON).problems()).isEmpty();
            var evaluator =
                    new Evaluator(new InMemoryHistory(), book, alerts, new Standing(), Runnable::run, evaluation -> {});

            for (int hour = 0; hour < 3; hour++) {
                for (Kpi kpi : List.of(SALES, STOCK)) { // sales first: then stock is still that of the hour before
                    evaluator.evaluate(kpi, new TwoKpis(), Markets.NONE, NOON.plus(Duration.ofHours(hour)));
                    assertThat(alerts.active()).extracting(Alert::alertname).isEmpty();
                }
            }
        }
    }
}
