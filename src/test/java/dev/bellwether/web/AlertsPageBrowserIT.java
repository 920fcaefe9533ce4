package dev.bellwether.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertState;
import dev.bellwether.browser.Browser;
import dev.bellwether.testing.Accounts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The alerts page in a real browser. Its pictures are left under target/screenshots. */
@SpringBootTest(
        classes = SampleConsole.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", SampleConsole.WITHOUT_HEALTH})
class AlertsPageBrowserIT {

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private SampleAlerts alerts;

    @Autowired
    private AtomicReference<ServiceStatus> status;

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
    void isABadMorning() {
        browser.signIn("http://127.0.0.1:" + port, "viewer", Accounts.PASSWORD);
        alerts.clear();
        SampleAlerts.badMorning().active().forEach(alerts::add);
        SampleAlerts.badMorning()
                .resolvedAfter(SampleAlerts.NOW.minusSeconds(86_400))
                .forEach(alerts::add);
        status.set(SampleConsole.WELL);
        browser.complaints();
    }

    @Test
    void breaksNoPolicyOfItsOwn() {
        browser.driver().get(url());

        assertThat(browser.driver().findElements(By.cssSelector("article"))).hasSize(8);
        assertThat(browser.driver().getTitle()).isEqualTo("(6) Alerts · Bellwether");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void wouldBeSeenToBreakIt() {
        browser.driver().get(url());
        browser.driver()
                .executeScript("document.head.append(document.createElement('style'));"
                        + "document.head.lastChild.textContent = 'p { color: red }';");

        assertThat(browser.complaints()).isNotEmpty().allMatch(line -> line.contains("style-src"));
    }

    @Test
    void showsNewsWithoutAReloadAndKeepsWhatIsOpen() {
        browser.driver().get(url());
        WebElement details = browser.driver().findElement(By.cssSelector("#firing details"));
        details.findElement(By.tagName("summary")).click();
        browser.driver().executeScript("window.notReloaded = true");

        alerts.add(SampleAlerts.shippingDelay("MX", 0.2, AlertState.FIRING));
        status.set(SampleConsole.ILL);
        new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
                .until(driver -> driver.getTitle().startsWith("(7)"));

        assertThat(browser.driver().findElement(By.tagName("h1")).getText()).isEqualTo("7 alerts fire");
        assertThat(browser.driver().findElements(By.cssSelector(".banner:not([hidden])")))
                .hasSize(2);
        assertThat(details.getDomAttribute("open")).isNotNull();
        assertThat(browser.driver().executeScript("return window.notReloaded")).isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1280, 900, light", "1280, 900, dark", "400, 860, light", "400, 860, dark"})
    void fitsTheScreen(int width, int height, String scheme) throws Exception {
        status.set(SampleConsole.ILL);
        browser.picture("alerts", url(), width, height, scheme);
        assertThat(browser.overflow()).isZero();

        browser.driver().executeScript("document.querySelectorAll('details').forEach(d => d.open = true)");
        assertThat(browser.overflow()).isZero();

        alerts.clear();
        status.set(SampleConsole.WELL);
        browser.picture("quiet", url(), width, height, scheme);
        browser.picture("error", url() + "nowhere", width, height, scheme);
    }

    private String url() {
        return "http://127.0.0.1:" + port + "/";
    }
}
