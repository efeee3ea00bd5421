package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** Secrets of a rehearsal world that are known beforehand, and the search for them in every form. */
final class PlantedSecrets {
    static final String TALK2M = "canary-talk2m/password";
    static final String DEVELOPER = "ca7a7e11-dead-4bee-8fff-cafe12345678";
    static final String DEVICE = "canary-device-pw";
    private static final String HUB_KEY_DECODED = "canary-hub-key-canary-hub-key!!";
    static final String HUB_KEY = Base64.getEncoder().encodeToString(HUB_KEY_DECODED.getBytes(StandardCharsets.UTF_8));

    /** Part of the webhook's address, as Teams and Slack have one. */
    static final String WEBHOOK = "canary-webhook-4f2a9c";

    static final String WEBHOOK_KEY = "canary-signing-key-77e1";
    static final String COLLECTOR = "canary-collector-token-b3";
    static final String KEYSTORE = "canary-keystore-phrase-5d0e";
    static final String AUTHORITY = "canary-authority-phrase-or-pin-81";
    private static final String DPS_KEY_DECODED = "canary-dps-key-canary-dps-key!!!";
    static final String DPS_KEY = Base64.getEncoder().encodeToString(DPS_KEY_DECODED.getBytes(StandardCharsets.UTF_8));
    private static final String EVENT_HUB_KEY_DECODED = "canary-event-hub-key-canary-key!";
    static final String EVENT_HUB_KEY =
            Base64.getEncoder().encodeToString(EVENT_HUB_KEY_DECODED.getBytes(StandardCharsets.UTF_8));

    /** Letters of a base64 text's ends that depend on what stands before and after. */
    private static final int END = 4;

    private static final int PEM_LINE = 64;
    private static final int SHORTEST_LINE = 40;

    private static final Pattern HUB_KEYS = Pattern.compile("\"(?:primary|secondary)Key\":\"([^\"]{20,})\"");

    private final List<String> secrets = new ArrayList<>(List.of(
            TALK2M,
            DEVELOPER,
            DEVICE,
            HUB_KEY,
            HUB_KEY_DECODED,
            WEBHOOK,
            WEBHOOK_KEY,
            COLLECTOR,
            KEYSTORE,
            AUTHORITY,
            DPS_KEY,
            DPS_KEY_DECODED,
            EVENT_HUB_KEY,
            EVENT_HUB_KEY_DECODED));

    /** Makes a world that will be opened in this folder use these secrets. */
    static void plant(Path world) throws IOException {
        Files.createDirectories(world);
        Files.writeString(world.resolve("credentials.json"), """
                {"talk2mPassword":"%s","developerId":"%s","devicePassword":"%s","hubKey":"%s","dpsKey":"%s"}
                """.formatted(TALK2M, DEVELOPER, DEVICE, HUB_KEY, DPS_KEY));
    }

    /**
     * What a user's deploy has in its environment besides the logins of Talk2M, gateways and hub.
     *
     * @param server of the webhook, without a slash at its end
     */
    static Map<String, String> environment(String server) {
        return Map.of(
                "FLEXY_NOTIFY_URL", server + "/hook/" + WEBHOOK + "?sig=" + WEBHOOK,
                "FLEXY_NOTIFY_KEY", WEBHOOK_KEY,
                "OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer " + COLLECTOR,
                "FLEXY_KEYSTORE_PASSWORD", KEYSTORE,
                "FLEXY_CA_PASSWORD", AUTHORITY,
                "FLEXY_DPS_CONNECTION_STRING",
                        "HostName=canary.azure-devices-provisioning.net;SharedAccessKeyName=y;SharedAccessKey="
                                + DPS_KEY,
                "FLEXY_EVENT_HUB_CONNECTION_STRING",
                        "Endpoint=sb://canary.servicebus.windows.net/;SharedAccessKeyName=y;SharedAccessKey="
                                + EVENT_HUB_KEY);
    }

    /** Looks for this as well. */
    void add(String secret) {
        secrets.add(secret);
    }

    /** Looks for each private key in the keystores below this folder as well; answers how many there are. */
    int addKeystores(Path folder, String... phrases) throws IOException, GeneralSecurityException {
        int keys = 0;
        for (Path file : filesBelow(folder)) {
            if (file.toString().endsWith(".p12")) {
                for (KeyStore.PrivateKeyEntry key : keys(file, phrases)) {
                    add(key);
                    keys++;
                }
            }
        }
        return keys;
    }

    private static List<KeyStore.PrivateKeyEntry> keys(Path file, String... phrases)
            throws IOException, GeneralSecurityException {
        List<KeyStore.PrivateKeyEntry> keys = new ArrayList<>();
        for (String phrase : phrases) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream content = Files.newInputStream(file)) {
                store.load(content, phrase.toCharArray());
            } catch (IOException e) {
                continue; // under another phrase
            }
            for (String alias : Collections.list(store.aliases())) {
                KeyStore.ProtectionParameter open = new KeyStore.PasswordProtection(phrase.toCharArray());
                if (store.getEntry(alias, open) instanceof KeyStore.PrivateKeyEntry key) {
                    keys.add(key);
                }
            }
        }
        assertThat(keys).as("%s opens with a phrase", file).isNotEmpty();
        return keys;
    }

    /** In the lines of both forms that PEM has for it, but for those that stand in its certificate too. */
    private void add(KeyStore.PrivateKeyEntry entry) throws IOException {
        byte[] whole = entry.getPrivateKey().getEncoded();
        String known =
                HexFormat.of().formatHex(entry.getCertificate().getPublicKey().getEncoded());
        byte[] inner = PrivateKeyInfo.getInstance(whole)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();
        for (byte[] form : List.of(whole, inner)) {
            Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'})
                    .encodeToString(form)
                    .lines()
                    .filter(line -> line.length() >= SHORTEST_LINE)
                    .filter(line -> !known.contains(
                            HexFormat.of().formatHex(Base64.getDecoder().decode(line))))
                    .forEach(secrets::add);
        }
    }

    /** Looks for each line of each private key below this folder as well. */
    void addKeys(Path folder) throws IOException {
        for (Path file : filesBelow(folder)) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.contains("PRIVATE KEY")) {
                text.lines()
                        .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("--"))
                        .forEach(secrets::add);
            }
        }
    }

    /** Looks for each symmetric key that the hub of this world has or had as well. */
    void addHubKeys(Path world) throws IOException {
        for (Path file : filesBelow(world.resolve("hub"))) {
            HUB_KEYS.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .forEach(secrets::add);
        }
    }

    int count() {
        return secrets.size();
    }

    /** Fails when the text holds a secret, plain or as it could stand in a URL, a form, a header or a file. */
    void assertNoneIn(String place, String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        for (String secret : secrets) {
            assertThat(holds(upper, secret))
                    .as("%s: a secret that begins with %s", place, secret.substring(0, 10))
                    .isFalse();
        }
    }

    /** Fails when a file holds a secret, unless it may; answers how many do that may. */
    long assertNoneInFilesBelow(Path folder, Predicate<Path> allowed) throws IOException {
        long holders = 0;
        for (Path file : filesBelow(folder)) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (!allowed.test(file)) {
                assertNoneIn(folder.relativize(file).toString(), text);
            } else if (secrets.stream().anyMatch(text::contains)) {
                holders++;
            }
        }
        return holders;
    }

    private static boolean holds(String upper, String secret) {
        return forms(secret).map(form -> form.toUpperCase(Locale.ROOT)).anyMatch(upper::contains);
    }

    private static Stream<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.concat(
                Stream.of(
                        secret,
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        HexFormat.of().formatHex(bytes)),
                IntStream.range(0, 3).mapToObj(before -> insideBase64(bytes, before)));
    }

    /** What of the secret stands in a base64 text in any case, such as that of "user:secret". */
    private static String insideBase64(byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        String text = Base64.getEncoder().encodeToString(shifted);
        return text.substring(before == 0 ? 0 : END, text.length() - (shifted.length % 3 == 0 ? 0 : END));
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
