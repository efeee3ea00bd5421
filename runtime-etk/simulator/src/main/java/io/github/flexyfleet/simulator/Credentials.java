package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.net.Json;
import io.github.flexyfleet.simulator.net.PrivateFiles;
import io.github.flexyfleet.simulator.talk2m.Talk2mLogin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/**
 * The secrets of a world, made at random when it is opened for the first time.
 *
 * @param talk2m login of the Talk2M account
 * @param device login of the gateways
 * @param hubKey key of the hub's policy, in Base64
 * @param dpsKey key of the Device Provisioning Service's policy, in Base64
 */
record Credentials(Talk2mLogin talk2m, DeviceLogin device, String hubKey, String dpsKey) {
    private static final String USER = "rehearsal";

    /**
     * Reads the secrets, or makes them.
     *
     * @throws IOException when the file cannot be read or written, or is incomplete
     */
    static Credentials open(Path file, String account, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            ObjectNode json = Json.object();
            json.put("talk2mPassword", random(random, 18))
                    .put("developerId", guid(random))
                    // 12 bytes are 16 characters: old firmware takes 19 (talk2m-m2web 6).
                    .put("devicePassword", random(random, 12))
                    .put("hubKey", Base64.getEncoder().encodeToString(bytes(random, 32)));
            PrivateFiles.write(file, Json.write(json));
        }
        ObjectNode json = Json.readObject(file);
        if (!json.has("dpsKey")) {
            // Made after the others: a world of before knows none.
            json.put("dpsKey", Base64.getEncoder().encodeToString(bytes(random, 32)));
            PrivateFiles.write(file, Json.write(json));
        }
        return new Credentials(
                new Talk2mLogin(account, USER, text(json, file, "talk2mPassword"), text(json, file, "developerId")),
                new DeviceLogin(USER, text(json, file, "devicePassword")),
                text(json, file, "hubKey"),
                text(json, file, "dpsKey"));
    }

    /** Names the account only. */
    @Override
    public String toString() {
        return talk2m.toString();
    }

    private static String text(ObjectNode json, Path file, String name) throws IOException {
        String value = json.path(name).stringValue("");
        if (value.isEmpty()) {
            throw new IOException(file + " lacks " + name);
        }
        return value;
    }

    private static String random(SecureRandom random, int size) {
        return Base64.getUrlEncoder().encodeToString(bytes(random, size));
    }

    private static String guid(SecureRandom random) {
        ByteBuffer bits = ByteBuffer.wrap(bytes(random, 16));
        return new UUID(bits.getLong(), bits.getLong()).toString();
    }

    private static byte[] bytes(SecureRandom random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
