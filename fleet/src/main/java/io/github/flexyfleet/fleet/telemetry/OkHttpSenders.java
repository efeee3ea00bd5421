package io.github.flexyfleet.fleet.telemetry;

import io.github.flexyfleet.fleet.gateway.Pace;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import java.time.Duration;

/**
 * Gives exporters the HTTP client that is loaded already, by the calls to gateways. OpenTelemetry finds it by its service
 * file. With the JDK's client, loading that client is half of what a trace costs.
 */
public final class OkHttpSenders implements HttpSenderProvider {
    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        return new OkHttpSender(config, System::nanoTime, OkHttpSenders::pause);
    }

    private static void pause(Duration time) {
        try {
            Pace.system().pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
