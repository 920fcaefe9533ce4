package dev.bellwether.web;

import dev.bellwether.access.Account;
import dev.bellwether.access.AccountBook;
import dev.bellwether.access.Token;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets machines in by {@code Authorization: Bearer}, for one request each. */
final class TokenFilter extends OncePerRequestFilter {

    private static final String BEARER = "bearer ";

    private final AccountBook tokens;
    private final AuthenticationEntryPoint entryPoint;

    TokenFilter(AccountBook tokens, AuthenticationEntryPoint entryPoint) {
        this.tokens = tokens;
        this.entryPoint = entryPoint;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Account> account = find(header.substring(BEARER.length()).strip());
        if (account.isEmpty()) {
            SecurityContextHolder.clearContext();
            entryPoint.commence(request, response, new BadCredentialsException("the token is not known"));
            return;
        }
        SecurityContextHolder.setContext(
                new SecurityContextImpl(SignedIn.of(account.get()).authentication()));
        chain.doFilter(request, response);
    }

    /** Compares with each in the same time. */
    private Optional<Account> find(String token) {
        byte[] asked = Token.sha256(token).getBytes(StandardCharsets.US_ASCII);
        Optional<Account> found = Optional.empty();
        for (Account account : tokens.all()) {
            if (MessageDigest.isEqual(asked, account.secret().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(account);
            }
        }
        return found;
    }
}
