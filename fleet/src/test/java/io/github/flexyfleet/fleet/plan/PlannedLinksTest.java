package io.github.flexyfleet.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceLinks;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Targets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has a meaning for the links of accounts reaches them through what stands around them. */
class PlannedLinksTest {
    @TempDir
    private Path folder;

    private boolean open;

    private final DeviceLinks links = new DeviceLinks() {
        @Override
        public DeviceLink open(DeviceTarget target) {
            throw new AssertionError("nothing is opened here");
        }

        @Override
        public void openReserve() {
            open = true;
        }

        @Override
        public String account(DeviceTarget target) {
            return "acme";
        }
    };

    @Test
    void theReserveIsOpenedAndTheAccountIsNamed() {
        DeviceLinks around = new PlannedLinks(new PlanKit(folder).plan(PlanKit.FLEET), links);

        around.openReserve();

        assertThat(open).isTrue();
        assertThat(around.account(Targets.target("pump-1"))).isEqualTo("acme");
    }
}
