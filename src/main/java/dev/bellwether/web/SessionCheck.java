package dev.bellwether.web;

import dev.bellwether.access.AccountBook;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the sessions of users who were removed, or whose role or password is another now. */
final class SessionCheck extends OncePerRequestFilter {

    private final AccountBook users;

    SessionCheck(AccountBook users) {
        this.users = users;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && SignedIn.in(authentication).filter(this::isOutdated).isPresent()) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }

    private boolean isOutdated(SignedIn known) {
        return !known.mark().isEmpty()
                && users.find(known.name())
                        .filter(account -> SignedIn.markOf(account).equals(known.mark()))
                        .isEmpty();
    }
}
