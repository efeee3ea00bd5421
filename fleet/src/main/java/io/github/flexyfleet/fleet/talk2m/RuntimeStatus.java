package io.github.flexyfleet.fleet.talk2m;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the runtime says of itself, form {@code fleetStatus} (docs/device-protocol.md).
 *
 * @param flexy the machine
 * @param program the runtime program
 * @param bundles what it runs
 * @param hub its connection
 * @param certificate the certificate it connects with
 * @param queue its messages
 * @param error code and words of the last problem, empty when none
 */
public record RuntimeStatus(
        Flexy flexy,
        Program program,
        Bundles bundles,
        HubLink hub,
        Certificate certificate,
        Queue queue,
        String error) {
    /**
     * The machine.
     *
     * @param serial serial number, {@code dddd-dddd-dd}
     * @param firmware firmware version
     * @param clock its own clock
     * @param freeHeap free memory of its Java VM, bytes
     * @param freeFlash free space for user files, bytes
     */
    public record Flexy(String serial, String firmware, Instant clock, long freeHeap, long freeFlash) {}

    /**
     * The runtime program.
     *
     * @param version version of the jar
     * @param boot how often it was started so far
     * @param uptime time since its start
     * @param trialEnds time until it gives way to the runtime before it, when it is on trial itself
     */
    public record Program(String version, long boot, Duration uptime, Optional<Duration> trialEnds) {
        /** A runtime that stays. */
        public Program(String version, long boot, Duration uptime) {
            this(version, boot, uptime, Optional.empty());
        }
    }

    /**
     * What it runs.
     *
     * @param state whether a bundle is confirmed or on trial
     * @param confirmed digest of the confirmed bundle
     * @param candidate digest of the bundle that is being received or on trial
     * @param running digest of the bundle in use
     * @param revertIn time until the trial ends by itself, zero outside a trial
     * @param lastRequest id of the last request that was taken, empty when none
     * @param lastOutcome how the last trial ended
     */
    public record Bundles(
            RuntimeState state,
            Optional<String> confirmed,
            Optional<String> candidate,
            Optional<String> running,
            Duration revertIn,
            String lastRequest,
            TrialOutcome lastOutcome) {}

    /** How a trial ended. */
    public enum TrialOutcome {
        /** There was none. */
        NONE(""),
        /** The orchestrator confirmed it. */
        CONFIRMED("confirmed"),
        /** The orchestrator took it back. */
        REVERTED_REQUEST("reverted-request"),
        /** The time was over. */
        REVERTED_TIMEOUT("reverted-timeout"),
        /** There were too many starts. */
        REVERTED_BOOTS("reverted-boots");

        private final String wire;

        TrialOutcome(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }

    /**
     * The connection to the hub.
     *
     * @param state what it is doing
     * @param code status of the Flexy's MQTT client, 5 when connected
     * @param since time in this state
     * @param host the hub's host name, empty without a bundle
     * @param barrier whether the hub confirms what it has read; else a message counts as gone once it is handed over
     * @param reason why it is not connected, when that is known
     * @param assigned the hub that the Device Provisioning Service has assigned, empty while there is none; without the
     *     service, nothing
     */
    public record HubLink(
            LinkState state,
            int code,
            Duration since,
            String host,
            boolean barrier,
            Optional<HubReason> reason,
            Optional<String> assigned) {
        /** Without the Device Provisioning Service. */
        public HubLink(
                LinkState state, int code, Duration since, String host, boolean barrier, Optional<HubReason> reason) {
            this(state, code, since, host, barrier, reason, Optional.empty());
        }

        /** Without a reason, as older runtimes tell it. */
        public HubLink(LinkState state, int code, Duration since, String host, boolean barrier) {
            this(state, code, since, host, barrier, Optional.empty());
        }
    }

    /** What the connection to the hub is doing. */
    public enum LinkState {
        /** There is no bundle. */
        OFF("off"),
        /** Waits for the network or the clock. */
        WAITING("waiting"),
        /** Registers at the Device Provisioning Service. */
        REGISTERING("registering"),
        /** Connects. */
        CONNECTING("connecting"),
        /** Is connected. */
        CONNECTED("connected"),
        /** Lost the connection or was refused. */
        DISCONNECTED("disconnected");

        private final String wire;

        LinkState(String wire) {
            this.wire = wire;
        }

        /** The word on the wire. */
        public String wire() {
            return wire;
        }
    }

    /**
     * The certificate in use.
     *
     * @param fingerprint empty without a bundle
     * @param notAfter end of its validity, empty without a bundle
     */
    public record Certificate(Optional<Fingerprint> fingerprint, Optional<Instant> notAfter) {}

    /**
     * Messages since this start.
     *
     * @param sequence of the last message made
     * @param acknowledged highest sequence that the hub is known to have read
     * @param waiting messages in the spool
     * @param dropped messages lost for want of space
     * @param tags how many tags are published
     */
    public record Queue(long sequence, long acknowledged, long waiting, long dropped, int tags) {}
}
