package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Secrets of a rehearsal world that are known beforehand, and the search for them in every form. */
final class PlantedSecrets {
    static final String TALK2M = "canary-talk2m/password";
    static final String DEVELOPER = "ca7a7e11-dead-4bee-8fff-cafe12345678";
    static final String DEVICE = "canary-device-pw";
    private static final String HUB_KEY_DECODED = "canary-hub-key-canary-hub-key!!";
    static final String HUB_KEY = Base64.getEncoder().encodeToString(HUB_KEY_DECODED.getBytes(StandardCharsets.UTF_8));

    /** Letters of a base64 text's ends that depend on what stands before and after. */
    private static final int END = 4;

    private static final Pattern HUB_KEYS = Pattern.compile("\"(?:primary|secondary)Key\":\"([^\"]{20,})\"");

    private final List<String> secrets = new ArrayList<>(List.of(TALK2M, DEVELOPER, DEVICE, HUB_KEY, HUB_KEY_DECODED));

    /** Makes a world that will be opened in this folder use these secrets. */
    static void plant(Path world) throws IOException {
        Files.createDirectories(world);
        Files.writeString(world.resolve("credentials.json"), """
                {"talk2mPassword":"%s","developerId":"%s","devicePassword":"%s","hubKey":"%s"}
                """.formatted(TALK2M, DEVELOPER, DEVICE, HUB_KEY));
    }

    /** Looks for each line of each private key below this folder as well. */
    void addKeys(Path folder) throws IOException {
        for (Path file : filesBelow(folder)) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (text.contains("PRIVATE KEY")) {
                text.lines()
                        .filter(line -> line.length() >= 40 && !line.startsWith("--"))
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
                    .as("%s: a secret that begins with %s", place, secret.substring(0, 6))
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
