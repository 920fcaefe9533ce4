package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.evaluate.BackFill;
import dev.bellwether.evaluate.CatchUp;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.JdbcSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped KPIs and rules over the demo's warehouse: exactly what is scripted is alerted, whenever it starts. */
class DemoScenarioIT {

    private static final Catalogue CATALOGUE =
            CatalogueReader.read(Path.of("kpis")).catalogue();
    private static final RuleBook RULES = new RuleBook(Path.of("rules"), new RuleLoader());

    private static final String[] AT_THE_START = {
        "CarrierOutageMultiMarket{carrier=\"meridian\"}",
        "CustomsHold{carrier=\"silkpost\", market=\"FR\"}",
        "EmergingMarketSurge{market=\"IL\"}",
        "ParcelScanSilence{carrier=\"meridian\", market=\"BR\"}",
        "ParcelScanSilence{carrier=\"meridian\", market=\"ES\"}",
        "ParcelScanSilence{carrier=\"meridian\", market=\"PL\"}",
        "ReviewScoreDrop{category=\"electronics\"}",
        "SellerChurnRise{seller_tier=\"gold\"}",
        "ShippingDelaySpike{carrier=\"meridian\", market=\"BR\"}",
        "ShippingDelaySpike{carrier=\"meridian\", market=\"ES\"}",
        "ShippingDelaySpike{carrier=\"meridian\", market=\"PL\"}",
        "StockoutSpike{category=\"toys\"}",
    };
    private static final String FAILURE = "PaymentFailureSpike{market=\"IN\", method=\"upi\"}";
    private static final String CARD_TESTING = "FraudCardTesting{market=\"BR\", method=\"card\"}";

    @BeforeAll
    static void loadRules() {
        assertThat(RULES.reload(CATALOGUE.kpis(), Instant.EPOCH).problems()).isEmpty();
    }

    @AfterAll
    static void closeRules() {
        RULES.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a Sunday night; a Monday just before a grain of six hours closes, hours after America's clocks
                // changed
                "2026-11-22T03:00:25Z",
                "2026-11-02T05:59:58Z",
            })
    void alertsWhatIsScriptedAndNothingElse(Instant anchor) {
        try (var warehouse = DemoWarehouse.open(anchor, anchor)) {
            var service = new Service(warehouse);

            service.runAt(anchor.plusSeconds(20));
            assertThat(service.firing()).containsExactlyInAnyOrder(AT_THE_START);

            List<Transition> live = service.transitionsUntil(anchor.plus(Duration.ofMinutes(60))).stream()
                    .filter(transition -> transition.to() != AlertState.PENDING)
                    .toList();
            assertThat(live)
                    .extracting(transition -> nameOf(transition.alert()) + " " + transition.to())
                    .containsExactly(
                            FAILURE + " firing",
                            CARD_TESTING + " firing",
                            FAILURE + " resolved",
                            CARD_TESTING + " resolved");
            assertThat(live.get(0).at()).isBetween(anchor, anchor.plus(Duration.ofMinutes(6)));
            assertThat(service.firing()).containsExactlyInAnyOrder(AT_THE_START);
        }
    }

    private static boolean isJudged(Kpi kpi) {
        RuleBase rules = RULES.current().orElseThrow();
        return rules.judges(kpi.id()) || rules.groupInputs().contains(kpi.id());
    }

    private static String nameOf(Alert alert) {
        return alert.alertname() + alert.labels();
    }

    /** The service's path from source to alert, without what surrounds it. */
    private static final class Service {

        private final DemoWarehouse warehouse;
        private final JdbcSource source;
        private final InMemoryAlerts alerts = new InMemoryAlerts();
        private final CatchUp catchUp;
        private final List<Transition> transitions = new ArrayList<>();
        private Instant now = Instant.EPOCH;

        Service(DemoWarehouse warehouse) {
            this.warehouse = warehouse;
            this.source = new JdbcSource(
                    warehouse.dataSource(),
                    new JdbcSource.Settings("warehouse", Duration.ofSeconds(30), 10_000, 1_000_000));
            var history = new InMemoryHistory();
            var evaluator = new Evaluator(
                    history,
                    RULES,
                    alerts,
                    new Standing(),
                    Runnable::run,
                    done -> transitions.addAll(done.transitions()));
            this.catchUp = new CatchUp(evaluator, new BackFill(history), alerts, 3);
        }

        void runAt(Instant instant) {
            now = instant;
            warehouse.advanceTo(now);
            for (Kpi kpi : judged()) {
                assertThat(catchUp.run(kpi, source, CATALOGUE.markets(), now))
                        .allSatisfy(
                                evaluation -> assertThat(evaluation.outcome()).isEqualTo(Evaluation.Outcome.OK));
            }
        }

        private static List<Kpi> judged() {
            return CATALOGUE.kpis().stream().filter(DemoScenarioIT::isJudged).toList();
        }

        List<Transition> transitionsUntil(Instant end) {
            transitions.clear();
            for (Instant then = now.plusSeconds(60); !then.isAfter(end); then = then.plusSeconds(60)) {
                runAt(then);
            }
            return List.copyOf(transitions);
        }

        List<String> firing() {
            return alerts.active().stream()
                    .filter(alert -> alert.state() == AlertState.FIRING)
                    .map(DemoScenarioIT::nameOf)
                    .toList();
        }
    }
}
