package dev.bellwether.access;

/**
 * A user or a machine that may come in.
 *
 * @param secret what is kept of the password or the token; neither can be read from it
 */
public record Account(String name, Role role, String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
