package dev.bellwether.web;

import dev.bellwether.access.AccountBook;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/**
 * What stands before every page: who is there, and may they?
 *
 * @param guests who may look without saying who they are
 * @param openMetrics whether Prometheus may scrape without a token
 */
public record Door(
        AccountBook users,
        AccountBook tokens,
        AuditTrail audit,
        InstantSource clock,
        Guests guests,
        boolean openMetrics) {

    /** @param more what is to be added, such as another way to sign in */
    public SecurityFilterChain build(HttpSecurity http, Customizer<HttpSecurity> more) {
        var turnaway = new Turnaway();
        http.authenticationProvider(new PasswordCheck(users, new SignInPause(), clock))
                .authorizeHttpRequests(rules -> Permissions.set(rules, openMetrics))
                .anonymous(anonymous -> anonymous.authenticationFilter(new GuestFilter(guests)))
                .formLogin(form -> form.loginPage(SignInController.PATH)
                        .usernameParameter("name")
                        .passwordParameter("password")
                        .successHandler(welcome("by password"))
                        .failureHandler(refusal()))
                .httpBasic(basic -> basic.authenticationEntryPoint(turnaway))
                .addFilterBefore(new TokenFilter(tokens, turnaway), BasicAuthenticationFilter.class)
                .addFilterAfter(new SessionCheck(users), SecurityContextHolderFilter.class)
                .logout(out -> out.logoutUrl("/sign-out")
                        .logoutSuccessUrl(SignInController.PATH + "?out")
                        .deleteCookies("bellwether"))
                .csrf(csrf -> csrf.requireCsrfProtectionMatcher(Permissions.forgeable()))
                .requestCache(RequestCacheConfigurer::disable)
                .exceptionHandling(
                        failing -> failing.authenticationEntryPoint(turnaway).accessDeniedHandler(turnaway))
                // the others are our own
                .headers(headers -> headers.defaultsDisabled().httpStrictTransportSecurity(Customizer.withDefaults()));
        more.customize(http);
        return http.build();
    }

    /** Notes who has come in, and leads them to where they wanted to be. */
    public AuthenticationSuccessHandler welcome(String how) {
        return (request, response, who) -> {
            record(who, "signed_in", "from " + request.getRemoteAddr() + " " + how);
            response.sendRedirect(SignInController.wayOf(request));
        };
    }

    private void record(Authentication who, String action, String detail) {
        audit.record(new Deed(clock.instant(), who.getName(), action, who.getName(), detail));
    }

    private AuthenticationFailureHandler refusal() {
        return (request, response, why) -> {
            String name = request.getParameter("name");
            // who writes the password into the wrong field must not find it in the audit
            String known = name != null && users.find(name).isPresent() ? name : "unknown name";
            if (!(why instanceof PausedException)) {
                refused(request, known, "by password");
            }
            response.sendRedirect(SignInController.PATH + SignInController.queryAfter(reason(why), request));
        };
    }

    /** Notes that somebody was not let in. */
    void refused(HttpServletRequest request, String name, String how) {
        audit.record(new Deed(
                clock.instant(), Actor.NOBODY, "sign_in_failed", name, "from " + request.getRemoteAddr() + " " + how));
    }

    private static String reason(AuthenticationException why) {
        return why instanceof PausedException paused ? "wait=" + paused.seconds() : "failed";
    }
}
