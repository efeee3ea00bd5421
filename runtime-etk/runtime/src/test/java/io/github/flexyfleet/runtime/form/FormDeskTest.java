package io.github.flexyfleet.runtime.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.kit.MemoryStore;
import io.github.flexyfleet.runtime.kit.TestBundle;
import io.github.flexyfleet.runtime.kit.TestJars;
import io.github.flexyfleet.runtime.kit.TestScripts;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.FlashLog;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormDeskTest {
    private static final TestBundle BUNDLE = TestBundle.of("x");

    private final ManualClock clock = new ManualClock();
    private final EventLog log = new EventLog(clock);
    private FormDesk desk;

    @BeforeEach
    void open() {
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), log);
        keeper.open();
        desk = new FormDesk(
                keeper,
                TestJars.none(log),
                TestScripts.none(log),
                new Board(),
                log,
                new FlashLog(new MemoryStore(), log),
                clock,
                "0.1.0");
    }

    private String answer(String form, Map<String, String> fields) {
        return desk.answer(form, name -> fields.getOrDefault(name, ""));
    }

    private static Map<String, String> put() {
        byte[] manifest = BUNDLE.content(TestBundle.MANIFEST);
        return new HashMap<>(Map.of(
                "digest", BUNDLE.digest(),
                "name", TestBundle.MANIFEST,
                "size", Integer.toString(manifest.length),
                "sha256", BUNDLE.digest(),
                "offset", "0",
                "data", Base64.getEncoder().encodeToString(manifest)));
    }

    @Test
    void putAnswersWhatTheDeviceHolds() {
        int size = BUNDLE.content(TestBundle.MANIFEST).length;
        assertThat(answer("fleetPut", put()))
                .isEqualTo("{\"protocol\":1,\"ok\":true,\"form\":\"fleetPut\",\"name\":\"manifest\",\"have\":" + size
                        + ",\"complete\":true,\"missing\":[\"device.crt\",\"device.json\",\"device.key\","
                        + "\"roots.pem\"]}");
    }

    @Test
    void applyNamesWhatIsMissing() {
        answer("fleetPut", put());
        assertThat(answer("fleetApply", Map.of("digest", BUNDLE.digest(), "revertAfterSeconds", "600", "request", "r")))
                .startsWith("{\"protocol\":1,\"ok\":false,\"form\":\"fleetApply\",\"error\":\"incomplete\",")
                .endsWith("\"missing\":[\"device.crt\",\"device.json\",\"device.key\",\"roots.pem\"]}");
    }

    @ParameterizedTest
    @CsvSource({
        "digest,ABC",
        "digest,''",
        "name,../x",
        "name,''",
        "name,Manifest",
        "size,-1",
        "size,262145",
        "size,x",
        "size,''",
        "sha256,''",
        "offset,1",
        "offset,x",
        "data,'A'",
        "data,'A A='"
    })
    void aWrongFieldOfPutIsABadRequest(String field, String value) {
        Map<String, String> fields = put();
        fields.put(field, value);
        assertThat(answer("fleetPut", fields)).contains("\"ok\":false").contains("\"error\":\"bad-request\"");
    }

    @ParameterizedTest
    @CsvSource({"59,r", "86401,r", "'',r", "600,''", "600,a b", "600,é"})
    void aWrongFieldOfApplyIsABadRequest(String seconds, String request) {
        assertThat(answer(
                        "fleetApply",
                        Map.of("digest", BUNDLE.digest(), "revertAfterSeconds", seconds, "request", request)))
                .contains("\"error\":\"bad-request\"");
    }

    @Test
    void theManifestsHashMustBeTheDigest() {
        Map<String, String> fields = put();
        fields.put("sha256", "0".repeat(64));
        assertThat(answer("fleetPut", fields)).contains("\"error\":\"bad-digest\"");
    }

    @Test
    void confirmAndRevertAnswerStateAndConfirmed() {
        Map<String, String> fields = Map.of("digest", BUNDLE.digest(), "request", "r");
        assertThat(answer("fleetConfirm", fields)).contains("\"error\":\"not-candidate\"");
        assertThat(answer("fleetRevert", fields))
                .isEqualTo("{\"protocol\":1,\"ok\":true,\"form\":\"fleetRevert\",\"state\":\"empty\","
                        + "\"confirmed\":\"\"}");
    }

    @Test
    void logGivesTheLastLinesOldestFirst() {
        for (int i = 0; i < 300; i++) {
            clock.pass(10_000);
            log.add("line " + i);
        }
        assertThat(answer("fleetLog", Map.of("lines", "2")))
                .isEqualTo("{\"protocol\":1,\"ok\":true,\"form\":\"fleetLog\",\"lines\":["
                        + "\"2026-11-22T19:49:50Z line 298\",\"2026-11-22T19:50:00Z line 299\"]}");
        assertThat(answer("fleetLog", Map.of()).split("line ")).hasSize(1 + 50);
        assertThat(answer("fleetLog", Map.of("lines", "200")).split("line ")).hasSize(1 + 200);
        assertThat(answer("fleetLog", Map.of("lines", "201"))).contains("bad-request");
    }

    @Test
    void theLogIsKeptOnFlashForSoManyHours() {
        assertThat(answer("fleetLog", Map.of("lines", "1", "flash", "24"))).endsWith(",\"flashHours\":24}");
        assertThat(answer("fleetLog", Map.of("lines", "1"))).endsWith(",\"flashHours\":24}");
        assertThat(answer("fleetLog", Map.of("lines", "1", "flash", "0"))).doesNotContain("flashHours");
        assertThat(answer("fleetLog", Map.of("flash", "73"))).contains("bad-request");
    }

    @Test
    void repeatedLinesAreCounted() {
        for (int i = 0; i < 5; i++) {
            log.add("again");
        }
        assertThat(answer("fleetLog", Map.of("lines", "1"))).contains("again (5 times)");
    }

    @Test
    void unknownFormsAndFailuresAreAnswersToo() {
        assertThat(answer("fleet\"X", Map.of()))
                .isEqualTo("{\"protocol\":1,\"ok\":false,\"form\":\"fleet\\\"X\",\"error\":\"unknown-form\","
                        + "\"message\":\"the runtime has no such form\"}");
        assertThat(desk.answer("fleetLog", name -> {
                    throw new IllegalStateException("x");
                }))
                .contains("\"error\":\"internal\"");
        assertThat(log.error()).startsWith("internal: form fleetLog");
    }
}
