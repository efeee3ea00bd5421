package io.github.flexyfleet.fleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as a browser shows it: everybody can use it, on a screen and on paper. {@link HtmlReportNumbersTest} reads it. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HtmlReportBrowserTest {
    private static final ExampleReport.Shown REPORT = ExampleReport.halted();

    /** Its width without margins of 1 cm, at 96 pixels an inch. */
    private static final int A4_IN_PIXELS = 718;

    @TempDir
    Path folder;

    @Test
    void aDeviceIsFoundByAnyWordAndByItsOutcome() throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.show(file(REPORT));

            browser.one("#find-text").sendKeys("south");
            assertThat(shown(browser))
                    .allMatch(name -> name.startsWith("Pump-South-"))
                    .hasSize(5);
            assertThat(browser.one("#find-count").getText()).isEqualTo("5 devices");
            browser.one("#find-outcome")
                    .findElement(By.xpath("option[.='unreachable']"))
                    .click();
            assertThat(shown(browser)).containsExactly("Pump-South-1");
            browser.one("#find-text").clear();
            browser.one("#find-outcome")
                    .findElement(By.xpath("option[.='any']"))
                    .click();
            assertThat(shown(browser)).hasSize(8);
        }
    }

    /** By axe-core, with all of its rules for WCAG 2.2 A and AA; with each story open. */
    @ParameterizedTest
    @EnumSource
    void everybodyCanUseIt(Picture picture) throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.look(picture.scheme(), picture.width());
            browser.show(file(REPORT));
            picture.keep(browser.picture(picture.width(), picture.height()));
            browser.run("document.querySelectorAll('details').forEach("
                    + "function (d) { d.open = true; d.style.contentVisibility = 'visible'; })");

            assertThat(violations(browser)).isEmpty();
            Object overflow = browser.run("return document.documentElement.scrollWidth - window.innerWidth");
            assertThat(((Number) overflow).intValue())
                    .as("no sideways scrolling")
                    .isLessThanOrEqualTo(0);
            picture.keepWhole(browser.picture());
        }
    }

    @Test
    void tenThousandDevicesStayUsable() throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.show(file(ExampleReport.large(10_000)));

            assertThat(browser.all("tbody.device")).hasSize(10_000);
            assertThat(open(browser)).as("sites open one by one").isEmpty();
            browser.one("#find-text").sendKeys("Pump-9876");
            assertThat(browser.one("#find-count").getText()).isEqualTo("1 device");
            assertThat(shown(browser)).containsExactly("Pump-9876");
            assertThat(open(browser)).containsExactly("Site site-197");
            assertThat(texts(browser.all("#device-Pump-9876 > tr:first-child > *")))
                    .as("the whole of its row")
                    .startsWith("Pump-9876", "3 rest", "confirmed")
                    .endsWith("3", "Flow=3.25 Level=12.5", "7")
                    .hasSize(9);

            browser.one("#find-text").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
            assertThat(browser.one("#find-count").getText()).isEmpty();
            assertThat(open(browser)).as("closed as before").isEmpty();
            assertThat(browser.all("details.site:not([hidden])")).hasSize(200);

            browser.runAndWait("var done = arguments[arguments.length - 1];"
                    + " window.addEventListener('hashchange', function () { done(); });"
                    + " location.hash = '#device-Pump-5000'");
            assertThat(open(browser)).as("a link leads into a site").containsExactly("Site site-100");
        }
    }

    /** A story that is closed on the screen is read on paper, and nothing stands where the paper ends. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void onPaperAllIsThere(String scheme) throws Exception {
        try (Browser browser = Browser.open(folder)) {
            browser.look(scheme, A4_IN_PIXELS);
            browser.show(file(REPORT));
            assertThat(unseen(browser))
                    .as("on the screen stories are closed")
                    .anyMatch(text -> text.contains("switching to the candidate"));

            browser.print(scheme);

            assertThat(unseen(browser)).isEmpty();
            assertThat(browser.run(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("nothing beside the paper")
                    .isEqualTo(0L);
            assertThat((List<?>) browser.run("""
                            return Array.from(document.querySelectorAll('*')).filter(function (e) {
                              return getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth
                                && e.localName !== 'html'; }).map(function (e) { return e.outerHTML.slice(0, 80); })"""))
                    .as("nothing that would have to be scrolled")
                    .isEmpty();
            assertThat(browser.one("#find").isDisplayed())
                    .as("nobody searches paper")
                    .isFalse();
            assertThat(browser.run("return getComputedStyle(document.body).color"))
                    .as("dark on white paper, whatever the screen likes")
                    .isEqualTo("rgb(27, 31, 36)");
        }
    }

    /** Texts of steps, logs, problems and rows that the page has and does not show. */
    private static List<String> unseen(Browser browser) {
        return ((List<?>) browser.run("""
                        return Array.from(document.querySelectorAll('main td, main th, main li, main p, main pre'))
                          .filter(function (e) { return e.textContent.trim() !== '' && !e.closest('nav')
                            && (!e.checkVisibility() || e.getBoundingClientRect().height === 0); })
                          .map(function (e) { return e.textContent.trim(); })""")).stream().map(String::valueOf).toList();
    }

    private static List<String> open(Browser browser) {
        return texts(browser.all("details.site[open]:not([hidden]) h3"));
    }

    private static List<String> shown(Browser browser) {
        return texts(browser.all("tbody.device:not([hidden]) > tr:first-child > th")).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static List<String> violations(Browser browser) throws IOException {
        browser.run(axe());
        Object found = browser.runAndWait("""
                var done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                  .then(function (r) { done({passes: r.passes.length, violations: r.violations.map(function (v) {
                    return v.id + ': ' + v.nodes.slice(0, 3).map(function (n) { return n.html; }).join(' | '); })}); },
                    function (e) { done({passes: 0, violations: [String(e)]}); });
                """);
        Map<?, ?> result = (Map<?, ?>) found;
        assertThat(((Number) result.get("passes")).intValue())
                .as("rules that were looked at")
                .isGreaterThan(10);
        return ((List<?>) result.get("violations"))
                .stream().map(String::valueOf).toList();
    }

    private static String axe() throws IOException {
        try (InputStream script = HtmlReportBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Path file(ExampleReport.Shown report) throws IOException {
        return Files.writeString(folder.resolve("report.html"), report.html());
    }

    private static List<String> texts(List<WebElement> elements) {
        return elements.stream().map(WebElement::getText).toList();
    }
}
