package io.github.flexyfleet.fleet.hub;

import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Instant;

/**
 * By Microsoft Entra ID: a token for the hub's scope, as Bearer (azure-iot-hub 4, Auth). What the
 * identity needs: {@link HubRights}. Thread-safe when the source of tokens is.
 *
 * @param hostName host name of the hub
 * @param tokens where tokens come from
 */
public record BearerLogin(String hostName, AccessTokens tokens) implements ServiceLogin {
    /** The scope of an IoT Hub's own interface, in every Azure cloud. */
    public static final String SCOPE = "https://iothubs.azure.net/.default";

    /** Where tokens come from. Implementations keep a token as long as it lasts, and are thread-safe. */
    @FunctionalInterface
    public interface AccessTokens {
        /**
         * A token that is good for some minutes at least.
         *
         * @throws NoTokenException when there is none to be had
         */
        Secret token(String scope) throws NoTokenException;
    }

    /** No token could be had. Its text is for people and holds no secret. */
    public static final class NoTokenException extends Exception {
        /** With a reason. */
        public NoTokenException(String reason) {
            super(reason);
        }
    }

    @Override
    public Secret authorization(Instant now) {
        try {
            return Secret.of("Bearer " + tokens.token(SCOPE).reveal());
        } catch (NoTokenException e) {
            throw new IotHubException("sign in with Entra ID", new IotHubFailure.NoToken(e.getMessage()));
        }
    }
}
