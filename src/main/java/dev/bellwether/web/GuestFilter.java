package dev.bellwether.web;

import dev.bellwether.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** Those who have not said who they are. Some of them may look at things. */
final class GuestFilter extends AnonymousAuthenticationFilter {

    private static final String KEY = "guest";

    private final Guests mayLook;

    GuestFilter(Guests mayLook) {
        super(KEY);
        this.mayLook = mayLook;
    }

    @Override
    protected Authentication createAuthentication(HttpServletRequest request) {
        return new AnonymousAuthenticationToken(
                KEY,
                KEY,
                mayLook.mayLook(request)
                        ? SignedIn.authorities(Role.VIEWER)
                        : AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
    }
}
