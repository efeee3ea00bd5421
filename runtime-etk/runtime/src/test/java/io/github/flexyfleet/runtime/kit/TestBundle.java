package io.github.flexyfleet.runtime.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.Put;
import io.github.flexyfleet.runtime.bundle.Refusal;
import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.status.EventLog;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A bundle made for tests with the JDK's own digests, so that nothing of the runtime checks itself. */
public final class TestBundle {
    /** Name of the manifest in {@code fleetPut}. */
    public static final String MANIFEST = "manifest";

    private final Map<String, byte[]> files;
    private final byte[] manifest;

    private TestBundle(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
        StringBuilder text = new StringBuilder("flexyfleet-bundle 1\n");
        this.files.forEach((name, content) -> text.append(sha256(content))
                .append(' ')
                .append(content.length)
                .append(' ')
                .append(name)
                .append('\n'));
        manifest = text.toString().getBytes(US_ASCII);
    }

    /** A bundle that differs from others by its salt; with twins, one group over all tags. */
    public static TestBundle of(String salt) {
        return of(salt, true, "[" + group("all", "ABCD", 2, 20) + "]", 900);
    }

    /** A bundle with these settings. */
    public static TestBundle of(String salt, boolean twin, String groups, int heartbeatSeconds) {
        // As in DER: a UTCTime, the begin of its life.
        byte[] der = ("certificate " + salt + "\u0017\r261122000000Z").getBytes(UTF_8);
        String json = "{\"version\":1,\"fleet\":\"f\",\"site\":\"" + salt + "\",\"device\":\"d-1\",\"hub\":{\"host\":\""
                + "hub.example\",\"port\":8883,\"twin\":" + twin + ",\"keepAliveSeconds\":60},\"certificate\":{"
                + "\"fingerprint\":\"" + HexFormat.of().withUpperCase().formatHex(digest(der))
                + "\",\"notAfter\":\"2036-11-22T00:00:00Z\"},\"heartbeatSeconds\":" + heartbeatSeconds
                + ",\"groups\":" + groups + "}";
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(16, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        return new TestBundle(Map.of(
                "device.json", json.getBytes(UTF_8),
                "device.crt", pem.getBytes(US_ASCII),
                "device.key", ("key " + salt).getBytes(US_ASCII),
                "roots.pem", "the same roots in every bundle".getBytes(US_ASCII)));
    }

    /** The same bundle with these settings of the spool. */
    public TestBundle spool(int bytes, int ageSeconds, int writeSeconds, boolean stopWhenFull) {
        String spool = "\"spool\":{\"bytes\":" + bytes + ",\"ageSeconds\":" + ageSeconds + ",\"writeSeconds\":"
                + writeSeconds + ",\"stopWhenFull\":" + stopWhenFull + "},";
        return with("device.json", text("device.json").replace("\"groups\":", spool + "\"groups\":"));
    }

    /** The bundle in use, as a keeper of its own makes it ready. */
    public RunningBundle running() throws Refusal {
        BundleKeeper keeper = new BundleKeeper(new MemoryStore(), new EventLog(new ManualClock()));
        keeper.open();
        send(keeper, 1000);
        keeper.apply(digest(), 60, "r");
        return keeper.running();
    }

    /** A bundle of a device with this key, base64, which reaches its hub by {@code mqtt} or {@code https}. */
    public static TestBundle withKey(String transport, String key) {
        TestBundle by = of("sas");
        String json = by.text("device.json")
                .replaceAll("\"certificate\":\\{[^}]*},", "")
                .replace(
                        "\"port\":8883,",
                        (transport.equals("https") ? "\"port\":443,\"transport\":\"https\"," : "\"port\":8883,")
                                + "\"auth\":\"sas\",");
        return by.with("device.json", json)
                .with("device.crt", null)
                .with("device.key", null)
                .with("device.sas", key + "\n");
    }

    /** The same bundle for a device that a Device Provisioning Service provisions. */
    public TestBundle provisioned(String idScope) {
        String service = "\"keepAliveSeconds\":60,\"provisioning\":{\"idScope\":\"" + idScope
                + "\",\"host\":\"dps.example\",\"port\":8883}";
        return with("device.json", text("device.json").replace("\"keepAliveSeconds\":60", service));
    }

    /** One group for {@code device.json}. */
    public static String group(String name, String flexyGroups, int onChange, int full) {
        return "{\"name\":\"" + name + "\",\"flexyGroups\":\"" + flexyGroups + "\",\"onChangeSeconds\":" + onChange
                + ",\"fullSeconds\":" + full + ",\"format\":\"classic\"}";
    }

    /** One group for {@code device.json} with more fields, such as {@code "minIntervalSeconds":10}. */
    public static String group(String name, String flexyGroups, int onChange, int full, String more) {
        String group = group(name, flexyGroups, onChange, full);
        return group.substring(0, group.length() - 1) + "," + more + "}";
    }

    /** One group of typed payloads for {@code device.json}. */
    public static String typed(String name, String flexyGroups, int onChange, int full) {
        return group(name, flexyGroups, onChange, full).replace("classic", "typed");
    }

    /** The same bundle with another content of one file; null takes the file away. */
    public TestBundle with(String name, String content) {
        Map<String, byte[]> changed = new TreeMap<>(files);
        if (content == null) {
            changed.remove(name);
        } else {
            changed.put(name, content.getBytes(UTF_8));
        }
        return new TestBundle(changed);
    }

    /** Digest of the bundle. */
    public String digest() {
        return sha256(manifest);
    }

    /** Content of a file as text. */
    public String text(String name) {
        return new String(content(name), UTF_8);
    }

    /** Content of a file or the manifest. */
    public byte[] content(String name) {
        return name.equals(MANIFEST) ? manifest.clone() : files.get(name).clone();
    }

    /** A chunk of a file. */
    public Put chunk(String name, int offset, int length) {
        byte[] all = content(name);
        byte[] part = Arrays.copyOfRange(all, offset, Math.min(all.length, offset + length));
        return new Put(digest(), name, all.length, sha256(all), offset, part);
    }

    /**
     * Sends all that is missing, in chunks, as an orchestrator does: goes on where the device says, and sends a file
     * once more when a cut in the middle of it has spoilt what the device held.
     */
    public void send(BundleKeeper keeper, int chunkSize) throws Refusal {
        String[] missing = {MANIFEST};
        while (missing.length > 0) {
            try {
                missing = sendFile(keeper, missing[0], chunkSize);
            } catch (Refusal e) {
                if (!e.code().equals(Refusal.BAD_DIGEST)) {
                    throw e;
                }
                missing = sendFile(keeper, missing[0], chunkSize);
            }
        }
    }

    private String[] sendFile(BundleKeeper keeper, String name, int chunkSize) throws Refusal {
        Put.Result result = keeper.put(chunk(name, 0, chunkSize));
        while (!result.complete) {
            result = keeper.put(chunk(name, (int) result.have, chunkSize));
        }
        return result.missing;
    }

    /** SHA-256 in lower-case hexadecimal digits. */
    public static String sha256(byte[] content) {
        return HexFormat.of().formatHex(digest(content));
    }

    private static byte[] digest(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
