package dev.bellwether.app;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** How passwords are kept. */
public final class Passwords {

    private Passwords() {}

    /** {@code {bcrypt}$2a$…} */
    public static String encode(String password) {
        return "{bcrypt}" + new BCryptPasswordEncoder().encode(password);
    }
}
