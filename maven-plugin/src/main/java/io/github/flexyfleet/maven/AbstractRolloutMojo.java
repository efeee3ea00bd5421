package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
     * Where figures of the rollout go, separated by commas: a file for OpenMetrics text, or the address of an OpenTelemetry
     * collector ({@code https://HOST:4318}) for a trace. Nowhere unless given.
     */
    @Parameter(property = "flexy.metrics")
    private List<String> metrics;

    /** What a webhook is told of, separated by commas: halt, debt, expiry. Nothing unless given. */
    @Parameter(property = "flexy.notify")
    private List<String> notices;

    /** In which form: {@code json}, {@code teams} or {@code slack}. */
    @Parameter(property = "flexy.notifyForm", defaultValue = "json")
    private String form;

    /** A certificate that ends within this time is worth a notice, such as {@code 30d}. */
    @Parameter(property = "flexy.expiry", defaultValue = "30d")
    private String expiry;

    /** Lets roots be exchanged at once that devices were to trust together for a time. */
    @Parameter(property = "flexy.exchangeRoots", defaultValue = "false")
    private boolean exchangeRoots;

    @Override
    final boolean exchangesRoots() {
        return exchangeRoots;
    }

    /** Who hears of the rollout; wrong parameters and missing credentials are told before anything is done. */
    final Aftermath aftermath() throws MojoFailureException {
        return new AftermathReader(credentials(), SettingsProxy.of(settings(), decrypter()), projectFolder(), getLog())
                .read(metrics == null ? List.of() : metrics, notices == null ? List.of() : notices, form, expiry);
    }

    /**
     * A name that several runners of one rollout say, such as the number of the build that runs them; they share the work
     * on its devices. Needs a database as ledger, and another name for each rollout.
     */
    @Parameter(property = "flexy.runners")
    private String runners;

    @Override
    final Optional<String> runners() throws MojoFailureException {
        return RunnersName.read(runners);
    }

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
        return AdoptedNames.read("flexy.acknowledge", acknowledge);
    }
}
