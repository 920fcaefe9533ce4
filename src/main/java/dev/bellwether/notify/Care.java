package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.response.Acknowledgement;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which alerts somebody has.
 *
 * @param holds fingerprints of those that are taken over
 * @param brokenAt when those that were taken over got worse
 */
record Care(Set<String> holds, Map<String, Instant> brokenAt) {

    Care {
        holds = Set.copyOf(holds);
        brokenAt = Map.copyOf(brokenAt);
    }

    static Care of(Collection<Alert> alerts, Function<Alert, Optional<Acknowledgement>> acknowledgements, Instant now) {
        var holds = new HashSet<String>();
        var brokenAt = new HashMap<String, Instant>();
        for (Alert alert : alerts) {
            Optional<Acknowledgement> one = acknowledgements.apply(alert).filter(any -> any.isOf(alert));
            if (one.isEmpty()) {
                continue;
            }
            if (one.get().brokenAt() != null) {
                brokenAt.put(alert.fingerprint(), one.get().brokenAt());
            } else if (one.get().holds(alert, now)) {
                holds.add(alert.fingerprint());
            }
        }
        return new Care(holds, brokenAt);
    }
}
