package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One device as the rollout sees it: the runtime's forms and the way to bring a runtime there. Used by one thread at a
 * time. Every method ends with a {@link DeviceProblemException} that already says what went wrong and how to mend it.
 */
public interface DeviceLink extends AutoCloseable {
    /** How the ids of this tool's own requests to apply a bundle begin. */
    String OUR_APPLY = "apply-";

    /** What the runtime says of itself; empty when no runtime answers. */
    Optional<RuntimeStatus> status() throws DeviceProblemException, InterruptedException;

    /**
     * Sends this tool's runtime through the one that runs, and starts it on trial. Returns when it answers.
     *
     * @param running what runs now
     * @return false when the runtime that runs cannot do that, being too old or without a way back; nothing was changed
     */
    boolean tryRuntime(RuntimeStatus running) throws DeviceProblemException, InterruptedException;

    /** Makes the runtime on trial the one that a boot starts. */
    void keepRuntime() throws DeviceProblemException, InterruptedException;

    /** Sends a runtime on trial back to the one before it. */
    void returnRuntime() throws DeviceProblemException, InterruptedException;

    /** Looks at a device where no runtime answers, and refuses one that must not be changed. Writes nothing. */
    void inspect() throws DeviceProblemException, InterruptedException;

    /** Brings the runtime onto a device where none answers, and starts it. */
    void installRuntime() throws DeviceProblemException, InterruptedException;

    /** Brings the runtime onto a device whose own runtime is too old to be replaced by {@link #tryRuntime}. */
    void replaceRuntime() throws DeviceProblemException, InterruptedException;

    /**
     * Has a BASIC program parked that connects as this device, or refuses the device. Free where the device was looked
     * at, or runs a confirmed bundle; then a program is only noticed when an earlier run left it to be parked.
     *
     * @param status what the runtime said last
     */
    void silenceScript(RuntimeStatus status) throws DeviceProblemException, InterruptedException;

    /** Whether this status is of the runtime version that belongs to this tool. */
    boolean runsWantedRuntime(RuntimeStatus status);

    /** Sends what the device does not hold yet. */
    void upload(Bundle bundle) throws DeviceProblemException, InterruptedException;

    /** Switches to the candidate and starts the revert timer. */
    void apply(Digest digest, Duration revertAfter) throws DeviceProblemException, InterruptedException;

    /** Makes the candidate the confirmed bundle. */
    void confirm(Digest digest) throws DeviceProblemException, InterruptedException;

    /** Sends the device back to its confirmed bundle. */
    void revert(Digest digest) throws DeviceProblemException, InterruptedException;

    /**
     * Takes the runtime off, puts back the programs that were there before, BASIC and Java, and erases the keys.
     *
     * @return how it was left
     */
    Released release() throws DeviceProblemException, InterruptedException;

    /**
     * The last lines of the runtime's own log, oldest first; none when no runtime answers.
     *
     * @param lines how many at most, 1..200
     */
    List<String> runtimeLog(int lines) throws DeviceProblemException, InterruptedException;

    /**
     * Asks whether the device's user may run scripts, which a deploy needs; runs none. Whether it may control the Java VM
     * cannot be asked without stopping it.
     */
    void tryScript() throws DeviceProblemException, InterruptedException;

    /**
     * The Flexy's event log as it exports it, a header first.
     *
     * @param hours how far back, at least 1
     */
    String eventLog(int hours) throws DeviceProblemException, InterruptedException;

    /**
     * What the Flexy shows of one of its tags now, for one Talk2M call.
     *
     * @param name name of the tag, in the right case
     * @return its value as the Flexy writes it; empty when it has no such tag
     */
    Optional<String> tagValue(String name) throws DeviceProblemException, InterruptedException;

    /** Talk2M calls spent on this device so far. */
    int calls();

    /** The device has ended: what was kept for it is free again. */
    @Override
    default void close() {}
}
