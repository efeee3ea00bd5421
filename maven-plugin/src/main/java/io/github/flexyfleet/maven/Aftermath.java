package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.ledger.RolloutRecord;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.notify.Notices;
import io.github.flexyfleet.fleet.notify.Webhook;
import io.github.flexyfleet.fleet.report.RolloutStory;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Who hears of a rollout when it has ended. What cannot be told is a warning: the rollout is as it is.
 *
 * @param metrics where figures go
 * @param webhook where notices go
 * @param kinds of which kind
 * @param expiry certificates that end within this time are worth a notice
 * @param pause waits between tries
 */
record Aftermath(
        List<MetricsTarget> metrics,
        Optional<Webhook.Target> webhook,
        Set<Notice.Kind> kinds,
        Duration expiry,
        WebProxy way,
        Consumer<Duration> pause,
        Log log) {
    /**
     * Tells all of them, people first: a collector that is away takes its time. Whatever goes wrong here, the caller has a
     * report still to write.
     *
     * @param record what the ledger tells of the rollout
     */
    void tell(RolloutResult result, Optional<RolloutRecord> record, RolloutStory story) {
        carefully("the webhook", () -> send(Notices.of(result, record, expiry)).forEach(log::warn));
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

    /**
     * Sends those notices that are asked for, for a goal that does nothing else.
     *
     * @throws MojoFailureException when one could not be told, once all were tried
     */
    void deliver(List<Notice> notices) throws MojoFailureException {
        List<String> untold = send(notices);
        if (!untold.isEmpty()) {
            throw new MojoFailureException(String.join("; ", untold)
                    + ". Compare the webhook's address (FLEXY_NOTIFY_URL, or the password of server flexy-notify in"
                    + " settings.xml) with the one that the receiver has now, see whether this machine reaches it, and"
                    + " run flexy:notify again");
        }
    }

    /** Sends those notices that are asked for, and answers which could not be told, and why. */
    private List<String> send(List<Notice> notices) {
        List<Notice> wanted =
                notices.stream().filter(notice -> kinds.contains(notice.kind())).toList();
        List<String> untold = new ArrayList<>();
        if (webhook.isEmpty() || wanted.isEmpty()) {
            return untold;
        }
        try (Webhook hook = new Webhook(webhook.get(), way, List.of(), InstantSource.system(), pause)) {
            for (Notice notice : wanted) {
                hook.send(notice)
                        .ifPresentOrElse(
                                wrong -> untold.add(notice.kind().word() + " was not told: " + wrong),
                                () -> log.info("told: " + notice.kind().word() + ", " + notice.what()));
            }
        }
        return untold;
    }
}
