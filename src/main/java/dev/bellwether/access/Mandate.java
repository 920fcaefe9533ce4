package dev.bellwether.access;

import java.time.Instant;

/**
 * The right to do one thing once, as somebody.
 *
 * @param action such as {@code acknowledge}
 * @param fingerprint of the alert
 * @param activeAt since when the alert stands; the right ends with it, even when it comes back
 * @param recipient who was given the right
 */
public record Mandate(String action, String fingerprint, Instant activeAt, String recipient, Instant expires) {}
