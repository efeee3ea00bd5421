package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Measures how fast keys and certificates are made, stored and forced to disk, beside a bare loop of the JDK's generator on
 * the same number of threads: {@code CertificateBenchmark FOLDER [KEYS]}.
 *
 * <p>How long a key takes depends on luck by a factor of ten. So both sides search the same primes, from the same seeds,
 * and take turns, a few keys at a time, so that other work on the machine hits both alike.
 */
public final class CertificateBenchmark {
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final int TURN = 8 * CORES;

    private CertificateBenchmark() {}

    /** Prints a Markdown table. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int keys = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 320;
        ExecutorService bare = CertificateStore.workers();
        ExecutorService ours = CertificateStore.workers();
        try {
            turn(bare, ours, Files.createTempDirectory(folder, "warm-up-"), -1);
            long bareNanos = 0;
            long oursNanos = 0;
            for (int turn = 0; turn * TURN < keys; turn++) {
                long[] took = turn(bare, ours, Files.createTempDirectory(folder, "certificates-"), turn);
                bareNanos += took[0];
                oursNanos += took[1];
            }
            int made = (keys + TURN - 1) / TURN * TURN;
            System.out.println("| what | keys | wall s | keys a second |");
            System.out.println("|---|--:|--:|--:|");
            System.out.println(row("bare loop, as many threads", made, bareNanos));
            System.out.println(row("flexy: key, certificate, both on disk", made, oursNanos));
            System.out.printf(Locale.ROOT, "%nThat is %.1f %% of the bare loop.%n", 100.0 * bareNanos / oursNanos);
        } finally {
            bare.shutdown();
            ours.shutdown();
        }
    }

    /** Each in its turn, the other one first every other time. */
    private static long[] turn(ExecutorService bare, ExecutorService ours, Path folder, int turn) throws Exception {
        long[] took = new long[2];
        if (turn % 2 == 0) {
            took[0] = bare(bare, turn);
            took[1] = ours(ours, folder, turn);
        } else {
            took[1] = ours(ours, folder, turn);
            took[0] = bare(bare, turn);
        }
        return took;
    }

    private static long bare(ExecutorService threads, int turn) throws Exception {
        long start = System.nanoTime();
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < TURN; i++) {
            long seed = (long) turn * TURN + i;
            Callable<Integer> work = () -> {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048, seeded(seed));
                return generator.generateKeyPair().hashCode();
            };
            all.add(threads.submit(work));
        }
        for (Future<Integer> key : all) {
            key.get();
        }
        return System.nanoTime() - start;
    }

    private static long ours(ExecutorService threads, Path folder, int turn) throws Exception {
        long start = System.nanoTime();
        List<Future<DeviceCertificate>> all = new ArrayList<>();
        for (int i = 0; i < TURN; i++) {
            long seed = (long) turn * TURN + i;
            // A store for each, since each has its own source of randomness; setting one up costs nothing.
            Callable<DeviceCertificate> work = () -> {
                CertificateStore store =
                        new CertificateStore(folder, new CertificateIssuer(seeded(seed), Instant::now), Instant::now);
                Map<DeviceId, CertificateSettings> order = new LinkedHashMap<>();
                DeviceId device = new DeviceId("device-" + seed);
                order.put(device, CertificateSettings.BUILT_IN.valid(Duration.ofDays(3650)));
                return store.issueAll(order, Runnable::run).get(device);
            };
            all.add(threads.submit(work));
        }
        for (Future<DeviceCertificate> certificate : all) {
            certificate.get();
        }
        return System.nanoTime() - start;
    }

    private static SecureRandom seeded(long seed) throws GeneralSecurityException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        return random;
    }

    private static String row(String what, int keys, long nanos) {
        double seconds = nanos / 1e9;
        return String.format(Locale.ROOT, "| %s | %d | %.1f | %.1f |", what, keys, seconds, keys / seconds);
    }
}
