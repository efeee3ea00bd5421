package io.github.flexyfleet.maven;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.DefaultAzureCredentialBuilder;
import io.github.flexyfleet.fleet.hub.BearerLogin;
import io.github.flexyfleet.fleet.secret.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Tokens of Microsoft Entra ID by Azure's own library. Only fleets with {@code hub: {access: entra}} load that library. A
 * token is kept until it has 5 minutes left. Thread-safe.
 */
final class EntraTokens implements BearerLogin.AccessTokens {
    private static final Duration LEFT = Duration.ofMinutes(5);
    private static final int LONGEST_REASON = 300;

    private final TokenCredential credential;
    private final InstantSource clock;
    private final Map<String, AccessToken> kept = new HashMap<>();

    EntraTokens(TokenCredential credential, InstantSource clock) {
        this.credential = credential;
        this.clock = clock;
    }

    /** As the environment offers it: variables of a service principal, workload identity in CI, managed identity, az login. */
    static EntraTokens ofEnvironment() {
        return new EntraTokens(new DefaultAzureCredentialBuilder().build(), InstantSource.system());
    }

    @Override
    public synchronized Secret token(String scope) throws BearerLogin.NoTokenException {
        AccessToken token = kept.get(scope);
        if (token == null
                || token.getExpiresAt().toInstant().isBefore(clock.instant().plus(LEFT))) {
            token = fresh(scope);
            kept.put(scope, token);
        }
        return Secret.of(token.getToken());
    }

    private AccessToken fresh(String scope) throws BearerLogin.NoTokenException {
        try {
            AccessToken token = credential.getTokenSync(new TokenRequestContext().addScopes(scope));
            if (token == null) {
                throw new BearerLogin.NoTokenException("the sign-in gave no token");
            }
            return token;
        } catch (RuntimeException e) {
            // Azure's library has many kinds of them. Its first line says which ways it tried; no token stands in it.
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new BearerLogin.NoTokenException(
                    first.length() > LONGEST_REASON ? first.substring(0, LONGEST_REASON) + "..." : first);
        }
    }
}
