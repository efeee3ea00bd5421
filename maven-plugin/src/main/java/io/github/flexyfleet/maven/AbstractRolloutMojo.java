package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** What goals share that roll out. */
abstract class AbstractRolloutMojo extends AbstractPlanMojo {
    /**
     * Devices whose failures are known, separated by commas: they get the configuration once more with which they went
     * wrong before a gate or an abort rule halted the last rollout.
     */
    @Parameter(property = "flexy.acknowledge")
    private List<String> acknowledge;

    /** How long it waits for approvals and maintenance windows, such as {@code 2h}; then it ends in good order. */
    @Parameter(property = "flexy.wait", defaultValue = "0s")
    private String wait;

    /**
     * Whether the messages at the hub's built-in endpoint are the evidence (real hubs). Without them it is the devices' own
     * word on what the hub has read.
     */
    @Parameter(property = "flexy.messages", defaultValue = "true")
    private boolean messages;

    @Override
    final boolean readsMessages() {
        return messages;
    }

    @Override
    final Duration patience() throws MojoFailureException {
        return Waits.read(wait);
    }

    @Override
    final Set<DeviceId> acknowledged() throws MojoFailureException {
        Set<DeviceId> known = new HashSet<>();
        for (String name : acknowledge == null ? List.<String>of() : acknowledge) {
            if (!DeviceId.isValid(name.strip())) {
                throw new MojoFailureException(
                        "flexy.acknowledge names \"" + name + "\", which is no device id; nothing was done");
            }
            known.add(new DeviceId(name.strip()));
        }
        return known;
    }
}
