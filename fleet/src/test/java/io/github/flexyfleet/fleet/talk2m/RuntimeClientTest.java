package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuntimeClientTest extends GatewayBehindTalk2m {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final String OTHER = "fedcba9876543210".repeat(4);
    private static final String STATUS = """
            {"protocol":1,"ok":true,"form":"fleetStatus",
             "serial":"2005-0001-25","firmware":"14.9","runtime":"0.1.0","boot":3,"uptimeSeconds":120,
             "state":"trial","confirmed":"%s","candidate":"%s","running":"%s",
             "revertInSeconds":540,"lastRequest":"r-1","lastOutcome":"reverted-boots",
             "hub":{"status":"connected","code":5,"seconds":42,"host":"h.azure-devices.net","barrier":true},
             "certificate":{"fingerprint":"%s","notAfter":"2036-11-22T00:00:00Z"},
             "sequence":17,"acknowledged":15,"spool":2,"dropped":1,"tags":6,
             "error":"12 words","clock":"2026-11-22T19:00:00Z","freeHeap":20000000,"freeFlash":28000000,
             "later":{"unknown":true}}""".formatted(OTHER, DIGEST, DIGEST, "AB".repeat(32));

    @Test
    void readsTheStatus() {
        answering(STATUS);

        assertThat(runtime.status(device))
                .contains(new RuntimeStatus(
                        new RuntimeStatus.Flexy(
                                "2005-0001-25", "14.9", Instant.parse("2026-11-22T19:00:00Z"), 20_000_000, 28_000_000),
                        new RuntimeStatus.Program("0.1.0", 3, Duration.ofMinutes(2)),
                        new RuntimeStatus.Bundles(
                                RuntimeState.TRIAL,
                                Optional.of(OTHER),
                                Optional.of(DIGEST),
                                Optional.of(DIGEST),
                                Duration.ofMinutes(9),
                                "r-1",
                                RuntimeStatus.TrialOutcome.REVERTED_BOOTS),
                        new RuntimeStatus.HubLink(
                                RuntimeStatus.LinkState.CONNECTED,
                                5,
                                Duration.ofSeconds(42),
                                "h.azure-devices.net",
                                true),
                        new RuntimeStatus.Certificate(
                                Optional.of(new Fingerprint("AB".repeat(32))),
                                Optional.of(Instant.parse("2036-11-22T00:00:00Z"))),
                        new RuntimeStatus.Queue(17, 15, 2, 1, 6),
                        "12 words"));
    }

    @Test
    void readsTheStatusOfAnEmptyRuntime() {
        answering(STATUS.replace(DIGEST, "")
                .replace(OTHER, "")
                .replace("AB".repeat(32), "")
                .replace("2036-11-22T00:00:00Z", "")
                .replace("trial", "empty")
                .replace("reverted-boots", "")
                .replace("connected", "off"));

        RuntimeStatus status = runtime.status(device).orElseThrow();

        assertThat(status.bundles().running()).isEmpty();
        assertThat(status.bundles().lastOutcome()).isEqualTo(RuntimeStatus.TrialOutcome.NONE);
        assertThat(status.certificate()).isEqualTo(new RuntimeStatus.Certificate(Optional.empty(), Optional.empty()));
        assertThat(status.hub().state()).isEqualTo(RuntimeStatus.LinkState.OFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>no JVM</html>",
                "{\"status\":\"error\",\"error\":\"unknown form\"}\n{\"status\":\"error\",\"error\":\"unknown parameter\"}",
                "{\"protocol\":\"other\"}",
                "[1]",
                "1"
            })
    void whatIsNotOurJsonIsNoRuntime(String body) {
        answering(body);

        assertThat(runtime.status(device)).isEmpty();
        assertThatThrownBy(() -> runtime.log(device, 10)).isInstanceOf(RuntimeAbsentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void anErrorPageIsNoRuntime(int status) {
        talk2m.onDevice = request -> FakeTalk2m.answer(status, "<html>error</html>");

        assertThat(runtime.status(device)).isEmpty();
    }

    @Test
    void anOfflineDeviceIsNotADeviceWithoutRuntime() {
        talk2m.onDevice = request -> FakeTalk2m.apiError(502, "Device [x] is currently unavailable");

        assertThatThrownBy(() -> runtime.status(device)).isInstanceOf(M2WebException.class);
    }

    @Test
    void aDamagedAnswerIsNotTakenForAForeignOne() {
        answering(STATUS.replace("\n", "").substring(0, 200));

        assertThatThrownBy(() -> runtime.status(device))
                .isInstanceOf(RuntimeProtocolException.class)
                .isNotInstanceOf(RuntimeAbsentException.class)
                .hasMessageContaining("damaged");
    }

    /** Takes out each member of the status in turn, and gives each a value of another kind. */
    @Test
    void missesEveryMember() {
        for (String name : List.of(
                "ok",
                "form",
                "serial",
                "firmware",
                "runtime",
                "boot",
                "uptimeSeconds",
                "state",
                "confirmed",
                "candidate",
                "running",
                "revertInSeconds",
                "lastRequest",
                "lastOutcome",
                "hub",
                "status",
                "code",
                "seconds",
                "host",
                "barrier",
                "certificate",
                "fingerprint",
                "notAfter",
                "sequence",
                "acknowledged",
                "spool",
                "dropped",
                "tags",
                "error",
                "clock",
                "freeHeap",
                "freeFlash")) {
            assertThat(STATUS).contains("\"" + name + "\":");
            answering(STATUS.replace("\"" + name + "\":", "\"x\":"));
            assertThatThrownBy(() -> runtime.status(device))
                    .as(name)
                    .isInstanceOf(RuntimeProtocolException.class)
                    .hasMessageContaining("\"" + name + "\"");
            answering(STATUS.replace("\"" + name + "\":", "\"" + name + "\":[1],\"x\":"));
            assertThatThrownBy(() -> runtime.status(device))
                    .as(name)
                    .isInstanceOf(RuntimeProtocolException.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }

    @Test
    void refusesValuesOutOfRange() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "\"protocol\":1", "\"protocol\":2",
                        "\"form\":\"fleetStatus\"", "\"form\":\"fleetLog\"",
                        "\"boot\":3", "\"boot\":-3",
                        "\"sequence\":17", "\"sequence\":1.5",
                        "\"state\":\"trial\"", "\"state\":\"tried\"",
                        "\"confirmed\":\"f", "\"confirmed\":\"F",
                        "\"fingerprint\":\"A", "\"fingerprint\":\"a",
                        "2036-11-22T00:00:00Z", "next year",
                        "\"uptimeSeconds\":120", "\"uptimeSeconds\":99999999999")
                .entrySet()) {
            assertThat(STATUS).contains(wrong.getKey());
            answering(STATUS.replace(wrong.getKey(), wrong.getValue()));
            assertThatThrownBy(() -> runtime.status(device))
                    .as(wrong.getValue())
                    .isInstanceOf(RuntimeProtocolException.class);
        }
    }

    @Test
    void repeatsReadsButNoTrial() {
        AtomicInteger asked = new AtomicInteger();
        talk2m.onDevice = request -> {
            asked.incrementAndGet();
            return FakeTalk2m.apiError(502, "Timeout while reaching device [x]");
        };

        assertThatThrownBy(() -> runtime.status(device)).isInstanceOf(M2WebException.class);
        assertThat(asked.getAndSet(0)).isEqualTo(3);
        assertThatThrownBy(() -> runtime.log(device, 5)).isInstanceOf(M2WebException.class);
        assertThat(asked.getAndSet(0)).isEqualTo(3);
        assertThatThrownBy(() -> runtime.apply(device, DIGEST, Duration.ofMinutes(10), "r-1"))
                .isInstanceOf(M2WebException.class);
        assertThatThrownBy(() -> runtime.confirm(device, DIGEST, "r-2")).isInstanceOf(M2WebException.class);
        assertThatThrownBy(() -> runtime.revert(device, DIGEST, "r-3")).isInstanceOf(M2WebException.class);
        assertThat(asked.getAndSet(0)).isEqualTo(3);
    }

    @Test
    void appliesConfirmsAndReverts() {
        answering("{\"protocol\":1,\"ok\":true,\"form\":\"fleetApply\",\"state\":\"trial\",\"running\":\"" + DIGEST
                + "\"}");
        assertThat(runtime.apply(device, DIGEST, Duration.ofMinutes(10), "r-1"))
                .isEqualTo(new ApplyAnswer(RuntimeState.TRIAL, Optional.of(DIGEST)));
        assertThat(last())
                .containsEntry("digest", DIGEST)
                .containsEntry("revertAfterSeconds", "600")
                .containsEntry("request", "r-1");

        answering("{\"protocol\":1,\"ok\":true,\"form\":\"fleetConfirm\",\"state\":\"confirmed\",\"confirmed\":\""
                + DIGEST + "\"}");
        assertThat(runtime.confirm(device, DIGEST, "r-2"))
                .isEqualTo(new TrialAnswer(RuntimeState.CONFIRMED, Optional.of(DIGEST)));

        answering("{\"protocol\":1,\"ok\":true,\"form\":\"fleetRevert\",\"state\":\"empty\",\"confirmed\":\"\"}");
        assertThat(runtime.revert(device, DIGEST, "r-3"))
                .isEqualTo(new TrialAnswer(RuntimeState.EMPTY, Optional.empty()));
        assertThat(last()).containsEntry("digest", DIGEST).containsEntry("request", "r-3");
    }

    @Test
    void readsTheLog() {
        answering("{\"protocol\":1,\"ok\":true,\"form\":\"fleetLog\",\"lines\":[\"a\",\"b\"]}");

        assertThat(runtime.log(device, 2)).containsExactly("a", "b");
        assertThat(last()).containsEntry("lines", "2");
    }

    @Test
    void refusesWrongArgumentsBeforeSending() {
        List<Runnable> calls = List.of(
                () -> runtime.apply(device, "x", Duration.ofMinutes(10), "r"),
                () -> runtime.apply(device, DIGEST, Duration.ofSeconds(59), "r"),
                () -> runtime.apply(device, DIGEST, Duration.ofDays(2), "r"),
                () -> runtime.apply(device, DIGEST, Duration.ofMinutes(10), "r 1"),
                () -> runtime.confirm(device, DIGEST, "r".repeat(65)),
                () -> runtime.log(device, 0),
                () -> runtime.log(device, 201),
                () -> new PutRequest(DIGEST, "../x", 1, DIGEST, 0, ""),
                () -> new PutRequest(DIGEST, "x", 1, DIGEST, 2, ""));
        for (Runnable call : calls) {
            assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(talk2m.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(RuntimeRefusal.Code.class)
    void tellsRefusalsApart(RuntimeRefusal.Code code) {
        answering("{\"protocol\":1,\"ok\":false,\"form\":\"fleetApply\",\"error\":\"" + code.wire()
                + "\",\"message\":\"line\\n1\",\"missing\":[\"device.key\"]}");

        assertThatThrownBy(() -> runtime.apply(device, DIGEST, Duration.ofMinutes(10), "r-1"))
                .isInstanceOfSatisfying(RuntimeRefusal.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.reason()).isEqualTo("line 1");
                    assertThat(e.missing()).containsExactly("device.key");
                });
    }

    @Test
    void uploadsOverTheWholeStack() {
        FakeRuntime flexy = new FakeRuntime();
        AtomicInteger puts = new AtomicInteger();
        talk2m.onDevice = request -> {
            Map<String, String> form = request.form();
            String answer = flexy.put(new PutRequest(
                    form.get("digest"),
                    form.get("name"),
                    Long.parseLong(form.get("size")),
                    form.get("sha256"),
                    Long.parseLong(form.get("offset")),
                    form.get("data")));
            return puts.incrementAndGet() == 2 ? FakeTalk2m.lostAnswer() : FakeTalk2m.answer(200, answer);
        };
        byte[] file = "line\n".repeat(2000).getBytes(StandardCharsets.US_ASCII);
        byte[] manifest = ("flexyfleet-bundle 1\n" + Digests.of(file) + " " + file.length + " device.json\n")
                .getBytes(StandardCharsets.US_ASCII);

        UploadReport report = runtime.upload(device, Digests.of(manifest), manifest, Map.of("device.json", file)::get);

        assertThat(flexy.file("device.json")).isEqualTo(file);
        assertThat(report.puts()).isEqualTo(5);
        assertThat(puts).hasValue(6);
    }

    private Map<String, String> last() {
        return talk2m.requests().get(talk2m.requests().size() - 1).form();
    }

    private void answering(String body) {
        talk2m.onDevice = request -> FakeTalk2m.answer(200, body);
    }
}
