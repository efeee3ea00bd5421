package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.hub.BearerLogin;
import io.github.flexyfleet.fleet.hub.InvalidConnectionStringException;
import io.github.flexyfleet.fleet.hub.IotHubConnectionString;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.hub.ServiceLogin;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.secret.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** How this tool shows the hub who it is, as the fleet file says. */
final class HubLogins {
    private HubLogins() {}

    /** A way of login. */
    @FunctionalInterface
    interface Way {
        /**
         * The login.
         *
         * @throws IOException when the secret is none; it is not shown
         */
        ServiceLogin login() throws IOException;
    }

    /**
     * A way of login whose secret, if it has one, was asked for and need not be there yet.
     *
     * @param connectionString the secret, when it is one of a shared access policy
     */
    record Chosen(Way way, Optional<Secret> connectionString) {
        /**
         * The login.
         *
         * @throws IOException when the secret is none; it is not shown
         */
        ServiceLogin login() throws IOException {
            return way.login();
        }
    }

    /** Asks the reader for what the fleet's way of login needs; what is missing the reader tells with all the rest. */
    static Chosen choose(Fleet fleet, CredentialReader credentials) {
        return switch (fleet.hub().access()) {
            case CONNECTION_STRING -> {
                Secret text = credentials.hub();
                yield new Chosen(() -> of(text), Optional.of(text));
            }
            case ENTRA ->
                new Chosen(() -> new BearerLogin(fleet.hub().host(), EntraTokens.ofEnvironment()), Optional.empty());
        };
    }

    /** The same where the goal can do without: a connection string that is nowhere is not missed. */
    static Chosen ifGiven(Fleet fleet, CredentialReader credentials) {
        boolean missing = fleet.hub().access() == HubSettings.Access.CONNECTION_STRING
                && credentials.hubIfGiven().isEmpty();
        return missing
                ? new Chosen(() -> new NoLogin(fleet.hub().host()), Optional.empty())
                : choose(fleet, credentials);
    }

    /** Somebody who may ask the hub nothing. */
    private record NoLogin(String hostName) implements ServiceLogin {
        @Override
        public Secret authorization(Instant now) {
            throw new IotHubException("login", new IotHubFailure.NoToken("there is no connection string of the hub"));
        }
    }

    /** By a connection string; a bad one is an error that does not show it. */
    static ServiceLogin of(Secret connectionString) throws IOException {
        try {
            return IotHubConnectionString.parse(connectionString);
        } catch (InvalidConnectionStringException e) {
            throw new IOException(
                    "the hub's connection string cannot be used: " + e.getMessage()
                            + "; copy it whole from the hub's shared access policies",
                    e);
        }
    }
}
