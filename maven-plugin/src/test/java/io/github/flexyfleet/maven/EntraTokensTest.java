package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.flexyfleet.fleet.hub.BearerLogin;
import io.github.flexyfleet.fleet.hub.HubResource;
import io.github.flexyfleet.fleet.hub.HubResourceReader;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.simulator.hub.HubTier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Sign-in with Entra ID: a credential of Azure's library that a test holds, and the rehearsal hub that checks its tokens. */
class EntraTokensTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private Instant now = NOON;
    private final InstantSource clock = () -> now;
    private final List<List<String>> asked = new ArrayList<>();

    /** Gives out token-1, token-2 and so on, each good for an hour. */
    private final TokenCredential credential = new TokenCredential() {
        @Override
        public Mono<AccessToken> getToken(TokenRequestContext request) {
            asked.add(request.getScopes());
            return Mono.just(new AccessToken(
                    "token-" + asked.size(), now.plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC)));
        }
    };

    private IotHubRegistry registry(IdentityHub world, TokenCredential by) {
        return world.client(new BearerLogin(IdentityHub.HOST, new EntraTokens(by, clock)), Optional.empty());
    }

    @Test
    void aTokenForTheHubsScopeOpensTheRegistryAndIsKeptUntilItIsOld() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1);
                IotHubRegistry registry = registry(world, credential)) {
            world.hub.grant("token-1", NOON.plus(Duration.ofHours(1)));
            world.hub.grant("token-2", NOON.plus(Duration.ofHours(2)));

            registry.create(PUMP, IdentityHub.certificate("pump-1"));
            assertThat(registry.find(PUMP)).isPresent();
            assertThat(asked).containsExactly(List.of("https://iothubs.azure.net/.default"));

            now = NOON.plus(Duration.ofMinutes(56));
            assertThat(registry.find(PUMP)).isPresent();
            assertThat(asked).hasSize(2);
        }
    }

    @Test
    void azureResourceManagerGetsATokenOfItsOwn() throws Exception {
        EntraTokens tokens = new EntraTokens(credential, clock);
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1);
                IotHubRegistry registry = world.client(new BearerLogin(IdentityHub.HOST, tokens), Optional.empty());
                HubResourceReader azure = new HubResourceReader("management.azure.com", tokens, world.network())) {
            world.hub.grant("token-1", NOON.plus(Duration.ofHours(1)));
            world.azure.grant("token-2", NOON.plus(Duration.ofHours(1)));

            assertThat(registry.find(PUMP)).isEmpty();
            String id = azure.find(IdentityHub.HOST).orElseThrow();
            assertThat(azure.read(id).sku()).contains("S1");
            assertThat(azure.consumerGroups(id)).containsExactly("$Default");
            assertThat(azure.messages(id)).contains(new HubResource.Messages(0, 400_000));
            assertThat(asked)
                    .containsExactly(
                            List.of("https://iothubs.azure.net/.default"),
                            List.of("https://management.azure.com/.default"));
        }
    }

    @Test
    void aTokenThatTheHubDoesNotKnowIsRefused() throws Exception {
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1);
                IotHubRegistry registry = registry(world, credential)) {
            assertThatThrownBy(() -> registry.find(PUMP))
                    .isInstanceOfSatisfying(
                            IotHubException.class,
                            e -> assertThat(e.failure()).isInstanceOf(IotHubFailure.Unauthorized.class))
                    .hasMessageNotContaining("token-1");
        }
    }

    @Test
    void whyThereIsNoTokenIsSaidInOneLineAndNothingIsSent() throws Exception {
        TokenCredential none = request -> Mono.error(new IllegalStateException(
                "EnvironmentCredential authentication unavailable. Run az login\nand a page of advice"));
        try (IdentityHub world = new IdentityHub(folder, HubTier.S1);
                IotHubRegistry registry = registry(world, none)) {
            assertThatThrownBy(() -> registry.find(PUMP))
                    .isInstanceOf(IotHubException.class)
                    .hasMessageContaining("sign in with Entra ID")
                    .hasMessageContaining("Run az login")
                    .hasMessageNotContaining("page of advice");
            assertThat(world.takeCalls()).isZero();
        }
    }
}
