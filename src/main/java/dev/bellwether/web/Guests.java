package dev.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;

/** Who may look at things without saying who they are. */
@FunctionalInterface
public interface Guests {

    /** Nobody. */
    Guests NONE = request -> false;

    boolean mayLook(HttpServletRequest request);
}
