package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.notify.Notices;
import io.github.flexyfleet.fleet.notify.Webhook;
import io.github.flexyfleet.fleet.report.RolloutStory;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.logging.Log;

/**
 * Who hears of a rollout when it has ended. What cannot be told is a warning: the rollout is as it is.
 *
 * @param metrics where figures go
 * @param webhook where notices go
 * @param kinds of which kind
 * @param expiry certificates that end within this time are worth a notice
 */
record Aftermath(
        List<MetricsTarget> metrics,
        Optional<Webhook.Target> webhook,
        Set<Notice.Kind> kinds,
        Duration expiry,
        WebProxy way,
        Log log) {
    /**
     * Tells all of them, people first: a collector that is away takes its time. Whatever goes wrong here, the caller has a
     * report still to write.
     */
    void tell(RolloutResult result, RolloutStory story) {
        carefully("the webhook", () -> send(Notices.of(result, expiry)));
        for (MetricsTarget target : metrics) {
            carefully(target.words(), () -> target.tell(result, story).ifPresent(log::warn));
        }
    }

    /** Only the kind of what went wrong is shown: words of a library may hold an address or a header. */
    private void carefully(String whom, Runnable telling) {
        try {
            telling.run();
        } catch (RuntimeException | LinkageError e) {
            log.warn(whom + " was not told of the rollout (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** Sends those notices that are asked for. */
    void send(List<Notice> notices) {
        List<Notice> wanted =
                notices.stream().filter(notice -> kinds.contains(notice.kind())).toList();
        if (webhook.isEmpty() || wanted.isEmpty()) {
            return;
        }
        try (Webhook hook = new Webhook(webhook.get(), way, List.of(), InstantSource.system(), Aftermath::pause)) {
            for (Notice notice : wanted) {
                Optional<String> wrong = hook.send(notice);
                if (wrong.isPresent()) {
                    log.warn(notice.kind().word() + " was not told: " + wrong.get());
                } else {
                    log.info("told: " + notice.kind().word() + ", " + notice.what());
                }
            }
        }
    }

    private static void pause(Duration time) {
        try {
            Pace.system().pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
