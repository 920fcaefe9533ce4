package dev.bellwether.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Advance;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.alert.Transition;
import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.evaluate.Coverage;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.SeriesOutcome;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.response.InMemoryResponses;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.response.Verdict;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StateCollectorTest {

    private static final Limits LIMITS = new Limits(5, 8, 2);

    private final SampleState state = SampleState.withEverything();

    @Test
    void showsAlertsByTheirStateWithTheirDimensions() {
        assertThat(scrape())
                .contains(
                        "bellwether_alerts{alertname=\"ShippingDelaySpike\",alertstate=\"firing\",carrier=\"a \\\"b\\\"\\n\\\\c\","
                                + "kpi=\"shipment_within_promise_probability\",market=\"ES\",owner=\"logistics-ops\",severity=\"critical\"} 1.0");
    }

    @Test
    void showsTheFiguresOfExposedKpisAndLeavesOutWhatDoesNotExist() {
        assertThat(scrape())
                .contains(
                        "bellwether_kpi_value{kpi=\"shipment_within_promise_probability\",market=\"M1\"} 0.451",
                        "bellwether_kpi_expected{kpi=\"shipment_within_promise_probability\",market=\"M0\"} 0.78",
                        "bellwether_kpi_age_seconds{kpi=\"shipment_within_promise_probability\",market=\"M0\"} 200.0")
                .doesNotContain(
                        "bellwether_kpi_expected{kpi=\"shipment_within_promise_probability\",market=\"M1\"}", "NaN");
    }

    @Test
    void cutsEachKpiAndAllTogetherAndSaysHowMuch() {
        state.expose(SampleState.kpi("b_ratio", "market"), 7).expose(SampleState.kpi("c_ratio", "market"), 1);

        assertThat(scrape())
                .contains(
                        "bellwether_kpi_series_cut{kpi=\"shipment_within_promise_probability\"} 0.0",
                        "bellwether_kpi_series_cut{kpi=\"b_ratio\"} 2.0",
                        "bellwether_kpi_series_cut{kpi=\"c_ratio\"} 1.0")
                .contains("bellwether_kpi_value{kpi=\"b_ratio\",market=\"M4\"}")
                .doesNotContain("bellwether_kpi_value{kpi=\"b_ratio\",market=\"M5\"}")
                .doesNotContain("bellwether_kpi_value{kpi=\"c_ratio\"");
    }

    @Test
    void cutsAlertsAndSaysHowMany() {
        state.alerts.add(SampleState.alert(Labels.of("market", "PL")));
        state.alerts.add(SampleState.alert(Labels.of("market", "BR")));

        assertThat(scrape()).contains("bellwether_alerts_cut 1.0").doesNotContain("market=\"BR\"");
    }

    @Test
    void countsFiringAlertsThatAreTakenOverMutedOrCut() {
        Alert taken = SampleState.alert(Labels.of("market", "PL"));
        state.alerts.add(taken);
        state.alerts.add(SampleState.alert(Labels.of("market", "BR")));
        state.acknowledged.add(taken.fingerprint());
        state.muted.add(taken.fingerprint());

        assertThat(scrape())
                .contains(
                        "bellwether_alerts_firing{severity=\"critical\"} 3.0",
                        "bellwether_alerts_firing{severity=\"info\"} 0.0",
                        "bellwether_alerts_acknowledged{severity=\"critical\"} 1.0",
                        "bellwether_alerts_muted{severity=\"critical\"} 1.0",
                        "bellwether_alerts_unstable{severity=\"critical\"} 0.0");
    }

    @Test
    void countsChangesAndVerdictsByRuleFromZero() {
        fires(SampleState.alert(Labels.of("market", "PL")));

        assertThat(scrape())
                .contains(
                        "bellwether_alert_transitions_total{alertname=\"ShippingDelaySpike\",to=\"firing\"} 1.0",
                        "bellwether_alert_transitions_total{alertname=\"ShippingDelaySpike\",to=\"resolved\"} 0.0",
                        "bellwether_alert_feedback_total{alertname=\"ShippingDelaySpike\",verdict=\"noise\"} 0.0");
    }

    @Test
    void timesHowLongItTookSomebodyToTakeAnAlertOver() {
        var alerts = new InMemoryAlerts();
        Alert heard = SampleState.alert(Labels.of("market", "PL"));
        Alert older = SampleState.alert(Labels.of("market", "BR"));
        alerts.commit(heard.kpi(), SampleState.AT, new Advance(List.of(heard, older), List.of(), List.of()));
        fires(heard); // 40 seconds ago, of a grain that ended 200 seconds ago
        var responses = new InMemoryResponses(new InMemoryAuditTrail());
        var book = new ResponseBook(responses, alerts, state.alertMeters);

        book.acknowledge(heard.fingerprint(), "ada", "ada", "", SampleState.NOW.plusSeconds(60), SampleState.NOW);
        book.acknowledge(older.fingerprint(), "ada", "ada", "", SampleState.NOW.plusSeconds(60), SampleState.NOW);
        book.say(heard.fingerprint(), Verdict.NOISE, "ada", "", SampleState.NOW);

        assertThat(state.meters
                        .get("bellwether.alert.acknowledgement")
                        .tag("severity", "critical")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(40 + 200);
        assertThat(scrape())
                .contains("bellwether_alert_feedback_total{alertname=\"ShippingDelaySpike\",verdict=\"noise\"} 1.0");
    }

    @Test
    void saysWhatEachKpiIsAndHowManySeriesItHasHoweverFewAreShown() {
        Kpi large = SampleState.kpi("b_ratio", "market");
        state.expose(large, 7)
                .coverage
                .put(large.id(), new Coverage(Map.of(SeriesOutcome.OK, 999_990, SeriesOutcome.BAD, 10), 0));

        assertThat(scrape())
                .contains(
                        "bellwether_kpi_info{direction=\"higher_is_better\",kpi=\"b_ratio\",owner=\"logistics-ops\","
                                + "source=\"warehouse\",stage=\"post_purchase\",stakeholder=\"buyers\",tier=\"core\","
                                + "title=\"Title\",unit=\"ratio\"} 1",
                        "bellwether_kpi_series{kpi=\"b_ratio\",outcome=\"bad\"} 10.0",
                        "bellwether_kpi_series{kpi=\"b_ratio\",outcome=\"no_data\"} 0.0",
                        "bellwether_kpi_series_cut{kpi=\"b_ratio\"} 999995.0");
    }

    @Test
    void showsTheLimitsInForceNowByTheirLabels() {
        assertThat(scrape())
                .contains(
                        "bellwether_rule_limit{limit=\"within_promise_drop_min\"} 0.08",
                        "bellwether_rule_limit{limit=\"within_promise_drop_min\",market=\"ES\"} 0.12")
                .doesNotContain("0.2\n");
    }

    @Test
    void aDimensionDoesNotHideALabelOfOurs() {
        state.alerts.add(SampleState.alert(
                Labels.of("severity", "mild", "owner", "me", "zoll-klasse", "7", "zoll_klasse", "8", "2nd", "x")));

        assertThat(scrape())
                .contains("severity=\"critical\"", "dimension_severity=\"mild\"", "dimension_owner=\"me\"")
                .contains("zoll_klasse=\"7\"", "dimension_zoll_klasse=\"8\"", "dimension_2nd=\"x\"");
    }

    @Test
    void speaksOfSourcesRulesOutboxSilencesAndItself() {
        assertThat(scrape())
                .contains(
                        "bellwether_source_up{source=\"warehouse\"} 1.0",
                        "bellwether_source_up{source=\"exports\"} 0.0",
                        "bellwether_source_fetch_seconds{source=\"warehouse\"} 0.081",
                        "bellwether_source_data_age_seconds{source=\"warehouse\"} 200.0",
                        "bellwether_rules_loaded 34.0",
                        "bellwether_rules_quarantined 1.0",
                        "bellwether_rules_quarantined_info{name=\"rules/reviews.drl\",old_in_force=\"true\"} 1",
                        "bellwether_rule_info{alertname=\"ShippingDelaySpike\",file=\"rules/logistics.drl\","
                                + "owner=\"logistics-ops\",scope=\"series\",severity=\"critical\"} 1",
                        "bellwether_rules_reload_successful 0.0",
                        "bellwether_rules_reload_timestamp_seconds",
                        "bellwether_rulebase_info{hash=\"3f9a\"} 1",
                        "bellwether_outbox_pending 2.0",
                        "bellwether_outbox_oldest_age_seconds 42.0",
                        "bellwether_silences_active 0.0",
                        "bellwether_build_info{revision=\"cafe\",version=\"0.1.0\"} 1",
                        "bellwether_console_info{url=\"https://bellwether.example.com\"} 1",
                        "bellwether_exposition_failed_parts 0.0");
    }

    @Test
    void leavesOutAPartThatCannotBeHadAndSaysSo() {
        var whole = state.asState();
        var broken = new ExpositionState(
                () -> {
                    throw new IllegalStateException("the database is away");
                },
                whole.alertMeters(),
                whole.kpis(),
                whole.latest(),
                whole.coverage(),
                whole.lags(),
                whole.sources(),
                whole.rules(),
                whole.outbox(),
                whole.silences(),
                whole.build());

        assertThat(scrape(broken))
                .contains("bellwether_kpi_value{", "bellwether_exposition_failed_parts 1.0")
                .doesNotContain("bellwether_alerts{");
    }

    private void fires(Alert alert) {
        state.alertMeters.evaluated(new Evaluation(
                SampleState.kpi("a_ratio", "market"),
                SampleState.AT,
                Evaluation.Outcome.OK,
                1,
                1,
                1,
                List.of(new Transition(alert, AlertState.PENDING, AlertState.FIRING, SampleState.AT)),
                Map.of(),
                ""));
    }

    private String scrape() {
        return scrape(state.asState());
    }

    private static String scrape(ExpositionState state) {
        var registry = new PrometheusRegistry();
        registry.register(new StateCollector(state, LIMITS, InstantSource.fixed(SampleState.NOW)));
        var out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
