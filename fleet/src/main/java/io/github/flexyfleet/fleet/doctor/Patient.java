package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.BundleFile;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.talk2m.HubReason;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A device and what is known of it. For one thread. */
final class Patient {
    private final DeviceTarget target;
    private final Optional<DeviceState> state;
    private final HubSide hub;
    private boolean hidden;

    /** A device that was asked. */
    Patient(DeviceState state, HubSide hub) {
        this.target = state.target();
        this.state = Optional.of(state);
        this.hub = hub;
    }

    /** A device that Talk2M could not be asked for. */
    Patient(DeviceTarget target, HubSide hub) {
        this.target = target;
        this.state = Optional.empty();
        this.hub = hub;
    }

    DeviceTarget target() {
        return target;
    }

    HubSide hub() {
        return hub;
    }

    /** What came of asking it; there when Talk2M answered. */
    DeviceState state() {
        return state.orElseThrow(() -> new IllegalStateException("Talk2M was not asked"));
    }

    /** Whether Talk2M could be asked for it. */
    boolean wasAsked() {
        return state.isPresent();
    }

    /** Whether its runtime has said something. */
    boolean isReached() {
        return state.flatMap(DeviceState::status).isPresent();
    }

    /** What its runtime says; there when the chain got so far. */
    RuntimeStatus status() {
        return state().status().orElseThrow(() -> new IllegalStateException("no runtime answered"));
    }

    /** Code of why it is not connected; empty for none. */
    String reason() {
        return status().hub().reason().map(HubReason::code).orElse("");
    }

    /** Words of why it is not connected. */
    String reasonWords() {
        return status().hub().reason().map(HubReason::words).orElse("");
    }

    /** What the configuration that is wanted says of the hub, such as {@code host}; empty when it does not say it. */
    Optional<String> wantedHub(String setting) {
        try {
            return target.bundle()
                    .file("device.json")
                    .map(BundleFile::content)
                    .map(json -> JsonMapper.shared().readTree(json).path("hub").path(setting))
                    .map(JsonNode::asString)
                    .filter(text -> !text.isEmpty());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The certificate that it connects with, by its own word; when it was not asked, the one that is kept here. */
    Optional<Fingerprint> fingerprint() {
        return isReached() ? status().certificate().fingerprint() : target.fingerprint();
    }

    /** The same for people. */
    String shownCertificate() {
        return fingerprint().map(Fingerprint::abbreviated).orElse("none");
    }

    /** Whether it was asked, and connects with another certificate than the one that is kept here. */
    boolean hasOtherCertificate() {
        return fingerprint().isPresent()
                && target.fingerprint().isPresent()
                && !fingerprint().equals(target.fingerprint());
    }

    /** The digest of what it runs, by its own word; when it was not asked, of what it shall run. */
    Digest running() {
        return state.flatMap(DeviceState::status)
                .flatMap(status -> status.bundles().running())
                .map(Digest::new)
                .orElse(target.digest());
    }

    /** Whether that is what it shall run. */
    boolean isAsWanted() {
        return running().equals(target.digest());
    }

    /** What the hub's registry has. */
    Optional<HubIdentity> identity() {
        try {
            return hub.find(target.device());
        } catch (IotHubException e) {
            hidden = HubProblems.isOfLogin(e);
            throw e;
        }
    }

    /** Whether the hub's registry did not let itself be looked into. */
    boolean isHidden() {
        return hidden;
    }
}
