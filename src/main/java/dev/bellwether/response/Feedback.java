package dev.bellwether.response;

import java.time.Instant;

/**
 * What somebody thought of an alert.
 *
 * @param activeAt {@code Alert.activeAt} of the alert it was said of; the fingerprint may have fired at other times too
 */
public record Feedback(
        String fingerprint, Instant activeAt, String alertname, Verdict verdict, String who, Instant at, String note) {}
