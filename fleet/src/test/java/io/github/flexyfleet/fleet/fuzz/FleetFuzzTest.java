package io.github.flexyfleet.fleet.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.compile.Compiler;
import io.github.flexyfleet.fleet.compile.TestCertificates;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.Severity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.model.FleetResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged fleets: always a fleet or an error, never an exception, never a hang, never a finding outside the file.
 *
 * <p>{@code -Dflexy.fuzz.count=N} sets the number of inputs (profile {@code nightly}: 100,000), {@code
 * -Dflexy.fuzz.seed=S} the first one's seed; the others follow. A failure names its seed, so that count 1 repeats it.
 */
class FleetFuzzTest {
    private static final int COUNT = Integer.getInteger("flexy.fuzz.count", 5_000);
    private static final long FIRST_SEED = Long.getLong("flexy.fuzz.seed", 20_261_122_000_000L);
    /** Of processor time, so that a busy machine is no hang. */
    private static final Duration HANG = Duration.ofSeconds(2);

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final DeviceCertificate CERTIFICATE = TestCertificates.of(new DeviceId("fuzz"));

    private final FleetReader reader = new FleetReader(() -> NOW);
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile Input current = new Input(0, 0);

    @TempDir
    private Path folder;

    private record Input(long seed, long startedNanos) {}

    @Test
    void whatever_stands_in_the_files_becomes_a_fleet_or_findings_in_the_files() throws Exception {
        List<Corpus.Project> corpus = Corpus.load();
        Map<Corpus.Project, Path> folders = new HashMap<>();
        for (Corpus.Project project : Set.copyOf(corpus)) {
            Path place = Files.createDirectory(folder.resolve("p" + folders.size()));
            project.copyTo(place);
            folders.put(project, place);
            reader.read(place, Path.of(project.main())); // loads the classes: what is measured below is the input
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread worker = new Thread(() -> run(corpus, folders, done), "fuzz");
        worker.setDaemon(true);
        worker.start();
        watch(worker, done);
    }

    private void run(List<Corpus.Project> corpus, Map<Corpus.Project, Path> folders, CompletableFuture<Void> done) {
        try {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + COUNT; seed++) {
                current = new Input(seed, threads.getCurrentThreadCpuTime());
                Random random = new Random(seed);
                Corpus.Project project = corpus.get(random.nextInt(corpus.size()));
                one(project, folders.get(project), corpus.get(random.nextInt(corpus.size())), random);
            }
            done.complete(null);
        } catch (Throwable failure) {
            done.completeExceptionally(failure);
        }
    }

    private void watch(Thread worker, CompletableFuture<Void> done) throws InterruptedException {
        while (true) {
            try {
                done.get(100, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                Input input = current;
                long spent = threads.getThreadCpuTime(worker.getId()) - input.startedNanos();
                if (input.equals(current) && spent > HANG.toNanos()) {
                    fail(
                            "hangs with -Dflexy.fuzz.count=1 -Dflexy.fuzz.seed=%d in %s",
                            input.seed(), Arrays.toString(worker.getStackTrace()));
                }
            } catch (ExecutionException e) {
                throw new AssertionError(
                        "repeat with -Dflexy.fuzz.count=1 -Dflexy.fuzz.seed=" + current.seed(), e.getCause());
            }
        }
    }

    private void one(Corpus.Project project, Path place, Corpus.Project other, Random random) throws IOException {
        List<String> names = project.mutable();
        String name = names.get(random.nextInt(names.size()));
        byte[] original = project.files().get(name);
        byte[] damaged = new Mutator(random).mutate(original, other.files().get(other.main()));
        Files.write(place.resolve(name), damaged);

        FleetResult result = reader.read(place, Path.of(project.main()));

        FindingPlaces places = new FindingPlaces(place);
        for (Finding finding : result.findings()) {
            places.check(finding.span());
            finding.related().forEach(places::check);
            assertThat(finding.what()).isNotBlank();
            assertThat(finding.mend()).isNotBlank();
            assertThat(finding.render().lines()).hasSize(1);
        }
        boolean failed = result.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        assertThat(result.fleet().isPresent()).isNotEqualTo(failed);
        result.fleet().ifPresent(fleet -> Compiler.compile(fleet, FleetFuzzTest::certificate, List.of()));
        Files.write(place.resolve(name), original);
    }

    private static DeviceCertificate certificate(DeviceId device) {
        return new DeviceCertificate(
                device, CERTIFICATE.certificate(), CERTIFICATE.certificatePem(), CERTIFICATE.keyPem());
    }
}
