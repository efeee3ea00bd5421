package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateAuthority;
import io.github.flexyfleet.fleet.certificate.PassPhrases;
import io.github.flexyfleet.fleet.model.CertificateSettings.Custody;
import io.github.flexyfleet.fleet.model.CertificateSettings.Issuer;
import io.github.flexyfleet.fleet.model.CertificateSettings.Trust;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What protects and signs the keys of a fleet's devices.
 *
 * @param phrases pass phrases of keystores
 * @param authority signs for devices with {@code issuer: ca}; empty when there is none
 */
record KeyCustody(PassPhrases phrases, Optional<CertificateAuthority> authority) {
    /**
     * For the real world. Pass phrases are asked for when one is needed and not before: a plan of devices whose keys are
     * there already needs none.
     *
     * @param state the state folder
     */
    static KeyCustody of(Fleet fleet, CredentialReader credentials, Path state) {
        Map<DeviceId, SecretPlace> places = fleet.devices().stream()
                .filter(device -> device.certificate().custody() == Custody.KEYSTORE)
                .collect(Collectors.toMap(
                        Device::id,
                        device -> SecretPlace.of(device.certificate().secret(), SecretPlace.KEYSTORE)));
        PassPhrases phrases = new PassPhrases() {
            @Override
            public Optional<Secret> of(DeviceId device) {
                return Optional.ofNullable(places.get(device)).flatMap(credentials::passPhrase);
            }

            @Override
            public String mend(DeviceId device) {
                return CredentialReader.whereToGive(places.getOrDefault(device, SecretPlace.KEYSTORE));
            }
        };
        return new KeyCustody(phrases, authority(folder(state), credentials));
    }

    /** For goals that make no key: no keystore is opened, and no credential is looked for, real or not. */
    static KeyCustody closed(Path state) {
        return new KeyCustody(PassPhrases.NONE, CertificateAuthority.in(folder(state), Optional::empty, ""));
    }

    /** The certificate authority of a folder, when there is one. */
    static Optional<CertificateAuthority> authority(Path folder, CredentialReader credentials) {
        return CertificateAuthority.in(
                folder,
                () -> credentials.passPhrase(SecretPlace.AUTHORITY),
                CredentialReader.whereToGive(SecretPlace.AUTHORITY));
    }

    /** Where the certificate authority of a state folder is. */
    static Path folder(Path state) {
        return state.resolve("ca");
    }

    /** Whether the hub is to know any device of a fleet by its authority. */
    static boolean wantsTrustInAuthority(Fleet fleet) {
        return fleet.devices().stream().anyMatch(device -> device.certificate().trust() == Trust.AUTHORITY);
    }

    /** Whether any device of a fleet wants an authority. */
    static boolean wantsAuthority(Fleet fleet) {
        return fleet.devices().stream().anyMatch(device -> device.certificate().issuer() == Issuer.CA);
    }
}
