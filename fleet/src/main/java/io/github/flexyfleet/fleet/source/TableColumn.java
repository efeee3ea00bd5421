package io.github.flexyfleet.fleet.source;

/** What a column of a device table may hold. */
enum TableColumn {
    /** The device id. */
    ID("id"),
    /** The Talk2M name. */
    NAME("name"),
    /** The serial number. */
    SERIAL("serial"),
    /** The site's name. */
    SITE("site"),
    /** The names of profiles, with blanks or commas between them. */
    PROFILES("profiles"),
    /** The site's time zone. */
    TIME_ZONE("timeZone");

    private final String key;

    TableColumn(String key) {
        this.key = key;
    }

    /** Its key in the fleet file, and the name of the column when nothing else is said. */
    String key() {
        return key;
    }
}
