package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStore;
import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubAccess;
import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes the hub refuse a device at once, whatever it shows, and makes a new certificate for it, or two new keys at the hub.
 * The next deploy brings that one, and lets the device in again by it alone. Reaches the hub, neither Talk2M nor the device.
 */
@Mojo(name = "revoke", requiresProject = false, threadSafe = true)
public class RevokeMojo extends AbstractStateMojo {
    /** The device id as the fleet file writes it. */
    @Parameter(property = "flexy.device")
    private String device;

    @Override
    void work(Fleet fleet) throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        Device found = NamedDevice.of(fleet, device);
        try (LedgerStore ledgers = openLedger(fleet);
                HubAlone hub = rehearsal()
                        ? HubAlone.rehearsed(fleet, rehearsalFolder())
                        : HubAlone.real(
                                fleet, credentials(), SettingsProxy.of(settings(), decrypter()), stateFolder())) {
            Revocation.Revoked revoked =
                    new Revocation(hub.registry(), LedgerPlace.ledger(ledgers, commit()), fleet.name()).of(found.id());
            getLog().info("the hub " + (revoked.known() ? "refuses " : "does not know ") + device
                    + (revoked.known() ? " from now on" : ""));
            revoked.unrecorded().ifPresent(why -> getLog().warn("flexy:history does not show it: " + why));
            if (found.hubAccess().auth() instanceof HubAccess.Auth.Sas sas) {
                getLog().info("both of its keys were replaced at the hub"
                        + sas.secret()
                                .map(name -> ": copy the new connection string from Azure to where secret " + name
                                        + " is kept")
                                .orElse(""));
                getLog().info("next: mvn flexy:deploy" + (rehearsal() ? " -Dflexy.rehearsal=true" : "")
                        + " brings one");
                return;
            }
            // The hub first: it must not wait for a store that cannot be read.
            CertificateStore store = StateFolder.store(hub.certificates(), hub.custody());
            getLog().info("certificates taken out of use: " + store.retire(found.id()));
            getLog().info("the new one: "
                    + store.issueIfNeeded(found.id(), found.certificate()).fingerprint());
            if (found.certificate().trust() == CertificateSettings.Trust.AUTHORITY) {
                getLog().warn("write certificate: {trust: thumbprint} for " + device
                        + " first: by its authority the hub would let the revoked certificate in again");
            }
            getLog().info("next: mvn flexy:deploy" + (rehearsal() ? " -Dflexy.rehearsal=true" : "") + " brings it");
        } catch (DeviceProblemException e) {
            throw new MojoExecutionException(e.problem() + "; nothing was done", e);
        }
    }
}
