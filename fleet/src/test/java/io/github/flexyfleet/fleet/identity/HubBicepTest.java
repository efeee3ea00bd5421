package io.github.flexyfleet.fleet.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HubBicepTest {
    /**
     * A grammar of Bicep (tree-sitter-bicep 1.1.0) reads the golden file without an error, and each of its members is one of
     * the types that Bicep's compiler goes by (Azure/bicep-types-az, Microsoft.Devices 2023-06-30): to be done again by hand
     * when it changes.
     */
    @Test
    void itHasTheTierAConsumerGroupAndAFallbackRoute() throws Exception {
        HubSettings hub = new HubSettings("acme-hub.azure-devices.net", HubTier.S1, 2);

        try (InputStream golden = getClass().getResourceAsStream("hub.bicep")) {
            assertThat(HubBicep.of(hub, "waterworks"))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
