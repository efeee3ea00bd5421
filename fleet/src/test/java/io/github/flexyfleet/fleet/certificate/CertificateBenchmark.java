package io.github.flexyfleet.fleet.certificate;

import com.sun.management.OperatingSystemMXBean;
import io.github.flexyfleet.fleet.model.CertificateSettings;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.lang.management.ManagementFactory;
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
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
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
            Spent bareSum = Spent.NOTHING;
            Spent oursSum = Spent.NOTHING;
            for (int turn = 0; turn * TURN < keys; turn++) {
                Spent[] took = turn(bare, ours, Files.createTempDirectory(folder, "certificates-"), turn);
                bareSum = bareSum.and(took[0]);
                oursSum = oursSum.and(took[1]);
            }
            int made = (keys + TURN - 1) / TURN * TURN;
            System.out.println("| what | keys | wall s | keys a second | processor ms a key |");
            System.out.println("|---|--:|--:|--:|--:|");
            System.out.println(row("bare loop, as many threads", made, bareSum));
            System.out.println(row("flexy: key, certificate, both on disk", made, oursSum));
            System.out.printf(
                    Locale.ROOT,
                    "%nThat is %.1f %% of the bare loop by the wall, %.1f %% by processor time.%n",
                    100.0 * bareSum.wall() / oursSum.wall(),
                    100.0 * bareSum.processor() / oursSum.processor());
        } finally {
            bare.shutdown();
            ours.shutdown();
        }
    }

    /**
     * Time that was spent.
     *
     * @param wall nanoseconds by the wall
     * @param processor nanoseconds of this process on all cores
     */
    private record Spent(long wall, long processor) {
        static final Spent NOTHING = new Spent(0, 0);

        static Spent now() {
            return new Spent(System.nanoTime(), PROCESS.getProcessCpuTime());
        }

        Spent and(Spent other) {
            return new Spent(wall + other.wall, processor + other.processor);
        }

        Spent since(Spent start) {
            return new Spent(wall - start.wall, processor - start.processor);
        }
    }

    /** Each in its turn, the other one first every other time. */
    private static Spent[] turn(ExecutorService bare, ExecutorService ours, Path folder, int turn) throws Exception {
        Spent[] took = new Spent[2];
        if (turn % 2 == 0) {
            took[0] = bare(bare, turn);
            took[1] = ours(ours, folder, turn);
        } else {
            took[1] = ours(ours, folder, turn);
            took[0] = bare(bare, turn);
        }
        return took;
    }

    private static Spent bare(ExecutorService threads, int turn) throws Exception {
        Spent start = Spent.now();
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
        return Spent.now().since(start);
    }

    private static Spent ours(ExecutorService threads, Path folder, int turn) throws Exception {
        Spent start = Spent.now();
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
        return Spent.now().since(start);
    }

    private static SecureRandom seeded(long seed) throws GeneralSecurityException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        return random;
    }

    private static String row(String what, int keys, Spent spent) {
        double seconds = spent.wall() / 1e9;
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.1f | %.1f | %.1f |",
                what,
                keys,
                seconds,
                keys / seconds,
                spent.processor() / 1e6 / keys);
    }
}
