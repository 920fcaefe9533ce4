package dev.bellwether.demo;

import java.time.Instant;

/**
 * A mail that the catcher took, as a list shows it.
 *
 * @param id names its file and its page
 * @param at when it came
 * @param to all recipients, divided by commas
 */
public record CaughtMail(String id, Instant at, String from, String to, String subject) {}
