package dev.bellwether.web;

import dev.bellwether.access.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Signing in at an OpenID Connect provider, with the authorization code flow and PKCE. The provider says who somebody is
 * and which groups they are in; which role a group has is said here.
 *
 * @param nameClaim the claim that names a person, such as {@code email}
 * @param rolesClaim the claim that holds their groups, a text or a list of texts; a dot leads into an object
 * @param roles by group; of several the one that may most counts
 * @param otherwise the role of people in none of those groups; null lets them not in
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html">OpenID Connect Core 1.0</a>
 */
public record SingleSignOn(
        String nameClaim,
        String rolesClaim,
        Map<String, Role> roles,
        @Nullable Role otherwise) {

    private static final String NO_ROLE = "no_role";

    /** Adds it to the ways in. */
    public void addTo(HttpSecurity http, Door door) {
        http.oauth2Login(login -> login.loginPage(SignInController.PATH)
                .userInfoEndpoint(people -> people.oidcUserService(people(new OidcUserService())))
                .successHandler(door.welcome("by the identity provider"))
                .failureHandler((request, response, why) -> {
                    boolean isStranger = why instanceof OAuth2AuthenticationException refused
                            && refused.getError().getErrorCode().equals(NO_ROLE);
                    door.refused(
                            request,
                            isStranger ? String.valueOf(why.getMessage()) : "unknown name",
                            "by the identity provider: " + reason(why));
                    response.sendRedirect(SignInController.PATH + (isStranger ? "?stranger" : "?unproven"));
                }));
    }

    /** Whether somebody could come in who may as much as {@code role}. */
    public boolean lets(Role role) {
        return Stream.concat(roles.values().stream(), Stream.ofNullable(otherwise))
                .anyMatch(one -> one.includes(role));
    }

    private static String reason(Exception why) {
        return why instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : why.getClass().getSimpleName();
    }

    private OAuth2UserService<OidcUserRequest, OidcUser> people(OAuth2UserService<OidcUserRequest, OidcUser> provider) {
        return request -> {
            OidcUser told = Objects.requireNonNull(provider.loadUser(request));
            if (!(told.getClaims().get(nameClaim) instanceof String name) || name.isBlank()) {
                throw new OAuth2AuthenticationException(
                        new OAuth2Error("no_name"), "the provider gives no claim \"" + nameClaim + "\"");
            }
            if (nameClaim.equals("email") && Boolean.FALSE.equals(told.getEmailVerified())) {
                throw new OAuth2AuthenticationException(
                        new OAuth2Error("email_not_verified"), "the provider has not verified the address");
            }
            Role role = roleOf(told.getClaims())
                    .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(NO_ROLE), name));
            return new DefaultOidcUser(SignedIn.authorities(role), told.getIdToken(), told.getUserInfo(), nameClaim);
        };
    }

    Optional<Role> roleOf(Map<String, Object> claims) {
        return groups(claims)
                .flatMap(group -> Optional.ofNullable(roles.get(group)).stream())
                .max(Comparator.naturalOrder())
                .or(() -> Optional.ofNullable(otherwise));
    }

    private Stream<String> groups(Map<String, Object> claims) {
        Object found = claims.get(rolesClaim);
        if (found == null) {
            found = claims;
            for (String step : List.of(rolesClaim.split("\\."))) {
                found = found instanceof Map<?, ?> object ? object.get(step) : null;
            }
        }
        return found instanceof Collection<?> several
                ? several.stream().map(String::valueOf)
                : Stream.ofNullable(found).map(String::valueOf);
    }
}
