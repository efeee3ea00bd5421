package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.WebProxy;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.notify.Notice;
import io.github.flexyfleet.fleet.notify.NoticeForm;
import io.github.flexyfleet.fleet.notify.Webhook;
import io.github.flexyfleet.fleet.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Reads who is to hear of a rollout.
 *
 * @param folder from which files are seen
 */
record AftermathReader(CredentialReader credentials, WebProxy way, Path folder, Log log) {
    /**
     * What the parameters say.
     *
     * @throws MojoFailureException when one cannot be read, or the webhook's address is nowhere
     */
    Aftermath read(List<String> metrics, List<String> notices, String form, String expiry) throws MojoFailureException {
        Map<String, Secret> headers = metrics.isEmpty() ? Map.of() : credentials.collectorHeaders();
        List<MetricsTarget> targets = MetricsTarget.read(metrics, headers, folder);
        Set<Notice.Kind> kinds = EnumSet.noneOf(Notice.Kind.class);
        for (String kind : notices) {
            if (!kind.isBlank()) {
                kinds.add(word("flexy.notify", Notice.Kind.values(), kind));
            }
        }
        NoticeForm in = word("flexy.notifyForm", NoticeForm.values(), form);
        Duration within = Waits.days("flexy.expiry", expiry);
        return new Aftermath(targets, webhook(kinds, in), kinds, within, way, AftermathReader::pause, log);
    }

    private Optional<Webhook.Target> webhook(Set<Notice.Kind> kinds, NoticeForm form) throws MojoFailureException {
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        Webhook.Target target = new Webhook.Target(credentials.webhook(), credentials.webhookKey(), form);
        credentials.check("\n  Without flexy.notify no webhook is needed.");
        if (!target.isUsable()) {
            throw new MojoFailureException(
                    "the webhook's address is no address; nothing was done. Give the whole of it,"
                            + " such as https://HOST/PATH");
        }
        if (!target.canSign()) {
            throw new MojoFailureException(
                    "the webhook's key is empty after whsec_; nothing was done. Give the receiver's"
                            + " whole key, or none for no signature");
        }
        return Optional.of(target);
    }

    private static void pause(Duration time) {
        try {
            Pace.system().pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <E extends Enum<E>> E word(String parameter, E[] values, String text) throws MojoFailureException {
        List<String> words = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int at = words.indexOf(text.strip().toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new MojoFailureException(
                    parameter + " is \"" + text.strip() + "\"; nothing was done. Give " + String.join(", ", words));
        }
        return values[at];
    }
}
