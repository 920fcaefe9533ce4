package dev.bellwether.web;

import dev.bellwether.access.Role;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Which role may ask for which path. The first line that fits decides; what no line fits is for nobody. */
final class Permissions {

    private final AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules;

    private Permissions(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        this.rules = rules;
    }

    /** @param openMetrics whether Prometheus may scrape without a token */
    static void set(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules,
            boolean openMetrics) {
        var permissions = new Permissions(rules);
        rules.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
        permissions.open(openMetrics);
        permissions.read(Role.ADMIN, "/audit", "/api/v1/audit");
        permissions.read(
                Role.VIEWER,
                "/",
                "/alerts/*",
                "/silences",
                "/api/v1/**",
                "/alertmanager/api/**",
                "/alertmanager/metrics",
                "/prometheus/api/**",
                "/actuator",
                "/actuator/info",
                "/actuator/prometheus");
        permissions.post(
                Role.VIEWER, "/api/v1/silences/preview", "/prometheus/api/v1/query", "/prometheus/api/v1/query_range");
        permissions.post(
                Role.OPERATOR,
                "/alerts/*/acknowledge",
                "/alerts/*/unacknowledge",
                "/alerts/*/feedback",
                "/silences",
                "/silences/preview",
                "/silences/*/end",
                "/silences/unsubscribed",
                "/api/v1/alerts/*/acknowledge",
                "/api/v1/alerts/*/unacknowledge",
                "/api/v1/alerts/*/feedback",
                "/api/v1/silences",
                "/alertmanager/api/v2/silences",
                "/alertmanager/api/v2/alerts");
        rules.requestMatchers(
                        HttpMethod.DELETE,
                        "/api/v1/silences/*",
                        "/api/v1/notifications/unsubscribed",
                        "/alertmanager/api/v2/silence/*")
                .hasRole(Role.OPERATOR.name());
        rules.anyRequest().access((who, context) -> {
            context.getRequest().setAttribute(Turnaway.NOTHING_THERE, true);
            return new AuthorizationDecision(false);
        });
    }

    private void open(boolean metrics) {
        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.HEAD}) {
            rules.requestMatchers(
                            method,
                            SignInController.PATH,
                            "/console/**",
                            "/demo/**",
                            LinkController.PATH + "/*",
                            UnsubscribeController.PATH + "/*",
                            "/actuator/health/**",
                            "/alertmanager/-/healthy",
                            "/alertmanager/-/ready")
                    .permitAll();
            if (metrics) {
                rules.requestMatchers(method, "/actuator/prometheus").permitAll();
            }
        }
        // answers only that the demo's click comes from elsewhere, and only in the demo
        rules.requestMatchers(HttpMethod.POST, "/demo/sign-in").permitAll();
        // the link itself is the right
        rules.requestMatchers(HttpMethod.POST, LinkController.PATH + "/*", UnsubscribeController.PATH + "/*")
                .permitAll();
        rules.requestMatchers("/error").permitAll();
    }

    private void read(Role role, String... patterns) {
        rules.requestMatchers(HttpMethod.GET, patterns).hasRole(role.name());
        rules.requestMatchers(HttpMethod.HEAD, patterns).hasRole(role.name());
    }

    private void post(Role role, String... patterns) {
        rules.requestMatchers(HttpMethod.POST, patterns).hasRole(role.name());
    }

    /**
     * Whether a request could be forged by another site: all but those of programs, which bring their right in a header
     * of their own and nothing that only browsers send.
     */
    static RequestMatcher forgeable() {
        return request -> !isSafe(request)
                && !isOfAProgram(request)
                && !isOfALink(request.getRequestURI()); // no other site knows the link
    }

    private static boolean isOfALink(String path) {
        return path.startsWith(LinkController.PATH + "/") || path.startsWith(UnsubscribeController.PATH + "/");
    }

    private static boolean isSafe(HttpServletRequest request) {
        String method = request.getMethod();
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS") || method.equals("TRACE");
    }

    private static boolean isOfAProgram(HttpServletRequest request) {
        return has(request.getHeader("Authorization"))
                && !has(request.getHeader("Origin"))
                && !has(request.getHeader("Sec-Fetch-Site"));
    }

    private static boolean has(@Nullable String header) {
        return header != null && !header.isBlank();
    }
}
