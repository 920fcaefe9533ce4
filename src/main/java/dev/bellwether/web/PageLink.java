package dev.bellwether.web;

/**
 * A page that the console's header leads to.
 *
 * @param title one word
 * @param path such as {@code /demo/mail}
 */
public record PageLink(String title, String path) {}
