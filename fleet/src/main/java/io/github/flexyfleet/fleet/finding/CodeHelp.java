package io.github.flexyfleet.fleet.finding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What there is to read about a code: a few sentences that travel with the tool, and a page with examples. */
public final class CodeHelp {
    /** The one place that knows where the pages of {@code docs/findings} are published. */
    private static final URI PAGES = URI.create("https://flexyfleet.github.io/docs/findings/");

    private CodeHelp() {}

    /**
     * What the code means and why it matters: one line of plain text. A code for which nothing is written (a test
     * prevents it) has its title.
     */
    public static String about(FindingCode code) {
        try (InputStream text = CodeHelp.class.getResourceAsStream("about/" + code.id() + ".txt")) {
            return text == null
                    ? code.title()
                    : new String(text.readAllBytes(), StandardCharsets.UTF_8)
                            .strip()
                            .replaceAll("\\s+", " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The code's page. */
    public static URI page(FindingCode code) {
        return PAGES.resolve(code.id() + ".md");
    }

    /** The list of all codes. */
    public static URI index() {
        return PAGES.resolve("README.md");
    }
}
