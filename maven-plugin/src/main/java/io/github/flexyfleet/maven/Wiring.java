package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateAuthority;
import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.gateway.FileCallLedger;
import io.github.flexyfleet.fleet.hub.EnrollmentService;
import io.github.flexyfleet.fleet.hub.HubRates;
import io.github.flexyfleet.fleet.hub.InvalidConnectionStringException;
import io.github.flexyfleet.fleet.hub.IotHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.ServiceLogin;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Provisioning;
import io.github.flexyfleet.fleet.model.Talk2mAccess;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Puts the engine's clients together in the same way for the real world and for rehearsals. */
final class Wiring {
    private Wiring() {}

    /** For a rehearsal, whose clock may be another one. */
    static M2WebSettings talk2m(URI base, Talk2mLogin login, M2WebSettings.Network network, Consumer<Duration> pause) {
        return talk2m(
                base, login, Talk2mAccess.SESSION, network, M2WebSettings.Retries.standard(new SecureRandom(), pause));
    }

    static M2WebSettings talk2m(URI base, Talk2mLogin login, Talk2mAccess access, M2WebSettings.Network network) {
        return talk2m(base, login, access, network, M2WebSettings.Retries.standard(new SecureRandom(), Wiring::pause));
    }

    private static M2WebSettings talk2m(
            URI base,
            Talk2mLogin login,
            Talk2mAccess access,
            M2WebSettings.Network network,
            M2WebSettings.Retries retries) {
        return new M2WebSettings(
                base,
                login,
                switch (access) {
                    case SESSION -> M2WebSettings.Authentication.SESSION;
                    case STATELESS -> M2WebSettings.Authentication.STATELESS;
                    case TOKEN -> M2WebSettings.Authentication.TOKEN;
                },
                network,
                retries);
    }

    /** The real hub's registry, asked for no more than its tier takes. */
    static IotHubRegistry registry(Fleet fleet, HubLogins.Chosen login, IotHubRegistry.Network network)
            throws IOException {
        return registry(fleet, login.login(), network, InstantSource.system(), Wiring::pause);
    }

    /** A rehearsal hub's registry, by another clock; it takes as much as the real one. */
    static IotHubRegistry registry(
            Fleet fleet,
            ServiceLogin login,
            IotHubRegistry.Network network,
            InstantSource clock,
            Consumer<Duration> pause) {
        return new IotHubRegistry(
                login,
                network,
                clock,
                new SecureRandom(),
                pause,
                Optional.of(HubRates.of(fleet.hub().tier(), fleet.hub().units())));
    }

    /**
     * The way to the Device Provisioning Service.
     *
     * @throws IOException when the connection string is none; it is not shown
     */
    static EnrolledIdentities.Enrolling enrolling(
            Provisioning provisioning,
            Secret connectionString,
            Optional<CertificateAuthority> authority,
            IotHubRegistry.Network network,
            InstantSource clock,
            Consumer<Duration> pause)
            throws IOException {
        try {
            EnrollmentService service = new EnrollmentService(
                    IotHubConnectionString.parse(connectionString), network, clock, new SecureRandom(), pause);
            return new EnrolledIdentities.Enrolling(service, provisioning.group(), authority);
        } catch (InvalidConnectionStringException e) {
            throw new IOException(
                    "the connection string of the Device Provisioning Service cannot be used: " + e.getMessage()
                            + "; copy it whole from the service's shared access policies",
                    e);
        }
    }

    /**
     * The count of an account's calls; every goal that calls Talk2M shares it.
     *
     * @param state folder of what is kept between runs
     * @param account Talk2M's name of the account
     */
    static CallLedger calls(Path state, String account) {
        return new FileCallLedger(state.resolve("calls"), account);
    }

    /** Name of the account of each device. */
    static Map<DeviceId, String> accountOf(Fleet fleet) {
        return fleet.devices().stream().collect(Collectors.toMap(Device::id, Device::account));
    }

    /** Waits by the machine's clock. */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            // The client looks at the flag after each pause and gives up.
            Thread.currentThread().interrupt();
        }
    }
}
