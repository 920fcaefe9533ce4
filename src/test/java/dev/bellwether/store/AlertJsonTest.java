package dev.bellwether.store;

import static dev.bellwether.testing.SampleAlerts.PROMISE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import dev.bellwether.testing.SampleAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertJsonTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:15:00.123456Z");

    @Test
    void bringsBackEveryState() {
        Labels labels = Labels.of("market", "ES", "carrier", "correo");

        assertSurvives(SampleAlerts.pending(PROMISE, labels, AT));
        assertSurvives(SampleAlerts.firing(PROMISE, labels, AT));
        assertSurvives(SampleAlerts.firingGroup(PROMISE, labels, AT));
        assertSurvives(SampleAlerts.resolved(PROMISE, labels, AT));
    }

    @Test
    void bringsBackHostileTexts() {
        String hostile = "a\"b\\c\nd\re\t\u0000\u2028é漢😀" + "\ud800" + "</script>{{value}}";
        var rule = new AlertRule(
                "Hostile",
                Severity.INFO,
                hostile,
                hostile,
                hostile,
                HoldFor.AT_ONCE,
                Duration.ZERO,
                Scope.GROUP,
                Set.of(new KpiId("b"), new KpiId("a")),
                hostile);
        var labels = Labels.of("market", hostile, hostile, "x".repeat(200));
        var breach = new Breach(
                rule,
                labels,
                AT,
                new Breach.Figures(new KpiId("a"), Unit.SECONDS, 1, 2, 3, 4, 5),
                hostile,
                List.of(new Condition(hostile, hostile)),
                List.of(labels, Labels.NONE));

        assertSurvives(SampleAlerts.alert(AlertState.FIRING, breach, AT));
    }

    @Test
    void bringsBackEveryDoubleAndWritesNaNAsNull() {
        assertSurvives(withFigures(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.1 + 0.2));
        assertSurvives(withFigures(Double.MIN_VALUE, Double.MAX_VALUE, 1e16 + 2, 5, Math.PI));
        assertThat(AlertJson.write(withFigures(Double.NaN, 1, 1, 1, 1))).contains("\"value\":null");
    }

    @Test
    void writesEachRuleOfSeveralAlertsOnce() {
        Alert one = SampleAlerts.firing(PROMISE, Labels.of("market", "ES"), AT);
        Alert same = SampleAlerts.resolved(PROMISE, Labels.of("market", "BR"), AT);
        Alert another = SampleAlerts.firingGroup(PROMISE, Labels.NONE, AT);

        String written = AlertJson.writeAll(List.of(one, same, another));

        assertThat(AlertJson.readAll(written)).containsExactly(one, same, another);
        assertThat(written.split("keep_firing_for")).hasSize(3);
    }

    @Test
    void readsAlertsThatBringTheirRulesThemselves() {
        Alert alert = SampleAlerts.firing(PROMISE, Labels.of("market", "ES"), AT);

        assertThat(AlertJson.readAll("{\"alerts\":[" + AlertJson.write(alert) + "]}"))
                .containsExactly(alert);
    }

    @Test
    void keepsTheFirstThousandOfTheEvidence() {
        Breach breach = SampleAlerts.breach(SampleAlerts.rule(Scope.GROUP, PROMISE), Labels.NONE, AT);
        var storm = new Breach(
                breach.rule(),
                breach.labels(),
                AT,
                breach.figures(),
                breach.summary(),
                breach.conditions(),
                Collections.nCopies(50_000, Labels.of("market", "ES")));

        assertThat(AlertJson.readBreach(AlertJson.writeBreach(storm)).evidence())
                .hasSize(1_000);
    }

    @Test
    void saysWhatCannotBeRead() {
        assertThatThrownBy(() -> AlertJson.read("{\"fingerprint\":"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("{\"fingerprint\":");
        assertThatThrownBy(() -> AlertJson.read("[]")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> AlertJson.read("{}")).isInstanceOf(StoreException.class);
        String written = AlertJson.write(SampleAlerts.firing(PROMISE, Labels.NONE, AT));
        assertThatThrownBy(() -> AlertJson.read(written.replace("critical", "deadly")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> AlertJson.read(written.replace("\"2 of 3\"", "\"3 of 2\"")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> AlertJson.read(written.replace("2026-11-22T", "yesterday ")))
                .isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> AlertJson.read(written.replace("\"transitions\":1", "\"transitions\":\"one\"")))
                .isInstanceOf(StoreException.class);
    }

    private static Alert withFigures(double value, double expected, double low, double high, double sample) {
        Breach breach = SampleAlerts.breach(SampleAlerts.rule(Scope.SERIES, PROMISE), Labels.NONE, AT);
        return SampleAlerts.alert(
                AlertState.FIRING,
                new Breach(
                        breach.rule(),
                        breach.labels(),
                        AT,
                        new Breach.Figures(PROMISE, Unit.RATIO, value, expected, low, high, sample),
                        breach.summary(),
                        breach.conditions(),
                        breach.evidence()),
                AT);
    }

    private static void assertSurvives(Alert alert) {
        assertThat(AlertJson.read(AlertJson.write(alert))).isEqualTo(alert);
        assertThat(AlertJson.readBreach(AlertJson.writeBreach(alert.latest()))).isEqualTo(alert.latest());
    }
}
