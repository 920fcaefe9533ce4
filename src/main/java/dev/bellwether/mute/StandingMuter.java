package dev.bellwether.mute;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Alerts;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Mutes what silences catch and what a firing cause inhibits. */
public final class StandingMuter implements Muter {

    private final Silences silences;
    private final Alerts alerts;
    private final Supplier<? extends Collection<AlertRule>> rules;

    /** @param rules those in force; only alerts of rules that name symptoms are looked for */
    public StandingMuter(Silences silences, Alerts alerts, Supplier<? extends Collection<AlertRule>> rules) {
        this.silences = silences;
        this.alerts = alerts;
        this.rules = rules;
    }

    @Override
    public Mutes at(Instant now) {
        List<Silence> active = silences.standing(now).stream()
                .filter(silence -> silence.stateAt(now) == SilenceState.ACTIVE)
                .toList();
        var inhibitions = new Inhibitions(causes());
        return alert -> {
            var reasons = new ArrayList<MuteReason>();
            if (!active.isEmpty()) {
                addSilences(active, alert, reasons);
            }
            reasons.addAll(inhibitions.of(alert));
            return List.copyOf(reasons);
        };
    }

    private static void addSilences(List<Silence> active, Alert alert, List<MuteReason> reasons) {
        Labels labels = alert.allLabels();
        for (Silence silence : active) {
            if (silence.catches(labels)) {
                reasons.add(new MuteReason(
                        MuteReason.By.SILENCE,
                        silence.id(),
                        "silenced by " + silence.author() + " until " + Until.inWords(silence.endsAt()) + ": "
                                + silence.comment()));
            }
        }
    }

    private List<Alert> causes() {
        Set<String> names = rules.get().stream()
                .filter(rule -> !rule.inhibition().alertnames().isEmpty())
                .map(AlertRule::name)
                .collect(Collectors.toUnmodifiableSet());
        return names.isEmpty() ? List.of() : alerts.firing(names);
    }
}
