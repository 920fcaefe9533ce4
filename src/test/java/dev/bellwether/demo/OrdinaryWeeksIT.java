package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.evaluate.BackFill;
import dev.bellwether.evaluate.CatchUp;
import dev.bellwether.evaluate.Evaluator;
import dev.bellwether.evaluate.Standing;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Seasonality;
import dev.bellwether.kpi.Window;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleLoader;
import dev.bellwether.source.JdbcSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo marketplace without any incident: figures of the size that the trade knows, and nobody is woken. */
class OrdinaryWeeksIT {

    private static final Instant NOW = Instant.parse("2026-11-18T09:20:00Z");
    private static final double SECONDS_PER_DAY = 86_400;

    private static final Catalogue CATALOGUE =
            CatalogueReader.read(Path.of("kpis")).catalogue();
    private static DemoWarehouse warehouse;
    private static JdbcSource source;

    @BeforeAll
    static void openWarehouse() {
        warehouse = DemoWarehouse.open(Script.quiet(), NOW);
        source = new JdbcSource(
                warehouse.dataSource(),
                new JdbcSource.Settings("warehouse", Duration.ofSeconds(30), 10_000, 1_000_000));
    }

    @AfterAll
    static void closeWarehouse() {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource({
        "perfect_order_ratio, 0.80, 0.90",
        "buyer_repeat_90d_ratio, 0.03, 0.35",
        "take_rate_ratio, 0.05, 0.15",
        "small_merchant_buyer_share, 0.30, 0.41",
        "session_conversion_ratio, 0.01, 0.04",
        "session_conversion_same_mix_ratio, 0.01, 0.04",
        "search_zero_result_ratio, 0.03, 0.10",
        "view_to_cart_ratio, 0.035, 0.12",
        "price_jump_offer_ratio, 0, 0.002",
        "stockout_view_share, 0.01, 0.05",
        "cart_to_checkout_ratio, 0.45, 0.60",
        "checkout_to_paid_ratio, 0.50, 0.65",
        "payment_success_ratio, 0.70, 0.97",
        "payment_technical_error_ratio, 0.002, 0.02",
        "payment_attempt_success_ratio, 0.65, 0.95",
        "payment_attempt_amount_p50_usd, 12, 35",
        "order_cancel_seller_ratio, 0.002, 0.025",
        "coupon_subsidy_ratio, 0.02, 0.12",
        "coupon_budget_spent_ratio, 0, 0.05",
        "campaign_orders_plan_ratio, 0.8, 1.2",
        "campaign_gmv_plan_ratio, 0.8, 1.2",
        "fraud_block_ratio, 0.005, 0.03",
        "chargeback_60d_ratio, 0.001, 0.006",
        "late_shipment_ratio, 0.03, 0.10",
        "tracking_online_7d_ratio, 0.95, 1",
        "shipment_within_promise_probability, 0.90, 0.97",
        "on_time_delivery_ratio, 0.90, 0.97",
        "shipment_scan_silence_ratio, 0.03, 0.08",
        "customs_overdue_ratio, 0.02, 0.10",
        "customs_clearance_flow_ratio, 0.95, 1.05",
        "review_score_mean_stars, 4.0, 4.6",
        "review_low_star_ratio, 0.06, 0.15",
        "review_response_10d_ratio, 0.2, 0.5",
        "dispute_opened_10d_ratio, 0.01, 0.04",
        "dispute_opened_30d_ratio, 0.01, 0.04",
        "refund_value_ratio, 0.02, 0.06",
        "order_defect_30d_ratio, 0.005, 0.02",
        "seller_churn_ratio, 0.03, 0.08",
        "seller_churn_gmv_ratio, 0.015, 0.10",
        "seller_activation_30d_ratio, 0.2, 0.4",
        "seller_top10_gmv_share, 0.03, 0.10",
        "orders_growth_28d_ratio, 0.97, 1.03",
        "orders_growth_1y_ratio, 1.0, 1.9",
        "fx_shift_24h_ratio, 0, 0.03",
        "data_lag_seconds, 30, 900",
        "kpi_snapshot_completeness_ratio, 0.98, 1",
        "key_sellers_silent_total, 0, 0",
        "mispriced_orders_total, 0, 0",
    })
    void everySeriesHasItsUsualSize(String id, double low, double high) {
        meansOf(id)
                .forEach((series, mean) ->
                        assertThat(mean).as("%s of %s", id, series).isBetween(low, high));
    }

    @Test
    void merchantsBuySeveralTimesWhatConsumersBuy() {
        meansOf("order_value_mean_usd").forEach((series, mean) -> assertThat(mean)
                .as(series)
                .isBetween(series.endsWith("consumer") ? 15.0 : 60.0, series.endsWith("consumer") ? 30.0 : 120.0));
    }

    @Test
    void expressTakesDaysAndPostTakesWeeks() {
        meansOf("shipment_transit_p50_seconds").forEach((lane, mean) -> {
            if (lane.endsWith("kite_express")) {
                assertThat(mean / SECONDS_PER_DAY).as(lane).isBetween(3.0, 7.0);
            } else {
                assertThat(mean / SECONDS_PER_DAY).as(lane).isBetween(7.0, 15.0);
            }
        });
        meansOf("shipment_transit_p90_seconds").forEach((lane, mean) -> {
            if (lane.endsWith("silkpost")) {
                assertThat(mean / SECONDS_PER_DAY).as(lane).isBetween(13.0, 40.0);
            }
        });
    }

    @Test
    void noRuleFires() {
        try (var rules = new RuleBook(Path.of("rules"), new RuleLoader())) {
            assertThat(rules.reload(CATALOGUE.kpis(), Instant.EPOCH).problems()).isEmpty();
            var history = new InMemoryHistory();
            var alerts = new InMemoryAlerts();
            List<String> fired = new ArrayList<>();
            var evaluator = new Evaluator(
                    history, rules, alerts, new Standing(), Runnable::run, done -> done.transitions().stream()
                            .filter(transition -> transition.to() == AlertState.FIRING)
                            .forEach(transition -> fired.add(named(transition.alert()) + " at " + transition.at())));
            for (Kpi kpi : CATALOGUE.kpis()) {
                new CatchUp(evaluator, new BackFill(history), alerts, grainsToJudge(kpi))
                        .run(kpi, source, CATALOGUE.markets(), NOW);
            }

            assertThat(fired).isEmpty();
        }
    }

    private static String named(Alert alert) {
        return alert.alertname() + alert.labels();
    }

    /** As many as leave a whole past before them. */
    private static int grainsToJudge(Kpi kpi) {
        Duration span = kpi.seasonality() == Seasonality.DAY ? Duration.ofDays(1) : Duration.ofDays(7);
        return (int) Math.max(1, span.dividedBy(kpi.grain().length()));
    }

    /** The mean over eight weeks, or over what is kept, by series. */
    private static Map<String, Double> meansOf(String id) {
        Kpi kpi = CATALOGUE.find(new KpiId(id)).orElseThrow();
        Instant newest = kpi.lastDue(NOW);
        var values = new TreeMap<String, DoubleSummaryStatistics>();
        source.fetch(kpi, new Window(newest.minus(Duration.ofDays(56)), newest), new SampleReceiver() {
            @Override
            public void accept(String[] dimensions, long at, double value, double num, double den, double sample) {
                if (Double.isNaN(value) && den == 0) {
                    return; // a small hour of a small market
                }
                values.computeIfAbsent(String.join("|", dimensions), any -> new DoubleSummaryStatistics())
                        .accept(Double.isNaN(value) ? num / den : value);
            }

            @Override
            public void reject(String[] dimensions, String why) {
                throw new AssertionError(id + " " + String.join("|", dimensions) + ": " + why);
            }
        });
        assertThat(values).isNotEmpty();
        var means = new TreeMap<String, Double>();
        values.forEach((series, statistics) -> means.put(series, statistics.getAverage()));
        return means;
    }
}
