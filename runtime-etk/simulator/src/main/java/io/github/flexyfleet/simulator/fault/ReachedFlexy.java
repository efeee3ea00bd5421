package io.github.flexyfleet.simulator.fault;

import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.flexy.LanDevice;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import java.util.List;

/**
 * A gateway as Talk2M sees it: offline also when its connection is lost.
 *
 * @param web the gateway
 * @param faults what befalls its connection
 */
public record ReachedFlexy(FlexyWeb web, Faults faults) implements FlexyWeb {
    @Override
    public String name() {
        return web.name();
    }

    @Override
    public boolean online() {
        return web.online() && faults.connected(web.name());
    }

    @Override
    public void wake() {
        web.wake();
    }

    @Override
    public void sleep() {
        web.sleep();
    }

    @Override
    public List<LanDevice> lan() {
        return web.lan();
    }

    @Override
    public WebResponse answer(WebRequest request) {
        return web.answer(request);
    }
}
