package dev.bellwether.mute;

import dev.bellwether.alert.Alert;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The local time of an alert's market. */
@FunctionalInterface
public interface MarketZones {

    /** Where no market is known. */
    MarketZones UTC = alert -> ZoneOffset.UTC;

    ZoneId zoneOf(Alert alert);
}
