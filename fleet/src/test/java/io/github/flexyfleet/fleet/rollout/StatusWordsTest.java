package io.github.flexyfleet.fleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.report.ConsoleStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusWordsTest {
    private final DeviceTarget target = Targets.target("pump-1");
    private final FakeGateway gateway = new FakeGateway(target, new VirtualPace());

    private List<String> lines() throws DeviceProblemException {
        return ConsoleStatus.lines(List.of(new DeviceState(target, gateway.status(), 1, Optional.empty())));
    }

    @Test
    void whyADeviceIsNotConnectedIsSaidInWordsWithAMend() throws DeviceProblemException {
        gateway.confirmed(target.digest()).mute("");
        assertThat(lines())
                .last()
                .asString()
                .startsWith("pump-1 hub tcp: the hub's name has an address")
                .endsWith("8883, or 443 with transport https");
    }

    @Test
    void aConnectedDeviceHasNoSuchLine() throws DeviceProblemException {
        gateway.confirmed(target.digest());
        assertThat(lines()).noneMatch(line -> line.contains(" hub "));
    }
}
