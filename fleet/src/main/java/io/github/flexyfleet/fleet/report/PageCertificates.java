package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.gateway.HubLogin;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * When the certificates end that the devices are to have.
 *
 * @param parts how many end within which time; those without any are left out
 * @param first those that end first
 * @param more how many others there are
 * @param keys devices that have a shared key instead
 */
record PageCertificates(List<Part> parts, List<Row> first, int more, int keys) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHOWN = 10;
    private static final int SHOWN_DIGITS = 12;

    record Part(String words, String tone, int count, String width) {}

    record Row(String device, String site, String fingerprint, String ends, String left, String tone) {}

    /** Certificates that end within some time, and what that means. */
    private enum Span {
        EXPIRED("expired", "bad", Duration.ZERO),
        MONTH("within 30 days", "bad", Duration.ofDays(30)),
        QUARTER("within 90 days", "wait", Duration.ofDays(90)),
        YEAR("within a year", "good", Duration.ofDays(366)),
        LATER("later", "good", Duration.ofDays(Integer.MAX_VALUE));

        private final String words;
        private final String tone;
        private final Duration within;

        Span(String words, String tone, Duration within) {
            this.words = words;
            this.tone = tone;
            this.within = within;
        }

        static Span of(Duration left) {
            for (Span span : values()) {
                if (left.compareTo(span.within) <= 0) {
                    return span;
                }
            }
            return LATER;
        }
    }

    private record Ending(DeviceResult device, HubLogin.Certificate certificate, Duration left) {}

    static PageCertificates of(RolloutResult result) {
        Instant now = result.finished();
        List<Ending> endings = result.devices().stream()
                .flatMap(device -> device.target().certificate().stream()
                        .map(certificate ->
                                new Ending(device, certificate, Duration.between(now, certificate.notAfter()))))
                .sorted(Comparator.comparing(Ending::left))
                .toList();
        List<Part> parts = new ArrayList<>();
        for (Span span : Span.values()) {
            int count = (int) endings.stream()
                    .filter(ending -> Span.of(ending.left()) == span)
                    .count();
            if (count > 0) {
                String width = String.format(Locale.ROOT, "%.1f%%", 100.0 * count / endings.size());
                parts.add(new Part(span.words, span.tone, count, width));
            }
        }
        return new PageCertificates(
                parts,
                endings.stream().limit(SHOWN).map(PageCertificates::row).toList(),
                Math.max(0, endings.size() - SHOWN),
                result.devices().size() - endings.size());
    }

    private static Row row(Ending ending) {
        return new Row(
                ending.device().target().device().value(),
                ending.device().target().site(),
                ending.certificate().fingerprint().hex().substring(0, SHOWN_DIGITS),
                DAY.format(ending.certificate().notAfter()),
                PlanWords.number(ending.left().toDays()),
                Span.of(ending.left()).tone);
    }
}
