package dev.bellwether.contribution;

import java.util.List;

/**
 * What one dimension says of a change.
 *
 * @param causes the largest share first; empty when the dimension does not explain half of the change
 */
public record Attribution(String dimension, List<Cause> causes) {

    public Attribution {
        causes = List.copyOf(causes);
    }

    /** How much of the change the causes have together. */
    public double share() {
        return causes.stream().mapToDouble(Cause::share).sum();
    }

    public double surprise() {
        return causes.stream().mapToDouble(Cause::surprise).sum();
    }

    public boolean explains() {
        return !causes.isEmpty();
    }
}
