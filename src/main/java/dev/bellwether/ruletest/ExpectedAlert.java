package dev.bellwether.ruletest;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Severity;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An alert that a test expects.
 *
 * @param severity compared when given
 * @param summary compared when given
 */
public record ExpectedAlert(
        Location where, Labels labels, AlertState state, Optional<Severity> severity, Optional<String> summary) {

    /** What sets {@code alert} apart from this; empty when it is what was expected. */
    List<Difference> differencesFrom(Alert alert) {
        if (!alert.labels().equals(labels)) {
            // another alert altogether: how else it differs says nothing
            return List.of(
                    new Difference("labels", labels.toString(), alert.labels().toString()));
        }
        var differences = new ArrayList<Difference>();
        differences.add(new Difference("state", state.toString(), alert.state().toString()));
        severity.ifPresent(wanted -> differences.add(
                new Difference("severity", wanted.toString(), alert.severity().toString())));
        summary.ifPresent(wanted ->
                differences.add(new Difference("summary", wanted, alert.latest().summary())));
        differences.removeIf(Difference::isNone);
        return List.copyOf(differences);
    }
}
