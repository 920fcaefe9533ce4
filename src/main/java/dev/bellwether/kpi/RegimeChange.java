package dev.bellwether.kpi;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * From here on nothing is as it was: a new duty, another carrier, another fee. What came before is no measure of what
 * comes after.
 *
 * @param at local time of each market
 */
public record RegimeChange(String name, Reach reach, LocalDateTime at) {

    public Instant in(ZoneId marketZone) {
        return at.atZone(marketZone).toInstant();
    }
}
