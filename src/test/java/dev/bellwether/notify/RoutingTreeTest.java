package dev.bellwether.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Matcher;
import dev.bellwether.alert.Matcher.Operator;
import dev.bellwether.kpi.Labels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Numbers are those of the acceptance cases. */
class RoutingTreeTest {

    private static final List<Receiver> RECEIVERS =
            List.of(new Receiver("ops"), new Receiver("logistics"), new Receiver("spain"));

    private static Matcher is(String label, String value) {
        return new Matcher(label, Operator.EQUAL, value);
    }

    private static List<String> receiversOf(Route.Settings root, Labels labels) {
        return new RoutingTree(root, RECEIVERS)
                .routesOf(labels).stream().map(Route::receiver).toList();
    }

    @Test
    @DisplayName("AC 23, AC 25: the deepest matching route takes an alert, and the root what no other takes")
    void theDeepestMatchingNodeTakesAnAlert() {
        var root = Route.Settings.root("ops", "market")
                .with(Route.Settings.matching(is("owner", "logistics-ops"))
                        .to("logistics")
                        .with(Route.Settings.matching(is("market", "ES")).to("spain")));

        assertThat(receiversOf(root, Labels.of("owner", "logistics-ops", "market", "ES")))
                .containsExactly("spain");
        assertThat(receiversOf(root, Labels.of("owner", "logistics-ops", "market", "PL")))
                .containsExactly("logistics");
        assertThat(receiversOf(root, Labels.of("owner", "checkout", "market", "ES")))
                .containsExactly("ops");
    }

    @Test
    @DisplayName("AC 24: later siblings are asked only after continue")
    void laterSiblingsAreAskedOnlyAfterContinue() {
        var first = Route.Settings.matching(is("market", "ES")).to("logistics");
        var second = Route.Settings.matching(is("market", "ES")).to("spain");
        var labels = Labels.of("market", "ES");

        assertThat(receiversOf(Route.Settings.root("ops").with(first, second), labels))
                .containsExactly("logistics");
        assertThat(receiversOf(Route.Settings.root("ops").with(first.thenContinue(), second), labels))
                .containsExactly("logistics", "spain");
    }

    @Test
    void childrenInheritWhatTheyLeaveOut() {
        var tree = new RoutingTree(
                Route.Settings.root("ops", "market")
                        .with(Route.Settings.matching(is("market", "ES"))
                                .groupedBy("carrier")
                                .with(Route.Settings.matching(is("severity", "critical"))
                                        .timed(Duration.ZERO, Duration.ofMinutes(1), Duration.ofHours(1)))),
                RECEIVERS);

        Route deepest =
                tree.routesOf(Labels.of("market", "ES", "severity", "critical")).get(0);

        assertThat(deepest.receiver()).isEqualTo("ops");
        assertThat(deepest.groupBy()).containsExactly("carrier");
        assertThat(deepest.groupWait()).isZero();
        assertThat(deepest.key()).isEqualTo("{}/{market=\"ES\"}/{severity=\"critical\"}");
        assertThat(tree.route(deepest.key())).isEqualTo(deepest);
    }

    @Test
    void siblingsWithTheSameMatchersHaveGroupsOfTheirOwn() {
        var twin = Route.Settings.matching(is("market", "ES")).thenContinue();
        var tree = new RoutingTree(Route.Settings.root("ops").with(twin, twin), RECEIVERS);

        assertThat(tree.routesOf(Labels.of("market", "ES")))
                .extracting(Route::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void routesSeeNameSeverityOwnerAndKpi() {
        var alert = Mailroom.alert(AlertState.FIRING, Labels.of("market", "ES"), 0.4, Mailroom.START, null);

        assertThat(RoutingTree.routingLabels(alert))
                .isEqualTo(Labels.of(
                        "alertname",
                        "ShippingDelaySpike",
                        "kpi",
                        "shipment_within_promise_probability",
                        "market",
                        "ES",
                        "owner",
                        "logistics-ops",
                        "severity",
                        "critical"));
    }

    @Test
    void groupsByTheNamedLabelsOrByAll() {
        var labels = Labels.of("market", "ES", "carrier", "correo");
        var some = new RoutingTree(Route.Settings.root("ops", "market", "city"), RECEIVERS);
        var all = new RoutingTree(Route.Settings.root("ops", "..."), RECEIVERS);

        assertThat(some.routesOf(labels).get(0).groupOf(labels).labels()).isEqualTo(Labels.of("market", "ES"));
        assertThat(all.routesOf(labels).get(0).groupOf(labels).labels()).isEqualTo(labels);
    }

    @Test
    @DisplayName("AC 27: every mistake is told")
    void saysEveryMistake() {
        var root = Route.Settings.root("opps")
                .timed(Duration.ZERO, Duration.ZERO, Duration.ZERO)
                .with(Route.Settings.matching().groupedBy("...", "market"));
        var wrong = new Route.Settings(
                root.receiver(), List.of(is("market", "ES")), false, root.groupBy(), root.timing(), root.routes());

        assertThatThrownBy(() -> new RoutingTree(wrong, List.of(new Receiver("ops"), new Receiver("ops"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("receiver \"ops\" is defined twice")
                .hasMessageContaining("no receiver \"opps\"; there are [ops]")
                .hasMessageContaining("leave out its matchers")
                .hasMessageContaining("group_interval must be more than 0")
                .hasMessageContaining("repeat_interval must be more than 0")
                .hasMessageContaining("which is all labels");
    }
}
