package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The symmetric keys of devices for bundles that are written as files. */
record BundleKeys(CredentialReader credentials, Settings settings, SettingsDecrypter decrypter, Path certificates) {
    /** The hub is reached only when a device has a key there. */
    SharedKeys.Result read(Fleet fleet) throws IOException, MojoFailureException {
        Map<DeviceId, Secret> given = FleetCredentials.connectionStrings(fleet, credentials);
        if (!FleetCredentials.needHub(fleet, given)) {
            credentials.check("");
            return SharedKeys.read(fleet, device -> given.get(device.id()));
        }
        HubLogins.Chosen login = HubLogins.choose(fleet, credentials);
        credentials.check("");
        try (IotHubRegistry registry = Wiring.registry(
                fleet, login, new IotHubRegistry.Network(SettingsProxy.of(settings, decrypter), List.of()))) {
            return SharedKeys.read(
                    fleet,
                    device -> Optional.ofNullable(given.get(device.id())),
                    () -> StateFolder.hubKeys(registry, certificates));
        }
    }
}
