package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A device and what is wanted of it.
 *
 * @param device hub identity
 * @param site name of its site
 * @param talk2mName its name in the Talk2M account
 * @param serial the serial number that the fleet file demands, when it names one
 * @param bundle the files it shall run
 * @param login by what the hub shall know it, which the bundle holds
 * @param handling what may be done to it, and how it is reached
 */
public record DeviceTarget(
        DeviceId device,
        String site,
        String talk2mName,
        Optional<String> serial,
        Bundle bundle,
        HubLogin login,
        Handling handling) {
    /**
     * What may be done to a device, and how it is reached.
     *
     * @param takeOver whether another Java program has to make way for the runtime
     * @param triggered whether its Talk2M connection comes up only on demand
     * @param saved where the other program's start command is saved, and what the next run must know
     */
    public record Handling(boolean takeOver, boolean triggered, SavedPrograms saved) {}

    /** A device with a certificate that is online, whose programs are left alone. */
    public DeviceTarget(
            DeviceId device,
            String site,
            String talk2mName,
            Optional<String> serial,
            Bundle bundle,
            Fingerprint fingerprint,
            Instant notAfter) {
        this(
                device,
                site,
                talk2mName,
                serial,
                bundle,
                new HubLogin.Certificate(fingerprint, notAfter),
                new Handling(false, false, new SavedPrograms(Path.of("saved"))));
    }

    /** The same, not to be woken up. */
    public DeviceTarget leftAsleep() {
        return with(new Handling(handling.takeOver(), false, handling.saved()));
    }

    /** The same, handled in another way. */
    public DeviceTarget with(Handling other) {
        return new DeviceTarget(device, site, talk2mName, serial, bundle, login, other);
    }

    /** The same with another bundle, which holds the same certificate or key. */
    public DeviceTarget with(Bundle other) {
        return new DeviceTarget(device, site, talk2mName, serial, other, login, handling);
    }

    /** Fingerprint of the certificate in the bundle, when it holds one. */
    public Optional<Fingerprint> fingerprint() {
        return certificate().map(HubLogin.Certificate::fingerprint);
    }

    /** The certificate in the bundle, when it holds one. */
    public Optional<HubLogin.Certificate> certificate() {
        return login instanceof HubLogin.Certificate certificate ? Optional.of(certificate) : Optional.empty();
    }

    /** Whether its certificate or key is known here; without it the digest is not that of what it shall run. */
    public boolean isWhole() {
        return !(login instanceof HubLogin.Unknown);
    }

    /** Digest of the wanted bundle. */
    public Digest digest() {
        return bundle.digest();
    }
}
