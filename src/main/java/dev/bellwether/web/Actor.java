package dev.bellwether.web;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Who acts, for the audit trail. */
final class Actor {

    /** Where nobody is asked who they are. */
    static final String NOBODY = "anonymous";

    private Actor() {}

    static String name(@Nullable Principal principal) {
        return principal == null ? NOBODY : principal.getName();
    }
}
