package io.github.flexyfleet.fleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.report.ConsoleLog;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceLogsTest {
    private static final String EVENTS = """
            "TimeInt";"TimeStr";"Event";"EventId"\r
            1795377600;"22/11/2026 21:00:00";"boot";0\r
            1795377602;"22/11/2026 21:00:02";"said \\"no\\"; twice";107\r
            """;

    private final VirtualPace pace = new VirtualPace();
    private final FakeGateway gateway = new FakeGateway(Targets.target("d1"), pace);

    @Test
    void bothLogsAreMergedByTimeAndLabelled() throws Exception {
        gateway.withEvents(EVENTS);

        List<String> lines = ConsoleLog.lines(DeviceLogs.read(gateway, 50));

        assertThat(lines)
                .containsExactly(
                        "2026-11-22T20:00:00Z  flexy    boot",
                        "2026-11-22T20:00:01Z  runtime  start 1",
                        "2026-11-22T20:00:02Z  flexy    said \"no\"; twice");
    }

    @Test
    void withoutARuntimeTheFlexysOwnLogIsShownAlone() throws Exception {
        gateway.withoutRuntime().withEvents(EVENTS);

        assertThat(DeviceLogs.read(gateway, 1)).extracting(LogLine::text).containsExactly("said \"no\"; twice");
    }

    @Test
    void whatIsNoTableIsShownAsItIs() throws Exception {
        gateway.withEvents("header\nsomething went\u001b[31m wrong\n");

        assertThat(ConsoleLog.lines(DeviceLogs.read(gateway, 50)))
                .containsExactly(
                        "2026-11-22T20:00:01Z  runtime  start 1",
                        "-                     flexy    something went?[31m wrong");
    }
}
