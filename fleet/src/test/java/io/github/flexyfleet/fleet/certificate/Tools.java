package io.github.flexyfleet.fleet.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Other people's programs, to which certificates, keystores and rules are shown. */
public final class Tools {
    private Tools() {}

    /**
     * What a program ended with.
     *
     * @param code exit code
     * @param output all that it wrote
     */
    public record Ended(int code, String output) {}

    /**
     * Runs openssl. Where there is none a test ends here, skipped; unless the environment's {@code FLEXY_OPENSSL} says
     * {@code required}, as it does in CI.
     */
    static Ended openssl(String... arguments) throws IOException, InterruptedException {
        need("openssl", System.getenv("PATH"), System.getenv("FLEXY_OPENSSL"));
        return run("openssl", arguments);
    }

    /** Runs Prometheus' own tool for rules; as with openssl, {@code FLEXY_PROMTOOL} may say {@code required}. */
    public static Ended promtool(String... arguments) throws IOException, InterruptedException {
        need("promtool", System.getenv("PATH"), System.getenv("FLEXY_PROMTOOL"));
        return run("promtool", arguments);
    }

    /** Has openssl follow the chain of a device's certificate to an authority's root. */
    static Ended verify(Path authority, Path device) throws IOException, InterruptedException {
        return openssl(
                "verify",
                "-x509_strict",
                "-purpose",
                "sslclient",
                "-CAfile",
                authority.resolve("root.crt").toString(),
                "-untrusted",
                authority.resolve("issuing.crt").toString(),
                device.toString());
    }

    /** Skips a test without the program, or fails it where it is required. */
    static void need(String program, String path, String required) {
        boolean there = List.of(path.split(File.pathSeparator, -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if ("required".equals(required)) {
            assertThat(there)
                    .as("no %s on this machine, and it is required", program)
                    .isTrue();
        }
        assumeTrue(there, "no " + program + " on this machine");
    }

    /** Runs the keytool of the JDK that runs the test. */
    static Ended keytool(String... arguments) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), arguments);
    }

    private static Ended run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A pass phrase reaches them by the environment, as it should.
        builder.environment().put("PHRASE", KeystoresTest.PHRASE.reveal());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
