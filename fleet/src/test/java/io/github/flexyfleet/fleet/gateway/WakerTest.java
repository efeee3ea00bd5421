package io.github.flexyfleet.fleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.rollout.StatusReader;
import io.github.flexyfleet.fleet.talk2m.FakeTalk2m;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakerTest {
    private static final String DEVICE = """
            {"id":7,"name":"Name of d1","encodedName":"Name+of+d1","status":"%s","m2webServer":""}""";

    private final FakeTalk2m talk2m = new FakeTalk2m();
    private final M2WebClient client = talk2m.client();
    private final VirtualPace pace = new VirtualPace();
    private final List<String> asked = new ArrayList<>();
    private int looksUntilOnline = 2;
    private Talk2mLinks links;

    @BeforeEach
    void connect() throws Exception {
        talk2m.deviceList = "{\"ewons\":[" + DEVICE.formatted("offline") + "],\"success\":true}";
        talk2m.onDevice = request -> {
            String service = request.target().replaceFirst("^/t2mapi/([a-z]+).*", "$1");
            asked.add(service);
            return switch (service) {
                case "getewon" ->
                    FakeTalk2m.answer(
                            200,
                            "{\"ewon\":" + DEVICE.formatted(looksUntilOnline-- > 1 ? "offline" : "online")
                                    + ",\"success\":true}");
                case "wakeup", "sendoffline" -> FakeTalk2m.answer(200, "{\"success\":true}");
                default -> FakeTalk2m.answer(200, "<h1>Error</h1>");
            };
        };
        FlexyForms forms = new FlexyForms(client, device -> FakeTalk2m.DEVICE_LOGIN);
        Talk2mLinks.Account account = new Talk2mLinks.Account(
                "acme",
                forms,
                new RuntimeClient(forms, M2WebSettings.Retries.standard(new Random(1), pause -> {})),
                new CallCounter(),
                new CallBudget("acme", CallLedger.inMemory(), new CallLimit(1000, 0), pace::now));
        RuntimeRelease release = RuntimeRelease.of("1", new byte[] {1}, Optional.empty());
        links = new Talk2mLinks(client, account, new Talk2mLinks.DeviceWork(release, pace, Duration.ofSeconds(10), 12));
    }

    @AfterEach
    void close() {
        client.close();
        talk2m.close();
    }

    private static DeviceTarget target(boolean triggered) {
        return Targets.target("d1")
                .with(new DeviceTarget.Handling(false, triggered, new SavedPrograms(Path.of("saved"))));
    }

    @Test
    void aTriggeredDeviceIsWokenOnceAndSentOfflineAtTheEnd() throws Exception {
        try (DeviceLink link = links.open(target(true))) {
            assertThat(link.status()).isEmpty();
        }

        assertThat(asked).containsExactly("wakeup", "getewon", "getewon", "get", "sendoffline");
    }

    @Test
    void aDeviceThatDoesNotComeIsADebtAfterABoundedNumberOfCalls() {
        looksUntilOnline = 1000;
        Instant start = pace.now();

        DeviceProblemException debt =
                catchThrowableOfType(DeviceProblemException.class, () -> links.open(target(true)));

        assertThat(debt.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(asked).hasSize(1 + Waker.LOOKS);
        assertThat(Duration.between(start, pace.now())).isEqualTo(Duration.ofMinutes(6));
    }

    @Test
    void aPermanentDeviceThatIsOfflineIsADebtWithoutAnyCall() {
        DeviceProblemException debt =
                catchThrowableOfType(DeviceProblemException.class, () -> links.open(target(false)));

        assertThat(debt.outcome()).isEqualTo(Outcome.UNREACHABLE);
        assertThat(asked).isEmpty();
    }

    @Test
    void statusWakesNobody() throws Exception {
        List<DeviceState> states = new StatusReader(links, 1, pace::now).read(List.of(target(true)));

        assertThat(states.get(0).problem().orElseThrow().code()).isEqualTo(ProblemCode.OFFLINE);
        assertThat(asked).isEmpty();
    }
}
