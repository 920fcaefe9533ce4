package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.access.Account;
import dev.bellwether.access.AccountFile;
import dev.bellwether.access.AccountKind;
import dev.bellwether.access.Role;
import dev.bellwether.testing.Accounts;
import dev.bellwether.testing.ServiceProcess;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** People at the door: by form, by session, by Basic. */
class SignInIT extends RunningService {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private HttpClient browser = HttpClient.newHttpClient();

    @BeforeEach
    void isANewBrowser() {
        browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    @Test
    void leadsPeopleToTheSignInPageAndBack() throws Exception {
        HttpResponse<String> turnedAway = open("/silences?a=b");
        assertThat(turnedAway.statusCode()).isEqualTo(302);
        assertThat(placeOf(turnedAway)).endsWith("/sign-in?to=%2Fsilences%3Fa%3Db");
        assertThat(turnedAway.headers().firstValue("Content-Security-Policy")).isPresent();

        HttpResponse<String> in = signIn("operator", Accounts.PASSWORD, "/silences?a=b");
        assertThat(placeOf(in)).isEqualTo("/silences?a=b");
        assertThat(open("/silences").body()).contains("New silence", "Sign out", "operator");
        assertThat(send(HttpRequest.newBuilder(URI.create(url() + "/api/v1/audit?limit=1")))
                        .body())
                .contains("\"signed_in\"", "\"operator\"", "from 127.0.0.1 by password");

        HttpResponse<String> out = submit("/sign-out", csrfOf(open("/").body()), "");
        assertThat(placeOf(out)).endsWith("/sign-in?out");
        assertThat(open("/silences").statusCode()).isEqualTo(302);
    }

    @Test
    void setsACookieThatNoScriptReadsAndNoOtherSiteSends() throws Exception {
        HttpResponse<String> page = open("/sign-in");

        assertThat(page.headers().allValues("Set-Cookie")).singleElement().satisfies(cookie -> assertThat(cookie)
                .contains("bellwether=", "HttpOnly", "SameSite=Lax"));
    }

    @Test
    void leadsToNoOtherSite() throws Exception {
        for (String elsewhere : new String[] {"//example.com", "https://example.com", "/\\example.com"}) {
            assertThat(placeOf(signIn("viewer", Accounts.PASSWORD, elsewhere))).isEqualTo("/");
        }
    }

    @Test
    void makesAViewersPageWithoutForms() throws Exception {
        signIn("viewer", Accounts.PASSWORD, "/");
        String fingerprint = fires("market", "ES", "case", "viewer").fingerprint();

        assertThat(open("/alerts/" + fingerprint).body())
                .contains("Your role is to look only")
                .doesNotContain("Acknowledge<");
        assertThat(submit("/silences", csrfOf(open("/").body()), "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void takesNoFormOfASessionWithoutItsToken() throws Exception {
        signIn("operator", Accounts.PASSWORD, "/");

        assertThat(submit("/silences", "", "").body()).contains("sent from another site");
        assertThat(submit("/silences", "forged", "").statusCode()).isEqualTo(403);
    }

    @Test
    void takesNoRememberedPasswordFromAnotherSite() {
        String basic = basic("operator", Accounts.PASSWORD);
        var forged = HttpRequest.newBuilder(URI.create(url() + "/silences"))
                .header("Authorization", basic)
                .header("Origin", "https://evil.example.com")
                .POST(BodyPublishers.noBody());

        assertThat(sendAsItIs(forged).statusCode()).isIn(401, 403);
        assertThat(sendAsItIs(HttpRequest.newBuilder(URI.create(url() + "/api/v1/silences"))
                                .header("Authorization", basic))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void letsGuessersWaitAndTellsNobodyWhetherTheNameIsRight() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(placeOf(signIn("editor", "wrong", "/"))).isEqualTo("/sign-in?failed&to=%2F");
        }
        HttpResponse<String> right = signIn("editor", Accounts.PASSWORD, "/");

        assertThat(placeOf(right)).startsWith("/sign-in?wait=");
        assertThat(placeOf(signIn("nobody", "wrong", "/"))).isEqualTo("/sign-in?failed&to=%2F");
        String audit = send(HttpRequest.newBuilder(URI.create(url() + "/api/v1/audit")))
                .body();
        assertThat(audit).contains("sign_in_failed", "unknown name").doesNotContain("nobody");
        assertThat(open("/sign-in?wait=8").body()).contains("Try again in 8 seconds.");
    }

    @Test
    void endsTheSessionOfAUserWhoIsRemoved() throws Exception {
        new AccountFile(USERS, AccountKind.USER)
                .add(new Account("zoe", Role.VIEWER, "{bcrypt}" + new BCryptPasswordEncoder(4).encode("pass of zoe")));
        ServiceProcess.awaitUntil(Duration.ofSeconds(60), () -> assertThat(status("zoe", "pass of zoe"))
                .isEqualTo(200));
        signIn("zoe", "pass of zoe", "/");
        assertThat(open("/").statusCode()).isEqualTo(200);

        Files.writeString(USERS, Files.readString(USERS) + "  - nmae: x\n");
        ServiceProcess.awaitUntil(
                Duration.ofSeconds(60), () -> assertThat(audit()).contains("users_refused"));
        assertThat(open("/").statusCode())
                .as("a file with mistakes changes nothing")
                .isEqualTo(200);

        Files.copy(Accounts.users(), USERS, StandardCopyOption.REPLACE_EXISTING);
        ServiceProcess.awaitUntil(Duration.ofSeconds(60), () -> assertThat(status("zoe", "pass of zoe"))
                .isEqualTo(401));
        assertThat(open("/").statusCode()).isEqualTo(302);
        assertThat(audit()).contains("users_reloaded");
    }

    private String audit() {
        return send(HttpRequest.newBuilder(URI.create(url() + "/api/v1/audit"))).body();
    }

    private int status(String name, String password) {
        return sendAsItIs(HttpRequest.newBuilder(URI.create(url() + "/api/v1/silences"))
                        .header("Authorization", basic(name, password)))
                .statusCode();
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> signIn(String name, String password, String to) throws Exception {
        String csrf = csrfOf(open("/sign-in").body());
        return submit(
                "/sign-in", csrf, "&name=" + encoded(name) + "&password=" + encoded(password) + "&to=" + encoded(to));
    }

    private static String csrfOf(String page) {
        Matcher found = CSRF.matcher(page);
        assertThat(found.find()).as("the page has a form: " + page).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> submit(String path, String csrf, String fields) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Accept", "text/html")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("_csrf=" + encoded(csrf) + fields))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> open(String path) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    /** Where it leads, without the service's own address. */
    private String placeOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("").replace(url(), "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
