package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.Revocation;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.ledger.LedgerStore;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes the hub refuse a device at once, whatever it shows, and the Device Provisioning Service too where one makes the
 * identities; and makes a new certificate for it, or two new keys at the hub. The next deploy brings that one, and lets the
 * device in again by it alone. Reaches hub and service, neither Talk2M nor the device.
 */
@Mojo(name = "revoke", requiresProject = false, threadSafe = true)
public class RevokeMojo extends AbstractStateMojo {
    /** The device id as the fleet file writes it. */
    @Parameter(property = "flexy.device")
    private String device;

    /**
     * Tells the hub alone, and not the Device Provisioning Service: for when nobody has its connection string at hand. Until
     * the next deploy whoever has the revoked certificate can register there.
     */
    @Parameter(property = "flexy.hubOnly", defaultValue = "false")
    private boolean hubOnly;

    @Override
    void work(Fleet fleet) throws IOException, InterruptedException, MojoExecutionException, MojoFailureException {
        Device found = NamedDevice.of(fleet, device);
        try (HubAlone hub = open(fleet)) {
            new RevokedDevice(found, fleet, rehearsal(), getLog())
                    .revoke(hub, (shutOut, words) -> written(fleet, shutOut, words));
        } catch (DeviceProblemException e) {
            throw new MojoExecutionException(RevokedDevice.words(e.problem()), e);
        }
    }

    /** A ledger that cannot be opened keeps nobody from being shut out. */
    private Optional<String> written(Fleet fleet, DeviceId shutOut, String words) throws InterruptedException {
        try (LedgerStore ledgers = openLedger(fleet)) {
            return Revocation.Records.in(LedgerPlace.ledger(ledgers, commit())).revoked(shutOut, words);
        } catch (IOException | MojoFailureException e) {
            return Optional.of(e.getMessage());
        }
    }

    private HubAlone open(Fleet fleet) throws IOException, MojoFailureException {
        HubAlone hub = rehearsal()
                ? HubAlone.rehearsed(fleet, rehearsalFolder())
                : HubAlone.real(
                        fleet, hubOnly, credentials(), SettingsProxy.of(settings(), decrypter()), stateFolder());
        return hubOnly ? hub.withoutService() : hub;
    }
}
