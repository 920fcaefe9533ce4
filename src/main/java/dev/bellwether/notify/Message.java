package dev.bellwether.notify;

/** A notification in words. Both parts tell the same. */
public record Message(String subject, String text, String html) {}
