package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class BundleUploadTest {
    private static final String CALL = "d fleetPut";

    private final Map<String, byte[]> files = new TreeMap<>();
    private final FakeRuntime runtime = new FakeRuntime();
    private final List<PutRequest> requests = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    BundleUploadTest() {
        Random random = new Random(7);
        for (String name : List.of("device.crt", "device.json", "device.key", "roots.pem")) {
            byte[] bytes = new byte[1000 + random.nextInt(8000)];
            random.nextBytes(bytes);
            files.put(name, bytes);
        }
        files.put("empty.txt", new byte[0]);
        files.put("exact.bin", new byte[2 * BundleUpload.CHUNK]);
    }

    @Test
    void sendsTheManifestFirstThenAllFiles() {
        UploadReport report = upload(number -> null);

        assertArrived();
        assertThat(requests.get(0).name()).isEqualTo(PutRequest.MANIFEST);
        assertThat(report.puts()).isEqualTo(requests.size()).isEqualTo(chunks());
        assertThat(report.bytes())
                .isEqualTo(manifest().length
                        + files.values().stream().mapToLong(file -> file.length).sum());
        assertThat(requests).allSatisfy(request -> assertThat(request.base64()).hasSizeLessThanOrEqualTo(4096));
    }

    @Test
    void sendsOnlyWhatTheDeviceLacks() {
        files.forEach((name, bytes) -> {
            if (!name.equals("device.json")) {
                runtime.confirmed(name, bytes);
            }
        });

        upload(number -> null);

        assertThat(requests).extracting(PutRequest::name).containsOnly(PutRequest.MANIFEST, "device.json");
        assertThat(runtime.file("device.json")).isEqualTo(files.get("device.json"));
    }

    @Test
    void aSecondUploadCostsOnePut() {
        upload(number -> null);
        requests.clear();

        assertThat(upload(number -> null).puts()).isEqualTo(1);
    }

    @Test
    void goesOnWhereTheDeviceStoppedAfterACutAtAnyChunk() {
        int all = chunks();
        for (int cut = 0; cut < all; cut++) {
            int at = cut;
            FakeRuntime device = new FakeRuntime();
            assertThatThrownBy(() -> upload(device, number -> number >= at ? new M2WebFailure.DeviceOffline() : null))
                    .isInstanceOf(M2WebException.class);
            requests.clear();

            upload(device, number -> null);

            assertThat(files)
                    .allSatisfy((name, bytes) -> assertThat(device.file(name)).isEqualTo(bytes));
            // The manifest once more, and once the question where the cut file goes on.
            assertThat(requests).as("cut at put %d of %d", cut, all).hasSizeLessThanOrEqualTo(all - cut + 2);
        }
    }

    @Test
    void goesOnWhereAnUploadBrokeOff() {
        int all = chunks();
        assertThatThrownBy(() -> upload(number -> number >= all - 3 ? new M2WebFailure.DeviceOffline() : null))
                .isInstanceOf(M2WebException.class);
        requests.clear();

        upload(number -> null);

        assertArrived();
        assertThat(requests.size())
                .as("the manifest, one look at the broken file, what was left")
                .isLessThanOrEqualTo(6);
    }

    /** For each moment: the request or its answer is lost there. */
    @Test
    void survivesALossAtAnyMoment() {
        int all = chunks();
        for (int moment = 1; moment <= all; moment++) {
            for (boolean landed : new boolean[] {false, true}) {
                BundleUploadTest fresh = new BundleUploadTest();
                int lost = moment;
                fresh.upload(number -> number == lost ? new M2WebFailure.TransportFailed("test") : null, landed);

                fresh.assertArrived();
                assertThat(fresh.requests).hasSize(all + 1);
                assertThat(fresh.pauses).hasSize(1);
            }
        }
    }

    @Test
    void triesAreBounded() {
        assertThatThrownBy(() -> upload(number -> number >= 3 ? new M2WebFailure.DeviceTimeout() : null))
                .isInstanceOfSatisfying(
                        M2WebException.class, e -> assertThat(e.failure()).isEqualTo(new M2WebFailure.DeviceTimeout()));
        assertThat(requests).hasSize(2 + 3);
    }

    @Test
    void whatDoesNotHealIsNotRepeated() {
        assertThatThrownBy(() -> upload(number -> number == 3 ? new M2WebFailure.DeviceRefused() : null))
                .isInstanceOf(M2WebException.class);
        assertThat(requests).hasSize(3);
    }

    @Test
    void goesBackToWhatTheDeviceStillHas() {
        run(request -> {
            if (requests.size() == 4) {
                runtime.forget(request.name());
            }
            return runtime.put(request);
        });

        assertArrived();
    }

    @Test
    void sendsADroppedFileAgainButNotForEver() {
        int[] left = {1};
        run(request -> request.name().equals("device.crt") && left[0]-- > 0
                ? FakeRuntime.refusal("bad-digest")
                : runtime.put(request));
        assertArrived();

        requests.clear();
        assertThatThrownBy(() -> run(request -> FakeRuntime.refusal("bad-digest")))
                .isInstanceOfSatisfying(
                        RuntimeRefusal.class, e -> assertThat(e.code()).isEqualTo(RuntimeRefusal.Code.BAD_DIGEST));
        assertThat(requests).hasSize(1 + BundleUpload.SETBACKS);
    }

    @Test
    void otherRefusalsEndTheUpload() {
        assertThatThrownBy(() -> run(request -> FakeRuntime.refusal("storage")))
                .isInstanceOfSatisfying(
                        RuntimeRefusal.class, e -> assertThat(e.code()).isEqualTo(RuntimeRefusal.Code.STORAGE));
        assertThat(requests).hasSize(1);
    }

    @Test
    void aDeviceThatMakesNoSenseEndsTheUpload() {
        String manifestDone =
                "{\"protocol\":1,\"ok\":true,\"form\":\"fleetPut\",\"name\":\"manifest\",\"have\":9,\"complete\":true";
        for (String answer : List.of(
                manifestDone + "}",
                manifestDone + ",\"missing\":[\"foreign.txt\"]}",
                manifestDone.replace("\"manifest\"", "\"device.crt\"") + ",\"missing\":[]}",
                manifestDone.replace("9", "999999") + ",\"missing\":[]}",
                manifestDone
                                .replace("true,\"form", "true ,\"form")
                                .replace("\"complete\":true", "\"complete\":false")
                                .replace("9", "0")
                        + "}")) {
            requests.clear();
            assertThatThrownBy(() -> run(request -> answer)).isInstanceOf(RuntimeProtocolException.class);
            assertThat(requests.size()).isLessThanOrEqualTo(1 + BundleUpload.SETBACKS);
        }
    }

    @Test
    void aDigestThatIsNotTheManifestsIsAMistakeOfTheCaller() {
        BundleUpload upload = new BundleUpload(request -> null, retries(), "d", "0".repeat(64));

        assertThatThrownBy(() -> upload.run(manifest(), files::get)).isInstanceOf(IllegalArgumentException.class);
    }

    private UploadReport upload(IntFunction<M2WebFailure> faults) {
        return upload(faults, false);
    }

    /**
     * Uploads to the fake runtime.
     *
     * @param faults what goes wrong with the n-th put, counted from 1
     * @param landed whether a put that goes wrong reaches the runtime before
     */
    private UploadReport upload(IntFunction<M2WebFailure> faults, boolean landed) {
        return run(request -> {
            M2WebFailure failure = faults.apply(requests.size());
            if (failure == null) {
                return runtime.put(request);
            }
            if (landed) {
                runtime.put(request);
            }
            throw new M2WebException(CALL, failure);
        });
    }

    private UploadReport upload(FakeRuntime device, IntFunction<M2WebFailure> faults) {
        int before = requests.size();
        return run(request -> {
            M2WebFailure failure = faults.apply(requests.size() - before - 1);
            if (failure != null) {
                throw new M2WebException(CALL, failure);
            }
            return device.put(request);
        });
    }

    private UploadReport run(Function<PutRequest, String> device) {
        Function<PutRequest, PutAnswer> put = request -> {
            requests.add(request);
            RuntimeAnswer answer =
                    RuntimeAnswer.read(CALL, "fleetPut", device.apply(request)).orElseThrow();
            return RuntimeClient.putAnswerIn(answer);
        };
        return new BundleUpload(put, retries(), "d", Digests.of(manifest())).run(manifest(), files::get);
    }

    private M2WebSettings.Retries retries() {
        return new M2WebSettings.Retries(3, Duration.ofSeconds(1), Duration.ofSeconds(10), new Random(1), pauses::add);
    }

    private void assertArrived() {
        files.forEach((name, bytes) -> assertThat(runtime.file(name)).as(name).isEqualTo(bytes));
    }

    private byte[] manifest() {
        StringBuilder manifest = new StringBuilder("flexyfleet-bundle 1\n");
        files.forEach((name, bytes) -> manifest.append(Digests.of(bytes))
                .append(' ')
                .append(bytes.length)
                .append(' ')
                .append(name)
                .append('\n'));
        return manifest.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private int chunks() {
        return 1
                + files.values().stream()
                        .mapToInt(file -> Math.max(1, (file.length + BundleUpload.CHUNK - 1) / BundleUpload.CHUNK))
                        .sum();
    }
}
