package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.browser.Browser;
import dev.bellwether.mute.Silence;
import dev.bellwether.mute.SilenceState;
import dev.bellwether.mute.Silences;
import dev.bellwether.response.Responses;
import dev.bellwether.response.Verdict;
import dev.bellwether.testing.Accounts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages of an alert and of silences in a real browser. Their pictures are left under target/screenshots. */
@SpringBootTest(
        classes = SampleConsole.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", SampleConsole.WITHOUT_HEALTH})
class QuietPagesBrowserIT {

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private SampleAlerts alerts;

    @Autowired
    private Silences silences;

    @Autowired
    private Responses responses;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void signIn() {
        browser.signIn(url(), "operator", Accounts.PASSWORD);
    }

    @Test
    void anAlertIsTakenOverJudgedAndGivenBack() {
        Alert alert = alerts.shown("ShippingDelaySpike", "PL");
        browser.complaints();
        open("/");
        String answer = "#alert-" + alert.fingerprint() + " .first-step a[href*='/alerts/']";
        browser.driver()
                .get(browser.driver().findElement(By.cssSelector(answer)).getDomProperty("href"));

        type("owner", "grace@example.com");
        type("note", "calling <b>correo</b>");
        press("Acknowledge");
        assertThat(text()).contains("grace@example.com has it until 16:03 UTC", "calling <b>correo</b>");
        press("Noise");
        assertThat(responses.feedbackOn(alert.fingerprint()).get(0).verdict()).isEqualTo(Verdict.NOISE);
        open("/");
        assertThat(text()).contains("acknowledged by grace@example.com until 16:03 UTC", "operator says noise");

        open("/alerts/" + alert.fingerprint());
        press("Give it back");

        assertThat(text()).contains("Who has it", "noise operator");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aSilenceIsPreviewedMadeAndEnded() {
        Alert alert = alerts.shown("ShippingDelaySpike", "BR");
        browser.complaints();
        open("/alerts/" + alert.fingerprint());
        type("comment", "known <script>alert(1)</script>");
        press("Preview");
        assertThat(text()).contains("It would catch 1", "BR via correo");
        assertThat(silences.standing(SampleAlerts.NOW)).isEmpty();

        press("Silence");
        Silence made = silences.standing(SampleAlerts.NOW).get(0);
        assertThat(made.catches(alert.allLabels())).isTrue();
        assertThat(text()).contains("One silence stands", "catches one alert", "known <script>alert(1)</script>");
        open("/");
        assertThat(text()).contains("silenced by operator until 22 Nov 2026 16:03 UTC");

        open("/silences");
        press("End");

        assertThat(text()).contains("No silence stands", "ended");
        assertThat(made.endedAt(SampleAlerts.NOW).stateAt(SampleAlerts.NOW)).isEqualTo(SilenceState.EXPIRED);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void saysWhatIsWrongAndKeepsWhatWasWritten() {
        open("/silences");
        type("matchers", "market=~\"(\"\nmarket");
        type("comment", "x");
        press("Silence");

        assertThat(text()).contains("This was not done", "is no regular expression", "is no matcher");
        assertThat(browser.driver().findElement(By.id("comment")).getDomProperty("value"))
                .isEqualTo("x");

        browser.driver().findElement(By.id("matchers")).clear();
        type("matchers", "market!=ES");
        press("Silence");

        assertThat(text()).contains("all match an empty value");
        assertThat(silences.standing(SampleAlerts.NOW)).isEmpty();
        browser.complaints(); // the browser itself remarks on the status 400
    }

    @Test
    void anAlertWithHostileLabelsIsSilencedAsItIs() {
        Alert alert = alerts.active().stream()
                .filter(one -> one.labels().toString().contains("<img"))
                .findFirst()
                .orElseThrow();
        open("/alerts/" + alert.fingerprint());
        type("comment", "x");
        press("Silence");

        List<Silence> standing = silences.standing(SampleAlerts.NOW);
        assertThat(standing).singleElement().satisfies(silence -> {
            assertThat(silence.catches(alert.allLabels())).isTrue();
            assertThat(silence.catches(alert.allLabels().with("category", "other")))
                    .isFalse();
        });
        press("End");
    }

    @Test
    void fitsEveryScreen() throws Exception {
        Alert alert = alerts.shown("ShippingDelaySpike", "ES");
        open("/alerts/" + alert.fingerprint());
        type("comment", "the carrier moves its warehouse");
        press("Silence");
        open("/alerts/" + alert.fingerprint());
        type("owner", "grace@example.com");
        type("note", "calling the carrier");
        press("Acknowledge");
        press("Expected");

        browser.fitsEveryScreen("alert", url() + "/alerts/" + alert.fingerprint());
        browser.fitsEveryScreen("answered", url() + "/");
        browser.fitsEveryScreen("silences", url() + "/silences");

        press("End");
        browser.fitsEveryScreen("alert-free", url() + "/alerts/" + alert.fingerprint());
        press("Give it back");
    }

    private void open(String path) {
        browser.driver().get(url() + path);
    }

    private void type(String field, String text) {
        WebElement input = browser.driver().findElement(By.id(field));
        input.clear();
        input.sendKeys(text);
    }

    /** Until the next page is there; a mark on this one's window is how it is told. */
    private void press(String button) {
        JavascriptExecutor page = (JavascriptExecutor) browser.driver();
        page.executeScript("window.pressed = true");
        browser.driver()
                .findElement(By.xpath("//main//button[normalize-space()='" + button + "']"))
                .click();
        new WebDriverWait(browser.driver(), Duration.ofSeconds(30))
                .until(driver -> Boolean.TRUE.equals(page.executeScript(
                        "return window.pressed === undefined && document.readyState === 'complete'")));
    }

    private String text() {
        return browser.driver().findElement(By.tagName("main")).getText();
    }

    private String url() {
        return "http://127.0.0.1:" + port;
    }
}
