package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import java.util.List;

/**
 * A table of rules, taken apart.
 *
 * @param place the whole of it
 * @param rows without those that are empty or begin with {@code #}; the first is the head
 */
record Table(Location place, List<List<TableCell>> rows) {

    Table {
        rows = List.copyOf(rows);
    }
}
