package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.HeardLinks;
import io.github.flexyfleet.fleet.gateway.Targets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has a meaning for the links of accounts reaches them through what stands around them. */
class PlannedLinksTest {
    @TempDir
    private Path folder;

    private final HeardLinks links = new HeardLinks();

    @Test
    void theReserveIsOpenedAndTheAccountIsNamed() {
        DeviceLinks around = new PlannedLinks(new PlanKit(folder).plan(PlanKit.FLEET), links);

        around.openReserve();

        assertThat(links.isReserveOpen()).isTrue();
        assertThat(around.account(Targets.target("pump-1"))).isEqualTo("acme");
    }
}
