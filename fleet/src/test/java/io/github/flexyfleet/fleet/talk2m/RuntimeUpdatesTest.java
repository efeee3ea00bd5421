package io.github.flexyfleet.fleet.talk2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class RuntimeUpdatesTest {
    private static final Talk2mDevice DEVICE =
            new Talk2mDevice(1, "d", "d", Talk2mDevice.Status.ONLINE, Optional.empty());

    private final byte[] jar = new byte[70_000];
    private final ByteArrayOutputStream flash = new ByteArrayOutputStream();
    private final List<Integer> chunks = new ArrayList<>();
    private IntFunction<M2WebFailure> failures = number -> null;
    private boolean answerLost;
    private int calls;
    private boolean tears;

    RuntimeUpdatesTest() {
        new Random(11).nextBytes(jar);
    }

    private void send() {
        updates().send(DEVICE, wanted(), jar);
    }

    private RuntimeUpdates updates() {
        M2WebSettings.Retries retries =
                new M2WebSettings.Retries(3, Duration.ofSeconds(1), Duration.ofSeconds(10), new Random(1), pause -> {});
        return new RuntimeUpdates((device, form, fields) -> answer(form, fields), retries);
    }

    private RuntimeUpdates.Jar wanted() {
        return new RuntimeUpdates.Jar("1", Digests.of(jar));
    }

    private RuntimeAnswer answer(String form, Map<String, String> fields) {
        M2WebFailure failure = failures.apply(calls++);
        if (failure != null && !answerLost) {
            throw new M2WebException("d fleetJar", failure);
        }
        byte[] data = Base64.getDecoder().decode(fields.get("data"));
        if (Integer.parseInt(fields.get("offset")) == flash.size()) {
            flash.writeBytes(data);
            chunks.add(data.length);
        }
        if (failure != null) {
            throw new M2WebException("d fleetJar", failure);
        }
        boolean whole = flash.size() == jar.length;
        if (whole && tears) {
            tears = false;
            flash.reset();
            return read(
                    form,
                    "{\"protocol\":1,\"ok\":false,\"form\":\"fleetJar\",\"error\":\"bad-digest\",\"message\":\"w\"}");
        }
        return read(
                form,
                "{\"protocol\":1,\"ok\":true,\"form\":\"fleetJar\",\"have\":" + flash.size() + ",\"complete\":" + whole
                        + "}");
    }

    private static RuntimeAnswer read(String form, String text) {
        return RuntimeAnswer.read("d " + form, form, text).orElseThrow();
    }

    @Test
    void aJarOf70KilobytesTakesSixCalls() {
        send();

        assertThat(flash.toByteArray()).isEqualTo(jar);
        assertThat(calls).isEqualTo(6);
    }

    @Test
    void afterACutAtAnyChunkTheNextRunGoesOnWhereTheDeviceStopped() {
        for (boolean lost : new boolean[] {false, true}) {
            for (int cut = 0; cut < 6; cut++) {
                flash.reset();
                answerLost = lost;
                calls = 0;
                int at = cut;
                failures = number -> number >= at ? new M2WebFailure.DeviceOffline() : null;
                assertThatThrownBy(this::send).isInstanceOf(M2WebException.class);
                int before = flash.size();
                assertThat(before).isEqualTo(Math.min(jar.length, (cut + (lost ? 1 : 0)) * RuntimeUpdates.FIRST_CHUNK));
                failures = number -> null;
                calls = 0;

                send();

                assertThat(flash.toByteArray()).isEqualTo(jar);
                int left = (jar.length - before + RuntimeUpdates.FIRST_CHUNK - 1) / RuntimeUpdates.FIRST_CHUNK;
                assertThat(calls).as("cut at %d", cut).isLessThanOrEqualTo(left + 1);
            }
        }
    }

    @Test
    void chunksThatAreTooLongForTheDeviceAreSentShorter() {
        failures = number -> number < 2 ? new M2WebFailure.Unexpected(413, "too long") : null;

        send();

        assertThat(flash.toByteArray()).isEqualTo(jar);
        assertThat(chunks).first().isEqualTo(BundleUpload.CHUNK);
    }

    @Test
    void whatADeviceDroppedIsSentOnceMore() {
        tears = true;

        send();

        assertThat(flash.toByteArray()).isEqualTo(jar);
        assertThat(calls).isEqualTo(12);
    }

    @Test
    void aDeviceThatIsGoneIsNotAskedAgain() {
        failures = number -> new M2WebFailure.Gone();

        assertThatThrownBy(this::send).isInstanceOf(M2WebException.class);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void aStartWhoseAnswerIsLostIsNotAskedForAgainUnseen() {
        failures = number -> new M2WebFailure.DeviceTimeout();

        assertThatThrownBy(() -> updates().attempt(DEVICE, wanted(), Duration.ofMinutes(10)))
                .isInstanceOf(M2WebException.class);
        assertThat(calls).isEqualTo(1);
    }
}
