package io.github.flexyfleet.fleet.talk2m;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Brings another runtime through the one that runs (docs/device-protocol.md, "Another runtime"). Throws as {@link
 * RuntimeClient} does. All forms may be repeated: each is idempotent. Thread-safe.
 */
public final class RuntimeUpdates {
    /**
     * Bytes of the jar in the first chunk (INFERRED: how long a form may be is not known, talk2m-m2web 11). When a chunk
     * of this size does not get through, the next ones are half as long, down to what bundles are sent in.
     */
    static final int FIRST_CHUNK = 12 * 1024;

    private final Form form;
    private final M2WebSettings.Retries retries;

    /** One form of the runtime. */
    interface Form {
        RuntimeAnswer ask(Talk2mDevice device, String name, Map<String, String> fields);
    }

    RuntimeUpdates(Form form, M2WebSettings.Retries retries) {
        this.form = form;
        this.retries = retries;
    }

    /**
     * A runtime jar.
     *
     * @param version its version, 1..64 characters {@code A-Z a-z 0-9 . _ -}
     * @param sha256 of the whole jar, 64 lower-case hex characters
     */
    public record Jar(String version, String sha256) {
        /** Checks the digest. */
        public Jar {
            Digests.check(sha256);
        }

        private Map<String, String> fields() {
            return new LinkedHashMap<>(Map.of("version", version, "sha256", sha256));
        }
    }

    /** Sends the jar, from where the device stopped; returns when the device has it whole and with the right SHA-256. */
    public void send(Talk2mDevice device, Jar jar, byte[] content) {
        int chunk = FIRST_CHUNK;
        int setbacks = 0;
        long have = 0;
        while (true) {
            RuntimeAnswer answer;
            try {
                answer = put(device, jar, content, Math.toIntExact(have), chunk);
            } catch (M2WebException e) {
                boolean tooLong = e.failure().isTransient() || e.failure() instanceof M2WebFailure.Unexpected;
                if (!tooLong || chunk <= BundleUpload.CHUNK) {
                    throw e;
                }
                chunk = Math.max(BundleUpload.CHUNK, chunk / 2);
                continue;
            } catch (RuntimeRefusal e) {
                if (e.code() != RuntimeRefusal.Code.BAD_DIGEST || ++setbacks > BundleUpload.SETBACKS) {
                    throw e;
                }
                have = 0;
                continue;
            }
            if (answer.bool("complete")) {
                return;
            }
            long now = answer.count("have");
            if (now > content.length || (now <= have && ++setbacks > BundleUpload.SETBACKS)) {
                throw new RuntimeProtocolException(
                        device.name() + " fleetJar", "the device takes no more than " + now + " bytes");
            }
            have = now;
        }
    }

    /** A long chunk is tried once, since its length may be what is wrong with it; a short one as often as reads are. */
    private RuntimeAnswer put(Talk2mDevice device, Jar jar, byte[] content, int offset, int chunk) {
        byte[] data = Arrays.copyOfRange(content, offset, Math.min(content.length, offset + chunk));
        Map<String, String> fields = jar.fields();
        fields.put("size", Integer.toString(content.length));
        fields.put("offset", Integer.toString(offset));
        fields.put("data", Base64.getEncoder().encodeToString(data));
        return chunk > BundleUpload.CHUNK
                ? form.ask(device, "fleetJar", fields)
                : retries.repeat(() -> form.ask(device, "fleetJar", fields));
    }

    /**
     * Starts a jar that was sent, on trial: the runtime gives way to it a second later. Asks once: whether it landed, the
     * next status tells.
     *
     * @param keptWithin running time after which the new runtime gives way to the old one again, 60..3600 s
     */
    public void attempt(Talk2mDevice device, Jar jar, Duration keptWithin) {
        Map<String, String> fields = jar.fields();
        fields.put("seconds", Long.toString(keptWithin.toSeconds()));
        form.ask(device, "fleetJarTry", fields);
    }

    /** Makes the runtime on trial the one that a boot starts. */
    public void keep(Talk2mDevice device, Jar jar) {
        retries.repeat(() -> form.ask(device, "fleetJarKeep", jar.fields()));
    }

    /** Sends a runtime on trial back to the one before it. */
    public void back(Talk2mDevice device) {
        retries.repeat(() -> form.ask(device, "fleetJarBack", Map.of()));
    }
}
