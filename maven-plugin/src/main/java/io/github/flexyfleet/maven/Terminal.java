package io.github.flexyfleet.maven;

import java.io.Console;

/** Whether somebody sits before this process. */
final class Terminal {
    private Terminal() {}

    /** Whether the terminal knows the ANSI sequences. */
    static boolean isAnsi() {
        return isThere()
                && System.getenv("CI") == null
                && !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
    }

    /** Until JDK 21 a console is a terminal; since JDK 22 there is always one, and it says what it is. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
