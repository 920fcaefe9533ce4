package dev.bellwether.web;

import dev.bellwether.access.Account;
import dev.bellwether.access.Role;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Somebody who has said who they are.
 *
 * @param mark changes when the account does, so that an older session can be told from a newer account; empty where no
 *     file says who this is
 */
public record SignedIn(String name, Role role, String mark) implements AuthenticatedPrincipal, Serializable {

    static SignedIn of(Account account) {
        return new SignedIn(account.name(), account.role(), markOf(account));
    }

    static String markOf(Account account) {
        return account.role() + " " + account.secret();
    }

    /** What a role may do, and those before it. */
    public static List<GrantedAuthority> authorities(Role role) {
        return Arrays.stream(Role.values())
                .filter(role::includes)
                .<GrantedAuthority>map(one -> new SimpleGrantedAuthority("ROLE_" + one.name()))
                .toList();
    }

    /** The one who acts in this request, when an account or an identity provider says so. */
    static Optional<SignedIn> in(Authentication authentication) {
        return authentication.getPrincipal() instanceof SignedIn known ? Optional.of(known) : Optional.empty();
    }

    public Authentication authentication() {
        return UsernamePasswordAuthenticationToken.authenticated(this, null, authorities(role));
    }

    @Override
    public String getName() {
        return name;
    }

    /** Without the mark. */
    @Override
    public String toString() {
        return name + " (" + role + ")";
    }
}
