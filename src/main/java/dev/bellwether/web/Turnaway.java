package dev.bellwether.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** What somebody is told who may not do what they asked for: people get the sign-in page, programs a status. */
final class Turnaway implements AuthenticationEntryPoint, AccessDeniedHandler {

    /** Set on a request whose path no permission names: for those who are signed in there is nothing. */
    static final String NOTHING_THERE = Turnaway.class.getName() + ".nothing";

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/alertmanager/", "/prometheus/", "/actuator/");

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (why instanceof PausedException paused) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(paused.seconds()));
            response.sendError(
                    HttpStatus.TOO_MANY_REQUESTS.value(),
                    "Too many attempts failed. Try again in " + paused.seconds() + " seconds.");
        } else if (isForPeople(request)) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            String to = URLEncoder.encode(request.getRequestURI() + query, StandardCharsets.UTF_8);
            response.sendRedirect(SignInController.PATH + "?to=" + to);
        } else {
            // no Basic here: a browser that asks for it keeps the password and sends it from any site
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"bellwether\"");
            response.sendError(
                    HttpStatus.UNAUTHORIZED.value(),
                    why instanceof InsufficientAuthenticationException
                            ? "Sign in, or send a token as \"Authorization: Bearer\"."
                            : "Name and password, or the token, are not known.");
        }
    }

    private static boolean isForPeople(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return request.getMethod().equals("GET")
                && accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && FOR_PROGRAMS.stream().noneMatch(request.getRequestURI()::startsWith);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        boolean isAnonymous = who == null || who instanceof AnonymousAuthenticationToken;
        if (why instanceof CsrfException && request.getRequestURI().endsWith(SignInController.PATH)) {
            response.sendRedirect(SignInController.PATH + "?again");
        } else if (isAnonymous) {
            commence(request, response, new InsufficientAuthenticationException("not signed in", why));
        } else if (why instanceof CsrfException) {
            response.sendError(
                    HttpStatus.FORBIDDEN.value(),
                    "This form is too old, or was sent from another site. Load the page again.");
        } else if (request.getAttribute(NOTHING_THERE) != null) {
            response.sendError(HttpStatus.NOT_FOUND.value());
        } else {
            response.sendError(
                    HttpStatus.FORBIDDEN.value(),
                    "Your role does not allow this. An administrator can give you another.");
        }
    }
}
