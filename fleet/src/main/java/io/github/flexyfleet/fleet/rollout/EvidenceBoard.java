package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.certificate.Fingerprint;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.MessageValues;
import io.github.flexyfleet.fleet.model.DeviceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Keeps what was seen at the hub, per device, and answers for a digest and a certificate. Only messages that carry
 * both and were made after a mark count: an older "healthy" opens no gate. Thread-safe; whoever asks also reads what is
 * new.
 */
public final class EvidenceBoard {
    private final EventFeed feed;
    private final InstantSource clock;
    private final Map<DeviceId, List<HubTrail.Sighting>> seen = new HashMap<>();
    private final Map<DeviceId, Followed> walks = new HashMap<>();

    /** Reads from a feed. */
    public EvidenceBoard(EventFeed feed) {
        this(feed, InstantSource.system());
    }

    /**
     * Reads from a feed.
     *
     * @param clock says when a message was seen
     */
    EvidenceBoard(EventFeed feed, InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
    }

    /**
     * What was seen of a device under this digest and certificate, made after a mark, up to now.
     *
     * @param fingerprint empty for a device with a key: its messages have none, and the digest is over the key too
     */
    synchronized Evidence of(DeviceId device, Digest digest, Optional<Fingerprint> fingerprint, Mark mark) {
        readFeed();
        Optional<Instant> first = Optional.empty();
        Set<Mark> counted = new HashSet<>();
        SortedMap<String, String> values = new TreeMap<>();
        for (HubTrail.Sighting sighting : seen.getOrDefault(device, List.of())) {
            DeviceMessage message = sighting.message();
            if (carries(message, digest, fingerprint) && isBehind(mark, message)) {
                first = first.or(() -> Optional.of(message.enqueued()));
                // A device sends again what it does not know to have arrived: that shows nothing new.
                counted.add(
                        new Mark(message.boot().getAsLong(), message.sequence().getAsLong()));
                values.putAll(MessageValues.of(message.body()));
            }
        }
        return new Evidence(first, counted.size(), values, 0);
    }

    /** What a device's messages made after a mark show of it, up to now. */
    synchronized HubTrail trail(DeviceTarget target, Mark mark) {
        readFeed();
        Followed followed = walks.get(target.device());
        if (followed == null || !followed.walk.follows(target, mark)) {
            followed = new Followed(new HubTrail.Walk(target, mark));
            walks.put(target.device(), followed);
        }
        List<HubTrail.Sighting> sightings = seen.getOrDefault(target.device(), List.of());
        sightings.subList(followed.next, sightings.size()).forEach(followed.walk::step);
        followed.next = sightings.size();
        return followed.walk.trail();
    }

    /** How far a device's messages were gone through: gates look often, and each message need be looked at once. */
    private static final class Followed {
        private final HubTrail.Walk walk;
        private int next;

        Followed(HubTrail.Walk walk) {
            this.walk = walk;
        }
    }

    private void readFeed() {
        for (DeviceMessage message : feed.poll()) {
            seen.computeIfAbsent(message.device(), id -> new ArrayList<>())
                    .add(new HubTrail.Sighting(message, clock.instant()));
        }
    }

    private static boolean carries(DeviceMessage message, Digest digest, Optional<Fingerprint> fingerprint) {
        return message.kind().map(EvidenceBoard::isData).orElse(true) && isUnder(message, digest, fingerprint);
    }

    /** Whether a message, of whatever kind, names this digest and certificate. */
    static boolean isUnder(DeviceMessage message, Digest digest, Optional<Fingerprint> fingerprint) {
        return message.configuration().filter(digest.abbreviated()::equals).isPresent()
                && message.fingerprint()
                        .map(found -> found.toUpperCase(Locale.ROOT))
                        .equals(fingerprint.map(Fingerprint::abbreviated));
    }

    /** A will and a gap carry digest and certificate as well, but tell what did not arrive. */
    private static boolean isData(DeviceMessage.Kind kind) {
        return switch (kind) {
            case CHANGE, FULL, HEARTBEAT -> true;
            case GAP, LOST -> false;
        };
    }

    private static boolean isBehind(Mark mark, DeviceMessage message) {
        return message.boot().isPresent()
                && message.sequence().isPresent()
                && mark.isBefore(message.boot().getAsLong(), message.sequence().getAsLong());
    }
}
