package dev.bellwether.access;

/**
 * The right to end the mails of one receiver to one address, and to have them again. It does not expire: a mail may be
 * read late.
 */
public record Subscription(String receiver, String recipient) {}
