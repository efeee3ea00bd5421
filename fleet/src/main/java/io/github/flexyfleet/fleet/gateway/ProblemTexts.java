package io.github.flexyfleet.fleet.gateway;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The sentences about problems, {@code problems.properties}; read when the first one is wanted. */
final class ProblemTexts {
    private static final Properties TEXTS = read();

    private ProblemTexts() {}

    /** What is written about a code. One for which nothing is written (a test prevents it) has its title. */
    static String about(ProblemCode code, String what) {
        return TEXTS.getProperty(code.id() + "." + what, code.title());
    }

    private static Properties read() {
        try (Reader file = new InputStreamReader(
                ProblemTexts.class.getResourceAsStream("problems.properties"), StandardCharsets.UTF_8)) {
            Properties texts = new Properties();
            texts.load(file);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
