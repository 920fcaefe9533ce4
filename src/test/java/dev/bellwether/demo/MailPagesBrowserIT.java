package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.audit.InMemoryAuditTrail;
import dev.bellwether.browser.Browser;
import dev.bellwether.testing.Accounts;
import dev.bellwether.web.ConsoleModel;
import dev.bellwether.web.Door;
import dev.bellwether.web.Loopback;
import dev.bellwether.web.PageLink;
import dev.bellwether.web.SecurityHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The demo's mail pages in a real browser. Their pictures are left under target/screenshots. */
@SpringBootTest(
        classes = MailPagesBrowserIT.Pages.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"server.address=127.0.0.1", "management.endpoint.health.validate-group-membership=false"})
@ActiveProfiles("demo")
class MailPagesBrowserIT {

    private static final String HOSTILE = """
            <!DOCTYPE html><html><head><title>m</title><style>p { color: rgb(1, 2, 3); }</style></head>
            <body><p id="styled">correo fails in 3 markets</p><img id="chart" src="cid:chart" alt="chart">
            <a href="http://127.0.0.1:1/">Open</a>
            <script>document.body.textContent = 'owned'</script><img id="spy" src="/console/bell.svg" alt=""></body></html>
            """;

    @TempDir
    private static Path folder;

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private MailCatcher catcher;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = DemoConfiguration.class,
            excludeName = {
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
            })
    @Import(MailConfiguration.class)
    static class Pages {
        @Bean
        InstantSource clock() {
            return InstantSource.system();
        }

        @Bean
        ConsoleModel consoleModel(List<PageLink> links) {
            return new ConsoleModel(links);
        }

        @Bean
        SecurityFilterChain door(HttpSecurity http) {
            var door = new Door(
                    Accounts.userBook(),
                    Accounts.tokenBook(),
                    new InMemoryAuditTrail(),
                    InstantSource.system(),
                    Loopback::isFrom,
                    true);
            return door.build(http, Customizer.withDefaults());
        }

        @Bean
        SecurityHeaders securityHeaders() {
            return new SecurityHeaders();
        }
    }

    @DynamicPropertySource
    static void keepMailsApart(DynamicPropertyRegistry settings) {
        settings.add("bellwether-demo.mails", folder::toString);
    }

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

    @Test
    void listsNewMailsByItselfAndShowsThemWithoutRunningThem() throws Exception {
        var driver = browser.driver();
        var patience = new WebDriverWait(driver, Duration.ofSeconds(20));
        driver.get(url("/demo/mail"));
        assertThat(driver.findElement(By.tagName("h1")).getText()).isEqualTo("No mail yet");

        SampleMails.send(
                catcher,
                SampleMails.of(
                        "[Critical] correo fails in 3 markets: BR, ES, PL",
                        "correo fails in 3 markets\n\nBR 38.8 %, expected 78.1 %\n",
                        HOSTILE,
                        "logistics-ops@example.com"));
        patience.until(page -> !page.findElements(By.cssSelector(".mails a")).isEmpty());
        assertThat(browser.complaints()).isEmpty();
        driver.findElement(By.cssSelector(".mails a")).click();
        patience.until(page -> page.getTitle().startsWith("[Critical]"));

        assertThat(driver.findElement(By.tagName("pre")).getText()).contains("BR 38.8 %, expected 78.1 %");
        driver.switchTo().frame(driver.findElement(By.tagName("iframe")));
        var paragraph = driver.findElement(By.id("styled"));
        assertThat(paragraph.getText()).isEqualTo("correo fails in 3 markets");
        assertThat(paragraph.getCssValue("color")).contains("1, 2, 3");
        assertThat(driver.findElement(By.id("chart")).getDomProperty("naturalWidth"))
                .isEqualTo("1");
        assertThat(driver.findElement(By.id("spy")).getDomProperty("naturalWidth"))
                .isEqualTo("0");
        assertThat(driver.findElements(By.tagName("body")).get(0).getText()).doesNotContain("owned");
        driver.switchTo().defaultContent();
        assertThat(browser.complaints()).isEmpty();

        String mail = driver.getCurrentUrl();
        for (String scheme : List.of("light", "dark")) {
            for (int width : new int[] {1280, 400}) {
                browser.picture("mails", url("/demo/mail"), width, 800, scheme);
                assertThat(browser.overflow()).isZero();
                browser.picture("mail", mail, width, 800, scheme);
                assertThat(browser.overflow()).isZero();
            }
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
