package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.evaluate.Evaluation.Outcome;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.Kpis;
import dev.bellwether.testing.SampleAlerts;
import dev.bellwether.web.LastEvaluations.Ended;
import dev.bellwether.web.PrometheusDocuments.RuleEntry;
import dev.bellwether.web.PrometheusDocuments.RuleGroup;
import dev.bellwether.web.RuleGroupsView.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleGroupsViewTest {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Wanted ALL = new Wanted(Set.of(), Set.of(), Set.of(), true);
    private static final AlertRule RULE = SampleAlerts.rule(Scope.SERIES, SampleAlerts.PROMISE);
    private static final String TEXT = "Snapshot( kpi == \"shipment_within_promise_probability\", delta <= -0.08 )";
    private static final Kpi HOURLY =
            Kpis.kpi(SampleAlerts.PROMISE.value()).grain(Grain.HOUR).build();
    static final Ended WELL = new Ended(NOON, Duration.ofMillis(12), Outcome.OK, "");

    static RuleGroupsView view(Optional<Ended> last, Map<String, String> setAside, Alert... active) {
        return new RuleGroupsView(
                Map.of(RULE, TEXT),
                setAside,
                List.of(active),
                id -> Optional.of(HOURLY),
                id -> last,
                path -> "https://wiki.example.com/" + path);
    }

    static Alert firing() {
        return SampleAlerts.firing(SampleAlerts.PROMISE, Labels.of("market", "ES"), NOON);
    }

    @Test
    void aFileIsAGroup() {
        RuleGroup group =
                view(Optional.of(WELL), Map.of(), firing()).groups(ALL).groups().get(0);

        assertThat(group.name()).isEqualTo("logistics");
        assertThat(group.file()).isEqualTo("rules/logistics.drl");
        assertThat(group.interval()).isEqualTo(3600);
        assertThat(group.lastEvaluation()).isEqualTo(NOON);
        RuleEntry rule = group.rules().get(0);
        assertThat(rule.query()).isEqualTo(TEXT);
        assertThat(rule.state()).isEqualTo("firing");
        assertThat(rule.health()).isEqualTo("ok");
        assertThat(rule.duration()).as("2 of 3 of an hourly KPI").isEqualTo(3600);
        assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofDays(2).toSeconds());
        assertThat(rule.annotations().get("runbook_url"))
                .isEqualTo("https://wiki.example.com/docs/runbooks/shipping-delay-spike.md");
        assertThat(rule.alerts()).hasSize(1);
    }

    @Test
    void aRuleThatHasNotRunIsUnknownAndOneWhoseSourceFailedIsAnError() {
        var failed = new Ended(NOON, Duration.ZERO, Outcome.SOURCE_FAILED, "connection refused");

        RuleEntry fresh = onlyRule(view(Optional.empty(), Map.of()));
        RuleEntry ill = onlyRule(view(Optional.of(failed), Map.of()));

        assertThat(fresh.health()).isEqualTo("unknown");
        assertThat(fresh.state()).isEqualTo("inactive");
        assertThat(ill.health()).isEqualTo("err");
        assertThat(ill.lastError()).isEqualTo("connection refused");
    }

    @Test
    void aRuleThatIsSetAsideIsListedWithWhatItThrew() {
        var groups = view(Optional.of(WELL), Map.of("Runaway", "divides by zero"))
                .groups(ALL)
                .groups();

        RuleEntry aside = groups.get(1).rules().get(0);
        assertThat(aside.labels()).containsEntry("mode", "quarantined");
        assertThat(aside.health()).isEqualTo("err");
        assertThat(aside.lastError()).isEqualTo("divides by zero");
    }

    @Test
    void anAlertOfNoFileIsFoundUnderARuleToo() {
        Alert group = SampleAlerts.firingGroup(SampleAlerts.PROMISE, Labels.of("carrier", "correo"), NOON);

        var rules = view(Optional.of(WELL), Map.of(), firing(), group)
                .groups(new Wanted(Set.of("CarrierOutageMultiMarket"), Set.of(), Set.of(), true))
                .groups();

        assertThat(rules).hasSize(1);
        assertThat(rules.get(0).rules().get(0).alerts()).hasSize(1);
    }

    @Test
    void namesGroupsAndFilesNarrowItDown() {
        RuleGroupsView view = view(Optional.of(WELL), Map.of(), firing());

        assertThat(view.groups(new Wanted(Set.of("Other"), Set.of(), Set.of(), true))
                        .groups())
                .isEmpty();
        assertThat(view.groups(new Wanted(Set.of(), Set.of("sellers"), Set.of(), true))
                        .groups())
                .isEmpty();
        assertThat(view.groups(new Wanted(Set.of(), Set.of(), Set.of("rules/logistics.drl"), true))
                        .groups())
                .hasSize(1);
        assertThat(view.groups(new Wanted(Set.of("ShippingDelaySpike"), Set.of(), Set.of(), false))
                        .groups()
                        .get(0)
                        .rules()
                        .get(0)
                        .alerts())
                .isNull();
    }

    private static RuleEntry onlyRule(RuleGroupsView view) {
        return view.groups(ALL).groups().get(0).rules().get(0);
    }
}
