package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.Optional;

/**
 * A device in the hub's registry, as it was read.
 *
 * @param device its id
 * @param etag the state that was read; a write that names it fails when the device was changed since
 * @param generationId changes when a device is deleted and made again under the same id
 * @param enabled whether the hub lets it connect
 * @param authentication how the hub knows the device: {@code selfSigned} by thumbprints, else {@code sas},
 *     {@code certificateAuthority}, {@code none}
 * @param thumbprints the certificates that it trusts
 * @param keys the symmetric keys that it trusts
 * @param statusReason why it has its status, for people; this tool's {@link IdentityMark} lies there
 * @param document the whole JSON, so that a write keeps what it does not mean to change; can hold symmetric keys
 */
public record HubIdentity(
        DeviceId device,
        String etag,
        String generationId,
        boolean enabled,
        String authentication,
        Thumbprints thumbprints,
        Keys keys,
        String statusReason,
        Secret document) {
    /** The kind of authentication of a device with a certificate of this tool. */
    public static final String SELF_SIGNED = "selfSigned";

    /** The kind of authentication of a device whose certificate a registered authority signed. */
    public static final String BY_AUTHORITY = "certificateAuthority";

    /** The kind of authentication of a device with symmetric keys. */
    public static final String SAS = "sas";

    /**
     * The certificates that the hub takes for the device's: upper-case hex of SHA-256, or of SHA-1 when somebody else
     * registered them; empty for none.
     *
     * @param primary first slot
     * @param secondary second slot
     */
    public record Thumbprints(String primary, String secondary) {
        /** Whether both slots are taken, by two certificates. */
        public boolean hasTwo() {
            return !primary.isEmpty() && !secondary.isEmpty() && !primary.equals(secondary);
        }
    }

    /**
     * Symmetric keys, Base64; empty for none.
     *
     * @param primary first slot
     * @param secondary second slot
     */
    public record Keys(Secret primary, Secret secondary) {
        /** The key of a slot. */
        public Secret of(KeySlot slot) {
            return switch (slot) {
                case PRIMARY -> primary;
                case SECONDARY -> secondary;
            };
        }

        /** The same with another key in a slot. */
        Keys with(KeySlot slot, Secret key) {
            return switch (slot) {
                case PRIMARY -> new Keys(key, secondary);
                case SECONDARY -> new Keys(primary, key);
            };
        }

        /** Whether both slots hold the same key. */
        public boolean same() {
            return primary.equals(secondary);
        }
    }

    /** The same as it is written next: enabled, and with this mark. */
    public HubIdentity claimedBy(IdentityMark mark) {
        return as(true, mark.text());
    }

    /** The same as it is written next: disabled, since its device left the fleet file. */
    public HubIdentity removedFrom(String fleet) {
        return as(false, IdentityMark.removedFrom(fleet).text());
    }

    /** The same as it is written next: disabled for this reason. */
    public HubIdentity disabled(String reason) {
        return as(false, reason);
    }

    private HubIdentity as(boolean lets, String reason) {
        return new HubIdentity(
                device,
                etag,
                generationId,
                lets,
                authentication,
                thumbprints,
                keys,
                reason,
                IdentityDocument.as(document, lets, reason));
    }

    /** Tells whether the hub takes this key for the device's. */
    public boolean trusts(Secret key) {
        return hasKeys() && (keys.primary().equals(key) || keys.secondary().equals(key));
    }

    /** Whether this key is in this slot. */
    public boolean holds(KeySlot slot, Secret key) {
        return hasKeys() && keys.of(slot).equals(key);
    }

    /** Whether its keys are to be seen, both of them; who may not read the registry sees none. */
    public boolean showsKeys() {
        return !keys.primary().reveal().isEmpty() && !keys.secondary().reveal().isEmpty();
    }

    /** This tool's mark. */
    public Optional<IdentityMark> mark() {
        return IdentityMark.parse(statusReason);
    }

    /** Tells whether the hub knows the device by symmetric keys. */
    public boolean hasKeys() {
        return authentication.equals(SAS);
    }

    /** Tells whether the hub takes this certificate for the device's. */
    public boolean trusts(Fingerprint fingerprint) {
        return isSelfSigned()
                && (thumbprints.primary().equals(fingerprint.hex())
                        || thumbprints.secondary().equals(fingerprint.hex()));
    }

    /** Tells whether the hub takes this certificate for the device's and no other. */
    public boolean trustsOnly(Fingerprint fingerprint) {
        return trusts(fingerprint) && !thumbprints.hasTwo();
    }

    /** Tells whether the hub takes whatever certificate a registered authority signed for the device. */
    public boolean isByAuthority() {
        return authentication.equals(BY_AUTHORITY);
    }

    /** Tells whether the hub knows the device by thumbprints. */
    public boolean isSelfSigned() {
        return authentication.equals(SELF_SIGNED);
    }
}
