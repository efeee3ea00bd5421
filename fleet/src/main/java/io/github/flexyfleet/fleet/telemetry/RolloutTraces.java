package io.github.flexyfleet.fleet.telemetry;

import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.report.RolloutStory;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A rollout as an OpenTelemetry trace, made after its end from its story: a span for the rollout, one a wave's phase, and
 * one a device that was worked on, with its stages as events. Nothing is measured while the rollout runs.
 */
public final class RolloutTraces {
    private static final AttributeKey<String> DEVICE = AttributeKey.stringKey("flexy.device");
    private static final AttributeKey<String> SITE = AttributeKey.stringKey("flexy.site");
    private static final AttributeKey<String> WAVE = AttributeKey.stringKey("flexy.wave");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("flexy.outcome");
    private static final AttributeKey<String> DIGEST = AttributeKey.stringKey("flexy.digest");
    private static final AttributeKey<String> CODE = AttributeKey.stringKey("flexy.code");
    private static final AttributeKey<Long> CALLS = AttributeKey.longKey("flexy.talk2m.calls");
    private static final AttributeKey<Long> DEVICES = AttributeKey.longKey("flexy.devices");

    /** It would print stack traces about a collector that is away; kept here, since loggers are held weakly. */
    private static final Logger OPEN_TELEMETRY = Logger.getLogger("io.opentelemetry");

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int A_TIME = 512;

    private final RolloutResult result;
    private final RolloutStory story;
    private final Tracer tracer;

    private RolloutTraces(RolloutResult result, RolloutStory story, Tracer tracer) {
        this.result = result;
        this.story = story;
        this.tracer = tracer;
    }

    /**
     * Sends the trace by OTLP over HTTP.
     *
     * @param endpoint base URL of the collector; {@code /v1/traces} is added unless it stands there
     * @param headers that the collector wants
     * @return false when the collector did not take all of it within half a minute a batch of 512 spans; nothing more is
     *     sent after a batch that it did not take
     */
    public static boolean send(RolloutResult result, RolloutStory story, URI endpoint, Map<String, Secret> headers) {
        OPEN_TELEMETRY.setLevel(Level.OFF);
        OtlpHttpSpanExporterBuilder builder =
                OtlpHttpSpanExporter.builder().setEndpoint(traces(endpoint)).setTimeout(LONGEST);
        headers.forEach((name, value) -> builder.addHeader(name, value.reveal()));
        try (SpanExporter exporter = builder.build()) {
            return send(result, story, exporter);
        }
    }

    /** Sends the trace through an exporter, which stays open. */
    static boolean send(RolloutResult result, RolloutStory story, SpanExporter exporter) {
        Gathered gathered = new Gathered();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "flexy-fleet",
                        AttributeKey.stringKey("flexy.fleet"),
                        result.fleet())))
                .addSpanProcessor(SimpleSpanProcessor.create(gathered))
                .build()) {
            new RolloutTraces(result, story, provider.get("io.github.flexyfleet")).record();
        }
        for (int from = 0; from < gathered.spans.size(); from += A_TIME) {
            List<SpanData> some = gathered.spans.subList(from, Math.min(from + A_TIME, gathered.spans.size()));
            boolean taken = exporter.export(some)
                    .join(LONGEST.toSeconds(), TimeUnit.SECONDS)
                    .isSuccess();
            if (!taken) {
                // A collector that is away would have the end of a large rollout wait for each batch.
                return false;
            }
        }
        return true;
    }

    private static String traces(URI endpoint) {
        String base = endpoint.toString().replaceFirst("/+$", "");
        return base.endsWith("/v1/traces") ? base : base + "/v1/traces";
    }

    private void record() {
        Span rollout = tracer.spanBuilder("rollout " + result.fleet())
                .setNoParent()
                .setStartTimestamp(result.started())
                .setAttribute(DEVICES, (long) result.devices().size())
                .setAttribute(CALLS, (long) result.calls())
                .setAttribute(OUTCOME, result.exitClass().word())
                .startSpan();
        story.halts().forEach(halt -> rollout.addEvent("halt: " + halt.words(), halt.time()));
        result.stopped().ifPresent(reason -> rollout.setStatus(StatusCode.ERROR, reason));
        Context inside = Context.root().with(rollout);
        Map<Integer, Span> work = new HashMap<>();
        for (RolloutStory.Phase phase : story.phases()) {
            Span span = phase(inside, phase);
            work.putIfAbsent(phase.wave(), span);
            span.end(phase.ended());
        }
        for (DeviceResult device : result.devices()) {
            Span wave = work.getOrDefault(device.wave(), rollout);
            device(Context.root().with(wave), device);
        }
        rollout.end(result.finished());
    }

    private Span phase(Context parent, RolloutStory.Phase phase) {
        String name = phase.wave() <= result.waves().size()
                ? phase.wave() + " " + result.waves().get(phase.wave() - 1)
                : Integer.toString(phase.wave());
        Span span = tracer.spanBuilder("wave " + name + ": " + phase.doing().words())
                .setParent(parent)
                .setStartTimestamp(phase.began())
                .setAttribute(WAVE, name)
                .startSpan();
        if (phase.doing() == RolloutStory.Doing.GATES) {
            story.judged().stream()
                    .filter(gate -> gate.wave() == phase.wave())
                    .forEach(gate -> span.addEvent(
                            "gate " + gate.verdict().name().toLowerCase(Locale.ROOT),
                            Attributes.of(DEVICE, gate.device().value()),
                            gate.time()));
        }
        return span;
    }

    private void device(Context parent, DeviceResult device) {
        DeviceId id = device.target().device();
        List<RolloutStory.Step> steps = story.steps().getOrDefault(id, List.of());
        if (steps.isEmpty()) {
            return;
        }
        Instant end = steps.get(steps.size() - 1).time();
        Span span = tracer.spanBuilder("device " + id)
                .setParent(parent)
                .setStartTimestamp(steps.get(0).time())
                .setAttribute(DEVICE, id.value())
                .setAttribute(SITE, device.target().site())
                .setAttribute(OUTCOME, device.outcome().name().toLowerCase(Locale.ROOT))
                .setAttribute(DIGEST, device.target().digest().hex())
                .setAttribute(CALLS, (long) device.calls())
                .startSpan();
        steps.forEach(step -> span.addEvent(step.words(), step.time()));
        device.problem().ifPresent(problem -> {
            span.setAttribute(CODE, problem.code().id());
            if (!device.outcome().debt()) {
                span.setStatus(StatusCode.ERROR, problem.code().id() + " " + problem.what());
            }
        });
        span.end(end);
    }

    /** Keeps spans, to be sent together. */
    private static final class Gathered implements SpanExporter {
        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> some) {
            spans.addAll(some);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
