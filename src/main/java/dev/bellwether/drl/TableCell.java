package dev.bellwether.drl;

import dev.bellwether.problem.Location;

/** One cell of a table of rules, and where it stands. */
record TableCell(String text, Location place) {

    boolean isEmpty() {
        return text.isEmpty();
    }
}
