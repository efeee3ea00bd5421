package io.github.flexyfleet.maven;

/** Keeps a library's talk about itself off Maven's console. */
final class QuietLibraries {
    /** Where Maven's SLF4J looks for the level of a logger that it makes. */
    private static final String LEVEL = "org.slf4j.simpleLogger.log.";

    private QuietLibraries() {}

    /** To be called before the library is used; a level that the user set stays. */
    static void hush() {
        for (String name : new String[] {"com.azure", "com.microsoft.azure", "reactor", "com.zaxxer.hikari"}) {
            if (System.getProperty(LEVEL + name) == null) {
                System.setProperty(LEVEL + name, "off");
            }
        }
    }
}
