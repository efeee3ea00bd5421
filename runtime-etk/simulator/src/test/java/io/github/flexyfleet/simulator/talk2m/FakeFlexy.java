package io.github.flexyfleet.simulator.talk2m;

import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.flexy.LanDevice;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.flexy.WebResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A gateway that notes what it is asked. */
public final class FakeFlexy implements FlexyWeb {
    public final List<WebRequest> requests = new CopyOnWriteArrayList<>();
    public volatile boolean online = true;
    public volatile Function<WebRequest, WebResponse> answer = request -> text(200, "done");
    public volatile List<LanDevice> lan = List.of();
    private final String name;

    public FakeFlexy(String name) {
        this.name = name;
    }

    public static WebResponse text(int status, String body) {
        return new WebResponse(status, "text/html", body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<LanDevice> lan() {
        return lan;
    }

    @Override
    public boolean online() {
        return online;
    }

    @Override
    public WebResponse answer(WebRequest request) {
        requests.add(request);
        return answer.apply(request);
    }
}
