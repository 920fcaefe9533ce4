package dev.bellwether.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers what our pages may do: load our own styles, scripts and pictures, and nothing else. Labels and
 * summaries come from data that strangers may write; even if one of them slipped through unescaped it could not run.
 */
public final class SecurityHeaders extends OncePerRequestFilter implements Ordered {

    /** A page with a wider need sets its own in place of it. */
    public static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self' data:",
            "script-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'");

    /** First, so that who is turned away is told the same. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(CONTENT_SECURITY_POLICY, POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        // asks again each time: after an upgrade nobody sees a new page with an old style sheet
        response.setHeader("Cache-Control", "no-cache");
        chain.doFilter(request, response);
    }
}
