package io.github.flexyfleet.maven.benchmark;

import com.sun.net.httpserver.HttpServer;
import io.github.flexyfleet.fleet.report.RolloutStory;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.telemetry.RolloutMetrics;
import io.github.flexyfleet.fleet.telemetry.RolloutTraces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * What a rollout's metrics and trace cost of the processor, against the client's side of the rollout that they tell of: the
 * first time, which loads their classes and is what a deploy pays, and the median of later ones.
 */
final class TelemetryShare {
    private static final int SAMPLES = 9;

    /** In a sample: the process's time is counted in steps of 10 ms. */
    private static final int TIMES = 5;

    private final Path folder;
    private final RolloutResult result;
    private final RolloutStory story;

    TelemetryShare(Path folder, RolloutResult result, RolloutStory story) {
        this.folder = folder;
        this.result = result;
        this.story = story;
    }

    /**
     * Measures and prints.
     *
     * @param rollout what the rollout took
     */
    void print(ProcessorTime rollout) throws IOException {
        ExecutorService workers = ProcessorTime.workers();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.setExecutor(workers);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            URI address =
                    URI.create("http://127.0.0.1:" + collector.getAddress().getPort());
            long text = text(1);
            long first = text + trace(address, 1);
            List<Long> later = new ArrayList<>();
            for (int i = 0; i < SAMPLES; i++) {
                later.add((text(TIMES) + trace(address, TIMES)) / TIMES);
            }
            long median = later.stream().sorted().skip(SAMPLES / 2).findFirst().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "processor: rollout %.2f s, of these the world's threads %.2f s, compiler and garbage collector"
                            + " %.2f s, the client's own threads %.2f s%n",
                    rollout.whole() / 1e9,
                    rollout.world() / 1e9,
                    rollout.machine() / 1e9,
                    rollout.clientAlone() / 1e9);
            print(String.format(Locale.ROOT, "first (%.0f ms of it the metrics)", text / 1e6), first, rollout);
            print("median of later ones", median, rollout);
        } finally {
            collector.stop(0);
            workers.shutdownNow();
        }
    }

    private static void print(String which, long spent, ProcessorTime rollout) {
        System.out.printf(
                Locale.ROOT,
                "telemetry, %s: %.0f ms, %.2f %% of the client's side, %.2f %% of its own threads alone%n",
                which,
                spent / 1e6,
                100.0 * spent / rollout.client(),
                100.0 * spent / rollout.clientAlone());
    }

    private long text(int times) throws IOException {
        ProcessorTime before = ProcessorTime.now();
        for (int i = 0; i < times; i++) {
            Files.writeString(folder.resolve("metrics.txt"), RolloutMetrics.text(result));
        }
        return ProcessorTime.now().since(before).client();
    }

    /** Without the collector's part. */
    private long trace(URI collector, int times) {
        ProcessorTime before = ProcessorTime.now();
        for (int i = 0; i < times; i++) {
            if (!RolloutTraces.send(result, story, collector, Map.of())) {
                throw new IllegalStateException("the collector did not take the trace");
            }
        }
        return ProcessorTime.now().since(before).client();
    }
}
