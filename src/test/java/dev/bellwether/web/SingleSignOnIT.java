package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.IdentityProvider;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** People an identity provider vouches for. */
class SingleSignOnIT extends RunningService {

    private static final IdentityProvider PROVIDER = IdentityProvider.start();

    private HttpClient browser = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void provider(DynamicPropertyRegistry registry) {
        String registration = "spring.security.oauth2.client.registration.company.";
        registry.add(registration + "client-id", () -> IdentityProvider.CLIENT);
        registry.add(registration + "client-secret", () -> "a secret of the test");
        registry.add(registration + "client-name", () -> "Example SSO");
        registry.add(registration + "authorization-grant-type", () -> "authorization_code");
        registry.add(registration + "redirect-uri", () -> "{baseUrl}/login/oauth2/code/{registrationId}");
        registry.add(registration + "scope", () -> "openid,email");
        String provider = "spring.security.oauth2.client.provider.company.";
        registry.add(provider + "authorization-uri", () -> PROVIDER.url() + "/authorize");
        registry.add(provider + "token-uri", () -> PROVIDER.url() + "/token");
        registry.add(provider + "jwk-set-uri", () -> PROVIDER.url() + "/keys");
        registry.add("bellwether.access.sign-on.roles-claim", () -> "realm.roles");
        registry.add("bellwether.access.sign-on.roles.operations", () -> "operator");
        registry.add("bellwether.access.sign-on.roles.[team/eyes]", () -> "viewer");
    }

    @AfterAll
    static void isOver() {
        PROVIDER.close();
    }

    @BeforeEach
    void isANewBrowser() {
        PROVIDER.forges(false);
        browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
    }

    @Test
    void comesInWithTheHighestRoleOfItsGroupsAndGoesWhereItWanted() throws Exception {
        isInGroups("team/eyes", "operations", "somewhere else");

        HttpResponse<String> signInPage = open("/silences");
        assertThat(signInPage.body()).contains("Sign in with Example SSO", "/oauth2/authorization/company");
        HttpResponse<String> page = open("/oauth2/authorization/company");

        assertThat(page.uri()).hasPath("/silences");
        assertThat(page.body()).contains("New silence", "ada@example.com");
        assertThat(open("/api/v1/audit").statusCode()).isEqualTo(403);
        assertThat(audit()).contains("\"signed_in\"", "ada@example.com", "by the identity provider");
    }

    @Test
    void onlyLooksAsAViewer() throws Exception {
        isInGroups("team/eyes");

        assertThat(open("/oauth2/authorization/company").uri()).hasPath("/");
        assertThat(open("/silences").body()).doesNotContain("New silence");
    }

    @Test
    void letsNobodyInWithoutARole() throws Exception {
        isInGroups("somewhere else");

        HttpResponse<String> page = open("/oauth2/authorization/company");

        assertThat(page.uri()).hasPath("/sign-in");
        assertThat(page.body()).contains("nobody has given you a role");
        assertThat(open("/silences").uri()).hasPath("/sign-in");
        assertThat(audit()).contains("sign_in_failed", "no_role");
    }

    @Test
    void letsNobodyInWithAForgedTokenOrAnUnverifiedAddress() throws Exception {
        isInGroups("operations");
        PROVIDER.forges(true);
        assertThat(open("/oauth2/authorization/company").body()).contains("did not say who you are");
        assertThat(open("/silences").uri()).hasPath("/sign-in");

        PROVIDER.forges(false);
        PROVIDER.vouchesFor(Map.of(
                "email", "ada@example.com", "email_verified", false, "realm", Map.of("roles", List.of("operations"))));
        assertThat(open("/oauth2/authorization/company").body()).contains("did not say who you are");
        assertThat(open("/silences").uri()).hasPath("/sign-in");
        assertThat(audit()).contains("invalid_id_token", "email_not_verified");
    }

    @Test
    void takesNoAnswerItDidNotAskFor() throws Exception {
        isInGroups("operations");

        assertThat(open("/login/oauth2/code/company?code=code-0&state=made-up").body())
                .contains("did not say who you are");
    }

    private static void isInGroups(String... groups) {
        PROVIDER.vouchesFor(Map.of("email", "ada@example.com", "realm", Map.of("roles", List.of(groups))));
    }

    private String audit() {
        return get("/api/v1/audit").body();
    }

    private HttpResponse<String> open(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }
}
