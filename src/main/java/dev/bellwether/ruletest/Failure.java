package dev.bellwether.ruletest;

import dev.bellwether.alert.Alert;
import dev.bellwether.problem.Location;
import java.util.List;
import java.util.Optional;

/**
 * One expectation that does not hold.
 *
 * @param where the expectation is written
 * @param alertname empty where no rule is to blame
 * @param time at which it does not hold, for people
 * @param differences between the two where both are there
 * @param why what else is known, a line each
 */
public record Failure(
        Kind kind,
        Location where,
        String alertname,
        String time,
        Optional<ExpectedAlert> expected,
        Optional<Alert> got,
        List<Difference> differences,
        List<String> why) {

    /** In what way it does not hold. */
    public enum Kind {
        /** The alert that was expected is neither pending nor firing. */
        MISSING,
        /** An alert that nobody expected is pending or firing. */
        UNEXPECTED,
        /** The alert is there, or one like it, but not as expected. */
        DIFFERENT,
        /** The rules could not be judged. */
        BROKEN
    }

    public Failure {
        differences = List.copyOf(differences);
        why = List.copyOf(why);
    }
}
