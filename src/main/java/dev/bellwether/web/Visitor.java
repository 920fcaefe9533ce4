package dev.bellwether.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who looks at a page, and what they may do there.
 *
 * @param name empty for somebody who has not signed in
 * @param path of the page, to come back to
 */
public record Visitor(String name, boolean mayAct, boolean mayAudit, String path) {

    static Visitor of(HttpServletRequest request) {
        return new Visitor(
                request.getUserPrincipal() == null
                        ? ""
                        : request.getUserPrincipal().getName(),
                request.isUserInRole("OPERATOR"),
                request.isUserInRole("ADMIN"),
                request.getDispatcherType() == DispatcherType.ERROR ? "/" : request.getRequestURI());
    }

    /** For templates. */
    public boolean isKnown() {
        return !name.isEmpty();
    }
}
