package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.browser.Browser;
import dev.bellwether.testing.Accounts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The page to sign in at, in a real browser. Its pictures are left under target/screenshots. */
@SpringBootTest(
        classes = SampleConsole.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", SampleConsole.WITHOUT_HEALTH})
class SignInBrowserIT {

    @LocalServerPort
    private int port;

    @Test
    void signsInAndOut() {
        try (Browser browser = Browser.start()) {
            browser.driver().get(url() + "/silences");
            assertThat(browser.driver().getCurrentUrl()).endsWith("/sign-in?to=%2Fsilences");

            browser.signIn(url(), "operator", Accounts.PASSWORD);
            assertThat(browser.driver().findElement(By.className("visitor")).getText())
                    .contains("operator", "Sign out");
            browser.driver().findElement(By.cssSelector(".visitor button")).click();
            new WebDriverWait(browser.driver(), Duration.ofSeconds(10)).until(ExpectedConditions.urlContains("?out"));

            assertThat(browser.driver().findElement(By.tagName("main")).getText())
                    .contains("You are signed out.");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void fitsEveryScreen() throws Exception {
        try (Browser browser = Browser.start()) {
            browser.fitsEveryScreen("sign-in", url() + "/sign-in?failed");
            browser.signIn(url(), "viewer", Accounts.PASSWORD);
            browser.fitsEveryScreen("viewer", url() + "/silences");
        }
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }
}
