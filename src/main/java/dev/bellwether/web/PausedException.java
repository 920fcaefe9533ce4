package dev.bellwether.web;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too many attempts failed; the next is looked at later. */
final class PausedException extends AuthenticationException {

    private static final long serialVersionUID = 1;

    private final long seconds;

    PausedException(Duration wait) {
        super("too many attempts failed");
        this.seconds = wait.toSeconds() + 1;
    }

    long seconds() {
        return seconds;
    }
}
