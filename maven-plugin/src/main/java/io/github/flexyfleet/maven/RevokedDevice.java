package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import java.time.Instant;
import org.apache.maven.plugin.logging.Log;

/** A device that is shut out and gets something new, and what is said of it. */
record RevokedDevice(Device device, Fleet fleet, boolean rehearsal, Log log) {
    /**
     * Hub and service first: they must not wait for a store that cannot be read. Then the pairs, so that no deploy takes an
     * old one any more; the ledger last, which somebody else may have for a while.
     */
    void revoke(HubAlone hub, Revocation.Records records) throws DeviceProblemException, InterruptedException {
        Ownership ownership = new Ownership(fleet.name(), fleet.hub().adopted());
        Revocation revocation = new Revocation(hub.registry(), hub.enrolling(), ownership, records);
        Revocation.Revoked revoked = revocation.of(device.id());
        tell(revoked);
        try {
            renew(hub, revoked.at());
        } finally {
            revocation.record(revoked).ifPresent(why -> log.warn("flexy:history does not show it: " + why));
        }
    }

    /** What to say when it failed. */
    static String words(DeviceProblem problem) {
        return problem + (problem.code() == ProblemCode.NOT_SURELY_REVOKED ? "" : "; nothing was done");
    }

    private void tell(Revocation.Revoked revoked) {
        log.info(
                switch (revoked.hub()) {
                    case UNKNOWN -> "the hub does not know " + device.id();
                    case DISABLED -> "the hub refuses " + device.id() + " from now on";
                    case BY_OTHERS ->
                        "the hub refuses " + device.id()
                                + " already: somebody else has disabled its identity, which stays"
                                + " so until it is enabled there";
                });
        if (fleet.hub().provisioning().isPresent()) {
            revoked.enrollment()
                    .ifPresentOrElse(
                            done -> log.info("the Device Provisioning Service refuses it from now on: " + done.words()),
                            () -> log.warn("the Device Provisioning Service was not told: until the next deploy whoever"
                                    + " has the revoked certificate can register there; the hub refuses the device"
                                    + " all the same"));
        }
    }

    private void renew(HubAlone hub, Instant revokedAt) {
        if (device.hubAccess().auth() instanceof HubAccess.Auth.Sas sas) {
            log.info("both of its keys were replaced at the hub"
                    + sas.secret()
                            .map(name ->
                                    ": copy the new connection string from Azure to where secret " + name + " is kept")
                            .orElse(""));
            next("brings one");
            return;
        }
        CertificateStore store = StateFolder.store(hub.certificates(), hub.custody());
        log.info("certificates taken out of use: " + store.retire(device.id()));
        log.info("the new one: "
                + store.issuingFrom(revokedAt)
                        .issueIfNeeded(device.id(), device.certificate())
                        .fingerprint());
        if (device.certificate().trust() == CertificateSettings.Trust.AUTHORITY) {
            log.warn("write certificate: {trust: thumbprint} for " + device.id()
                    + " first: by its authority the hub would let the revoked certificate in again");
        }
        next("brings it");
    }

    private void next(String what) {
        log.info("next: mvn flexy:deploy" + (rehearsal ? " -Dflexy.rehearsal=true" : "") + " " + what);
    }
}
