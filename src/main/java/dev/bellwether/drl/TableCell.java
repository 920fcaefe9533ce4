package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cell of a table of rules.
 *
 * @param text on one line, without blanks around it
 * @param mistake why it cannot be used, when it cannot
 */
record TableCell(String text, Location place, @Nullable Problem mistake) {

    /** The blanks include the one that does not break, which comes along when people paste. */
    static TableCell of(String text, Location place) {
        return new TableCell(text.replaceAll("[\\s\u00A0]+", " ").strip(), place, null);
    }

    static TableCell flawed(Location place, String what, String mend) {
        return new TableCell("", place, new Problem(place, what, mend));
    }

    boolean isEmpty() {
        return text.isEmpty() && mistake == null;
    }

    Optional<Problem> flaw() {
        return Optional.ofNullable(mistake);
    }
}
