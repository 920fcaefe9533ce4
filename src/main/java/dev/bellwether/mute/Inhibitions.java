package dev.bellwether.mute;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule.Inhibition;
import dev.bellwether.kpi.Labels;
import java.util.Collection;
import java.util.List;

/**
 * Causes that mute their symptoms, with Alertmanager's meaning: a label that both lack is equal, an alert never inhibits
 * itself, and a cause inhibits also while it is muted itself.
 */
final class Inhibitions {

    private final List<Alert> causes;

    /** @param causes firing alerts whose rules name symptoms */
    Inhibitions(Collection<Alert> causes) {
        this.causes = List.copyOf(causes);
    }

    /** The fingerprints of all that inhibit the alert have the form of reasons. */
    List<MuteReason> of(Alert alert) {
        return causes.stream()
                .filter(cause -> inhibits(cause, alert))
                .map(cause -> new MuteReason(
                        MuteReason.By.INHIBITION,
                        cause.fingerprint(),
                        "inhibited by " + cause.alertname() + cause.labels() + ", its cause"))
                .toList();
    }

    private static boolean inhibits(Alert cause, Alert alert) {
        Inhibition inhibition = cause.rule().inhibition();
        return inhibition.alertnames().contains(alert.alertname())
                && !cause.fingerprint().equals(alert.fingerprint())
                && isEqual(inhibition, cause.labels(), alert.labels());
    }

    private static boolean isEqual(Inhibition inhibition, Labels cause, Labels symptom) {
        if (inhibition.equal().isEmpty()) {
            return cause.agreesWith(symptom);
        }
        return inhibition.equal().stream().allMatch(label -> cause.get(label).equals(symptom.get(label)));
    }
}
