package dev.bellwether.notify;

import dev.bellwether.contribution.Contribution;
import java.util.Optional;

/**
 * What stands behind an alert.
 *
 * @param trail how its series went
 * @param origin where the change comes from
 */
public record Story(Trail trail, Optional<Contribution> origin) {

    /** Nothing is known. */
    public static final Story NONE = new Story(Trail.NONE, Optional.empty());
}
