package dev.bellwether.source;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * How a request says who asks.
 *
 * @param username empty for a bearer token
 */
public record Authorization(String username, Secret secret) {

    /** Nobody in particular. */
    public static final Authorization NONE = new Authorization("", Secret.NONE);

    /** HTTP Basic, RFC 7617. */
    public static Authorization basic(String username, Secret password) {
        return new Authorization(username, password);
    }

    /** A bearer token, RFC 6750. */
    public static Authorization bearer(Secret token) {
        return new Authorization("", token);
    }

    /** The header's value, read anew at every request. */
    Optional<String> header() {
        if (!username.isEmpty()) {
            byte[] pair = (username + ":" + secret.read()).getBytes(StandardCharsets.UTF_8);
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
        }
        return secret.isNone() ? Optional.empty() : Optional.of("Bearer " + secret.read());
    }
}
