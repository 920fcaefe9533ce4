package dev.bellwether.kpi;

import java.time.ZoneId;

/**
 * A market of the marketplace.
 *
 * @param code the value of the label {@code market}, such as {@code ES}
 * @param title for people, such as {@code Spain}
 * @param zone its local time
 */
public record Market(String code, String title, ZoneId zone) {}
