package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a device's messages at the hub show of it since it was changed. Only messages that carry the wanted digest and
 * certificate and were made after the change count. All moments are those at which this process saw a message, by its
 * own clock: neither the device's clock nor the hub's plays a part.
 *
 * @param inARow data messages since the last break, none missing between them
 * @param heldSince when the first message since the last lost connection was seen
 * @param last when the last message was seen
 * @param groups when each tag group was seen last
 * @param lost what was missing first, in words
 * @param departed the digest of another bundle under which the device sends now
 */
record HubTrail(
        int inARow,
        Optional<Instant> heldSince,
        Optional<Instant> last,
        Map<String, Instant> groups,
        Optional<String> lost,
        Optional<String> departed) {
    /**
     * A message.
     *
     * @param message what the hub took
     * @param at when this process saw it
     */
    record Sighting(DeviceMessage message, Instant at) {}

    /** Copies the map. */
    HubTrail {
        groups = Map.copyOf(groups);
    }

    /** Goes through a device's messages in the order in which they were seen, each once. For one thread. */
    static final class Walk {
        private final DeviceTarget target;
        private final Mark mark;
        private final Map<String, Instant> groups = new HashMap<>();
        /** Boot and number of the last message that counts. */
        private Optional<Mark> position = Optional.empty();

        private int inARow;
        private Optional<Instant> heldSince = Optional.empty();
        private Optional<Instant> last = Optional.empty();
        private Optional<String> lost = Optional.empty();
        private Optional<String> departed = Optional.empty();

        Walk(DeviceTarget target, Mark mark) {
            this.target = target;
            this.mark = mark;
        }

        /** Whether it is about this target, from this mark on. */
        boolean follows(DeviceTarget other, Mark from) {
            return target.equals(other) && mark.equals(from);
        }

        /** What was seen so far. */
        HubTrail trail() {
            return new HubTrail(inARow, heldSince, last, groups, lost, departed);
        }

        void step(Sighting sighting) {
            DeviceMessage message = sighting.message();
            if (message.kind().filter(DeviceMessage.Kind.LOST::equals).isPresent()) {
                lostConnection(message);
                return;
            }
            if (message.boot().isEmpty() || message.sequence().isEmpty()) {
                return;
            }
            Mark number =
                    new Mark(message.boot().getAsLong(), message.sequence().getAsLong());
            // A message may come twice, and late: then it shows nothing new.
            boolean late = position.filter(before -> !before.isBefore(number.boot(), number.sequence()))
                    .isPresent();
            if (late || !mark.isBefore(number.boot(), number.sequence())) {
                return;
            }
            if (!EvidenceBoard.isUnder(message, target.digest(), target.fingerprint())) {
                if (position.isPresent()) {
                    departed = Optional.of(message.configuration().orElse("unknown"));
                }
                return;
            }
            departed = Optional.empty();
            count(message, number, sighting.at());
        }

        /** A will of a connection before the one that is seen now says nothing of it. */
        private void lostConnection(DeviceMessage message) {
            boolean ours = EvidenceBoard.isUnder(message, target.digest(), target.fingerprint());
            boolean now = position.filter(
                            before -> message.boot().isEmpty() || message.boot().getAsLong() >= before.boot())
                    .isPresent();
            if (ours && now) {
                inARow = 0;
                heldSince = Optional.empty();
            }
        }

        private void count(DeviceMessage message, Mark number, Instant at) {
            missing(number).ifPresent(this::breakRow);
            position = Optional.of(number);
            last = Optional.of(at);
            if (heldSince.isEmpty()) {
                heldSince = Optional.of(at);
            }
            if (message.kind().filter(DeviceMessage.Kind.GAP::equals).isPresent()) {
                breakRow("the device tells that it dropped messages up to number " + number.sequence());
                return;
            }
            inARow++;
            boolean values = message.kind()
                    .filter(kind -> kind == DeviceMessage.Kind.CHANGE || kind == DeviceMessage.Kind.FULL)
                    .isPresent();
            if (values) {
                message.group().ifPresent(group -> groups.put(group, at));
            }
        }

        /** Numbers that should have come before this one. */
        private Optional<String> missing(Mark number) {
            if (position.isEmpty()) {
                return Optional.empty();
            }
            long expected =
                    number.boot() == position.get().boot() ? position.get().sequence() + 1 : 1;
            if (number.sequence() <= expected) {
                return Optional.empty();
            }
            long end = number.sequence() - 1;
            return Optional.of(
                    expected == end
                            ? "message " + end + " of boot " + number.boot() + " is missing"
                            : "messages " + expected + " to " + end + " of boot " + number.boot() + " are missing");
        }

        private void breakRow(String words) {
            inARow = 0;
            lost = lost.or(() -> Optional.of(words));
        }
    }
}
