package io.github.flexyfleet.fleet.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.HeardLinks;
import io.github.flexyfleet.fleet.gateway.Targets;
import org.junit.jupiter.api.Test;

/** What has a meaning for the links of accounts reaches them through what stands around them. */
class JournaledLinksTest {
    private final HeardLinks links = new HeardLinks();

    @Test
    void theReserveIsOpenedAndTheAccountIsNamed() {
        DeviceLinks around = new JournaledLinks(links, null, null);

        around.openReserve();

        assertThat(links.isReserveOpen()).isTrue();
        assertThat(around.account(Targets.target("pump-1"))).isEqualTo("acme");
    }
}
