package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What there is to say of a firing alert besides that it fires, each in a short text of its own that begins with the
 * alert's fingerprint. A target is told of each once.
 */
final class Remarks {

    private static final String ROSE = " rose to ";
    private static final String UNSTABLE = " unstable since ";
    private static final String NOT_EVALUATED = " not evaluated since ";

    private Remarks() {}

    /** @param isEvaluated whether somebody still looks at the alert's readings */
    static Set<String> of(Collection<Alert> alerts, Predicate<Alert> isEvaluated) {
        return alerts.stream()
                .filter(alert -> alert.state() == AlertState.FIRING)
                .flatMap(alert -> of(alert, isEvaluated))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> of(Alert alert, Predicate<Alert> isEvaluated) {
        Stream<String> rose =
                alert.roseAt().map(at -> alert.fingerprint() + ROSE + alert.peak() + " at " + at).stream();
        Stream<String> unstable = alert.unstableSince().map(since -> alert.fingerprint() + UNSTABLE + since).stream();
        Stream<String> stopped = isEvaluated.test(alert)
                ? Stream.empty()
                : Stream.of(alert.fingerprint() + NOT_EVALUATED + alert.judgedAt());
        return Stream.of(rose, unstable, stopped).flatMap(some -> some);
    }

    /** Whom a remark is about. */
    static String fingerprintOf(String remark) {
        return remark.substring(0, remark.indexOf(' '));
    }

    static Set<String> fingerprintsOf(Collection<String> remarks) {
        return remarks.stream().map(Remarks::fingerprintOf).collect(Collectors.toUnmodifiableSet());
    }

    static boolean haveRise(Collection<String> remarks) {
        return remarks.stream().anyMatch(remark -> remark.contains(ROSE));
    }

    static boolean haveUnrest(Collection<String> remarks) {
        return remarks.stream().anyMatch(remark -> remark.contains(UNSTABLE));
    }
}
