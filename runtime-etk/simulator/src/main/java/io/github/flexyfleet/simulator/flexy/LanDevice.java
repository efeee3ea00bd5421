package io.github.flexyfleet.simulator.flexy;

import java.util.Map;

/**
 * A device of the plant behind a gateway, as M2Web shows it (talk2m-m2web 2.4, 3).
 *
 * @param name its name
 * @param description free text
 * @param ip its address in the plant
 * @param port port of its web server
 * @param protocol such as {@code http}
 * @param visible whether M2Web lists it and passes calls to it
 * @param pages what its web server has, by path without leading slash
 */
public record LanDevice(
        String name,
        String description,
        String ip,
        int port,
        String protocol,
        boolean visible,
        Map<String, String> pages) {
    /** Copies the pages. */
    public LanDevice {
        pages = Map.copyOf(pages);
    }

    /** What its web server answers. */
    public WebResponse answer(String path) {
        return pages.containsKey(path) ? Page.html(200, pages.get(path)) : Page.error(404, "Not found");
    }
}
