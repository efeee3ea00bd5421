package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.Optional;

/**
 * Says which identities a rollout may write to. Pure.
 *
 * @param ownership which identities the fleet may change
 */
record IdentityGuard(Ownership ownership) {
    /** Whether it was this tool that shut the device out, until something new lets it in. */
    static boolean isRevoked(HubIdentity identity) {
        return !identity.enabled()
                && identity.mark().filter(IdentityMark::revoked).isPresent();
    }

    /** The identity as it may be written, with the fleet's mark; an exception when it may not. */
    HubIdentity admitted(HubIdentity now, boolean trustsOurs) throws DeviceProblemException {
        requireOurs(now, trustsOurs);
        if (!now.enabled() && now.mark().filter(IdentityMark::removed).isEmpty()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.IDENTITY_DISABLED,
                    "the device's identity is disabled at the hub"
                            + (now.statusReason().isEmpty() ? "" : " (" + now.statusReason() + ")"),
                    IdentityMark.isRevokedOfNobody(now.statusReason())
                            ? "delete the device at the hub, then deploy again, which makes it anew; who enabled it there"
                                    + " would let in what was revoked"
                            : "find out why; if it may connect again, enable it at the hub, then deploy again");
        }
        return now.claimedBy(ownership.mark());
    }

    void requireOurs(HubIdentity now, boolean trustsOurs) throws DeviceProblemException {
        DeviceId device = now.device();
        Optional<IdentityMark> mark = now.mark();
        if (ownership.ownerOf(device, now.statusReason(), trustsOurs) == Ownership.Owner.OTHER) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.FOREIGN_IDENTITY,
                    "the hub has an identity " + device + " that "
                            + mark.map(other -> "belongs to fleet " + other.fleet())
                                    .orElse("this tool did not make")
                            + "; nothing was written",
                    "if this fleet may have it, write hub: {adopt: [" + device
                            + "]} into the fleet file, or add -Dflexy.adopt="
                            + device
                            + "; what connects with its certificate now goes on connecting until the new one has"
                            + " proven itself");
        }
    }

    /**
     * Not only what the hub knew was revoked, but all that was made before: what a rollout was about to bring has been in the
     * same hands.
     */
    void requireLater(HubIdentity revoked, HubLogin.Certificate certificate) throws DeviceProblemException {
        requireOurs(revoked, false);
        boolean earlier =
                revoked.mark().filter(mark -> mark.revokes(certificate.made())).isPresent();
        if (earlier || revoked.trusts(certificate.fingerprint())) {
            throw revoked(revoked.device(), certificate.fingerprint());
        }
    }

    /** What is to be deployed is the certificate that was revoked. */
    static DeviceProblemException revoked(DeviceId device, Fingerprint fingerprint) {
        return new DeviceProblemException(
                Outcome.REJECTED,
                ProblemCode.REVOKED,
                "the hub refuses this device: its certificate " + fingerprint.abbreviated() + " was revoked",
                "run mvn flexy:revoke -Dflexy.device=" + device
                        + " once more: it makes a new certificate, which the next deploy brings");
    }
}
