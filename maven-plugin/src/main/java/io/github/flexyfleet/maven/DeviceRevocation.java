package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.HubAccess;
import org.apache.maven.plugin.logging.Log;

/**
 * Shuts a device out at the hub, and makes what lets it in again.
 *
 * @param next the command that brings it that
 */
record DeviceRevocation(Device device, HubAlone hub, Log log, String next) {
    void run(Revocation revocation) throws DeviceProblemException, InterruptedException {
        Revocation.Revoked revoked = revocation.of(device.id());
        String name = device.id().value();
        log.info("the hub " + (revoked.known() ? "refuses " : "does not know ") + name
                + (revoked.known() ? " from now on" : ""));
        revoked.unrecorded().ifPresent(why -> log.warn("flexy:history does not show it: " + why));
        if (device.hubAccess().auth() instanceof HubAccess.Auth.Sas sas) {
            log.info("both of its keys were replaced at the hub"
                    + sas.secret()
                            .map(secret -> ": copy the new connection string from Azure to where secret " + secret
                                    + " is kept")
                            .orElse(""));
            log.info(next + " brings one");
        } else {
            renewCertificate();
            log.info(next + " brings it");
        }
    }

    /** After the hub: it must not wait for a store that cannot be read. */
    private void renewCertificate() {
        CertificateStore store = StateFolder.store(hub.certificates(), hub.custody());
        log.info("certificates taken out of use: " + store.retire(device.id()));
        log.info("the new one: "
                + store.issueIfNeeded(device.id(), device.certificate()).fingerprint());
        if (device.certificate().trust() == CertificateSettings.Trust.AUTHORITY) {
            log.warn("write certificate: {trust: thumbprint} for " + device.id()
                    + " first: by its authority the hub would let the revoked certificate in again");
        }
    }
}
