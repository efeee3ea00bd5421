package io.github.flexyfleet.fleet.talk2m;

import java.util.List;

/**
 * A Talk2M account as Talk2M describes it (talk2m-m2web 2.2).
 *
 * @param name its name
 * @param company may be empty
 * @param type which plan it has
 * @param pools groups of gateways; a free account has none (talk2m-m2web 2.3)
 */
public record AccountInfo(String name, String company, Type type, List<Pool> pools) {
    /** Takes a copy. */
    public AccountInfo {
        pools = List.copyOf(pools);
    }

    /** The plan, which decides how many calls a day there are (talk2m-m2web 2.7). */
    public enum Type {
        /** Free+. */
        FREE,
        /** Pro. */
        PRO,
        /** One that the facts do not name. */
        UNKNOWN
    }

    /**
     * A group of gateways.
     *
     * @param id Talk2M's number
     * @param name may be empty
     */
    public record Pool(long id, String name) {}
}
