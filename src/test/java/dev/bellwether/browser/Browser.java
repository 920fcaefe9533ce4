package dev.bellwether.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium, without a window. Where there is none a test is skipped, but never in CI. */
public final class Browser implements AutoCloseable {

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser start() {
        Path chromium = installed("chromium", "chromium-browser");
        Path chromedriver = installed("chromedriver");
        var console = new LoggingPreferences();
        console.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.setCapability("goog:loggingPrefs", console);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking", // it looks up hosts of its maker
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-color-profile=srgb");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    public ChromeDriver driver() {
        return driver;
    }

    /**
     * Signs in at the page of the console.
     *
     * @param console such as {@code http://127.0.0.1:8080}
     */
    public void signIn(String console, String name, String password) {
        driver.get(console + "/sign-in");
        driver.findElement(By.id("name")).sendKeys(name);
        driver.findElement(By.id("password")).sendKeys(password);
        driver.findElement(By.cssSelector("form.card button")).click();
        new WebDriverWait(driver, Duration.ofSeconds(30))
                .until(page -> !Objects.requireNonNull(page.getCurrentUrl()).contains("/sign-in"));
    }

    /** A picture of the page as a reader with this screen and this taste has it, under target/screenshots. */
    public Path picture(String name, String url, int width, int height, String scheme) throws IOException {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.get(url);
        Path file = Path.of("target", "screenshots", name + "-" + width + "-" + scheme + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        return file;
    }

    /** A screen, and whether its owner likes it dark. */
    public record Screen(int width, int height, String scheme) {}

    /** A desk and a phone, by day and by night. */
    public static final List<Screen> SCREENS = List.of(
            new Screen(1280, 900, "light"),
            new Screen(1280, 900, "dark"),
            new Screen(400, 860, "light"),
            new Screen(400, 860, "dark"));

    /** The page on each of {@link #SCREENS}, none of which it is too wide for. */
    public void fitsEveryScreen(String name, String url) throws IOException {
        for (Screen screen : SCREENS) {
            picture(name, url, screen.width(), screen.height(), screen.scheme());
            assertThat(overflow())
                    .as("pixels that %s is too wide for %s", name, screen)
                    .isZero();
        }
    }

    /** How far the page is wider than its window, in pixels. */
    public long overflow() {
        return ((Number) driver.executeScript(
                        "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .longValue();
    }

    /** What the browser complained of, such as a violated policy. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static Path installed(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> missing(names[0]));
    }

    private static Path missing(String name) {
        String why = name + " is not installed; on Debian: apt-get install chromium chromium-driver";
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            return fail(why);
        }
        System.err.println("SKIPPED: " + why);
        Assumptions.abort(why);
        throw new IllegalStateException(why);
    }
}
