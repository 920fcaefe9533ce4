package dev.bellwether.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Labels;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
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
                        "bellwether_rules_reload_successful 0.0",
                        "bellwether_rules_reload_timestamp_seconds",
                        "bellwether_rulebase_info{hash=\"3f9a\"} 1",
                        "bellwether_outbox_pending 2.0",
                        "bellwether_outbox_oldest_age_seconds 42.0",
                        "bellwether_silences_active 0.0",
                        "bellwether_build_info{revision=\"cafe\",version=\"0.1.0\"} 1",
                        "bellwether_exposition_failed_parts 0.0");
    }

    @Test
    void leavesOutAPartThatCannotBeHadAndSaysSo() {
        var whole = state.asState();
        var broken = new ExpositionState(
                () -> {
                    throw new IllegalStateException("the database is away");
                },
                whole.kpis(),
                whole.latest(),
                whole.lags(),
                whole.sources(),
                whole.rules(),
                whole.outbox(),
                whole.silences(),
                whole.build());

        assertThat(scrape(broken))
                .contains("bellwether_kpi_value{", "bellwether_exposition_failed_parts 1.0")
                .doesNotContain("bellwether_alerts");
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
