package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.List;
import java.util.Optional;

/**
 * A link around another one, to which it leaves what only reads. What writes to the device each such link says itself, so
 * that none passes one on by oversight.
 */
public abstract class LinkAround implements DeviceLink {
    private final DeviceLink link;

    /** Around a link. */
    protected LinkAround(DeviceLink link) {
        this.link = link;
    }

    @Override
    public Optional<RuntimeStatus> status() throws DeviceProblemException, InterruptedException {
        return link.status();
    }

    @Override
    public final void inspect() throws DeviceProblemException, InterruptedException {
        link.inspect();
    }

    @Override
    public final boolean runsWantedRuntime(RuntimeStatus status) {
        return link.runsWantedRuntime(status);
    }

    @Override
    public final List<String> runtimeLog(int lines) throws DeviceProblemException, InterruptedException {
        return link.runtimeLog(lines);
    }

    @Override
    public final void tryScript() throws DeviceProblemException, InterruptedException {
        link.tryScript();
    }

    @Override
    public final String eventLog(int hours) throws DeviceProblemException, InterruptedException {
        return link.eventLog(hours);
    }

    @Override
    public final Optional<String> tagValue(String name) throws DeviceProblemException, InterruptedException {
        return link.tagValue(name);
    }

    @Override
    public final int calls() {
        return link.calls();
    }

    @Override
    public final void close() {
        link.close();
    }
}
