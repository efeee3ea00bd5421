package io.github.flexyfleet.fleet.model;

import java.util.regex.Pattern;

/**
 * The name under which a secret is kept elsewhere, such as a server id of settings.xml. Not a secret itself.
 *
 * @param name 1..128 letters, digits, dots, underscores, hyphens and slashes; a letter or digit first
 */
public record SecretRef(String name) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");

    /** Checks the form. The text is not shown: it may be a secret written in the wrong place. */
    public SecretRef {
        if (!isValid(name)) {
            throw new IllegalArgumentException("not the name of a secret");
        }
    }

    /** Tells whether {@code name} can be a secret's name. */
    public static boolean isValid(String name) {
        return FORM.matcher(name).matches();
    }

    @Override
    public String toString() {
        return name;
    }
}
