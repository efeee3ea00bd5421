package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A gateway as an account lists it.
 *
 * @param id numeric id, unique in the account
 * @param pool id of the pool that it is in
 * @param server host that serves its calls best
 * @param web the gateway itself
 */
public record Gateway(int id, int pool, String server, FlexyWeb web) {
    /** Its name. */
    public String name() {
        return web.name();
    }

    /** Its name as a path segment: form-urlencoded, a space is {@code +} (talk2m-m2web 2.5). */
    public String encodedName() {
        return URLEncoder.encode(name(), StandardCharsets.UTF_8);
    }
}
