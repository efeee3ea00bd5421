package io.github.flexyfleet.maven;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.plugin.MojoFailureException;

/** The name by which several runners of one rollout find one another. */
final class RunnersName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private RunnersName() {}

    /**
     * Reads a name.
     *
     * @param text as the user wrote it; null when there is none
     * @throws MojoFailureException when it is not one
     */
    static Optional<String> read(String text) throws MojoFailureException {
        if (text == null) {
            return Optional.empty();
        }
        if (!NAME.matcher(text).matches()) {
            throw new MojoFailureException(
                    "flexy.runners is \"" + text + "\"; nothing was done. Give the same name to all"
                            + " runners of one rollout, such as the number of the build: 1 to 100 letters, digits, dots, dashes");
        }
        return Optional.of(text);
    }
}
