package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.Fleet;
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
            String next = "next: mvn flexy:deploy" + (rehearsal() ? " -Dflexy.rehearsal=true" : "");
            new DeviceRevocation(found, hub, getLog(), next)
                    .run(new Revocation(hub.registry(), LedgerPlace.ledger(ledgers, commit()), fleet.name()));
        } catch (DeviceProblemException e) {
            throw new MojoExecutionException(e.problem() + "; nothing was done", e);
        }
    }
}
