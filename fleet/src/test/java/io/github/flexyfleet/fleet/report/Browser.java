package io.github.flexyfleet.fleet.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium. Where none is installed, tests that need one are skipped; unless the environment's
 * {@code FLEXY_BROWSER} says {@code required}, as it does in CI.
 */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens one with a profile of its own in this folder. */
    static Browser open(Path folder) {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!"required".equals(System.getenv("FLEXY_BROWSER"))) {
            Assumptions.assumeTrue(there, "Chromium and its driver are not installed");
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .withSilent(true)
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    /** A window so wide, for people who like it light or dark. */
    void look(String scheme, int width) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** What is shown is what would be printed. */
    void print(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", "print", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void show(Path file) {
        driver.get(file.toUri().toString());
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement one(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /** For a script that calls its last argument with a result. */
    Object runAndWait(String script) {
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
        return driver.executeAsyncScript(script);
    }

    /** What the page wrote to the console, refusals of its content policy among it. */
    List<String> messages() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** The whole page as it is shown, as PNG. */
    byte[] picture() {
        return picture(Map.of());
    }

    /** Its upper part. */
    byte[] picture(int width, int height) {
        return picture(Map.of("clip", Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
    }

    private byte[] picture(Map<String, Object> part) {
        Map<String, Object> how = new HashMap<>(part);
        how.putAll(Map.of("format", "png", "captureBeyondViewport", true, "optimizeForSpeed", false));
        return Base64.getDecoder().decode((String)
                driver.executeCdpCommand("Page.captureScreenshot", how).get("data"));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
