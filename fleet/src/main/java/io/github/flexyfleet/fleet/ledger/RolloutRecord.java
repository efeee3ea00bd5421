package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.FailureClass;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.StopCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the record of one rollout tells.
 *
 * @param number of the rollout, from 1
 * @param entries all of it, at least the head
 */
public record RolloutRecord(long number, List<Entry> entries) {
    /** Copies the list. */
    public RolloutRecord {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || entries.get(0).kind() != EntryKind.ROLLOUT_BEGUN) {
            throw new IllegalArgumentException("a record without its head");
        }
    }

    /** How far a rollout has come. */
    public enum State {
        /** It is at work, or was cut off; the lease tells which. */
        OPEN,
        /** It was stopped and can be gone on with. */
        HALTED,
        /** All that it was to do is done, or has failed; or another rollout took its place. */
        ENDED
    }

    /**
     * A device that went wrong.
     *
     * @param digest what it was to run
     * @param outcome how it ended
     * @param code code of its problem
     */
    public record Failure(String digest, String outcome, String code) {}

    /** The head: who, where, which commit, which plan. */
    public Entry head() {
        return entries.get(0);
    }

    /** When it began. */
    public Instant began() {
        return head().time();
    }

    /** When its last entry was made; a revocation that came after it is no part of the rollout. */
    public Instant last() {
        Instant last = began();
        for (Entry entry : entries) {
            if (entry.kind() != EntryKind.REVOKED) {
                last = entry.time();
            }
        }
        return last;
    }

    /** Digest of its plan. */
    public String plan() {
        return head().value("plan").orElse("");
    }

    /** How far it has come. */
    public State state() {
        return switch (decisive().map(Entry::kind).orElse(EntryKind.ROLLOUT_BEGUN)) {
            case ROLLOUT_ENDED -> State.ENDED;
            case HALTED -> State.HALTED;
            case ROLLOUT_BEGUN,
                    WAVE_BEGUN,
                    INTENT,
                    RESULT,
                    DEVICE_ENDED,
                    GATE,
                    IDENTITIES,
                    REVOKED,
                    ACKNOWLEDGED,
                    APPROVED,
                    RESUMED,
                    LEASE_TAKEN,
                    LEASE_LOST,
                    LEASE_BROKEN,
                    RUNNER_JOINED,
                    RUNNER_LOST -> State.OPEN;
        };
    }

    /** The entry that says how it stands: the end, the halt, or where it was gone on with. */
    public Optional<Entry> decisive() {
        Optional<Entry> decisive = Optional.empty();
        for (Entry entry : leg()) {
            if (entry.kind() == EntryKind.ROLLOUT_ENDED
                    || (entry.kind() == EntryKind.HALTED
                            && decisive.map(Entry::kind).isEmpty())) {
                decisive = Optional.of(entry);
            }
        }
        return decisive;
    }

    /** What stopped it, whoever goes on with it: what was seen of the devices, or somebody who wanted it. */
    Optional<RolloutEvent.Stopped> halt() {
        return leg().stream()
                .filter(entry -> entry.kind() == EntryKind.HALTED)
                .flatMap(entry -> entry
                        .value("cause")
                        .map(StopCause::valueOf)
                        .filter(cause -> cause == StopCause.JUDGEMENT || cause == StopCause.REQUEST)
                        .map(cause ->
                                new RolloutEvent.Stopped(entry.value("reason").orElse("it was stopped"), cause))
                        .stream())
                .findFirst();
    }

    /** What was done since it was begun or gone on with last. */
    private List<Entry> leg() {
        int start = 0;
        for (int at = 0; at < entries.size(); at++) {
            if (entries.get(at).kind() == EntryKind.RESUMED) {
                start = at;
            }
        }
        return entries.subList(start, entries.size());
    }

    /** How each device ended last, by name. */
    public SortedMap<DeviceId, Entry> devices() {
        return devices(entries);
    }

    private static SortedMap<DeviceId, Entry> devices(List<Entry> among) {
        SortedMap<DeviceId, Entry> ended = new TreeMap<>();
        for (Entry entry : among) {
            if (entry.kind() == EntryKind.DEVICE_ENDED) {
                ended.put(entry.device().orElseThrow(), entry);
            }
        }
        return ended;
    }

    /** Devices that the hub was told to refuse after this rollout had begun, and before the next one. */
    public List<Entry> revoked() {
        return RevokedEntry.of(this);
    }

    /** Names of the waves that began. */
    public List<String> waves() {
        List<String> waves = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.kind() == EntryKind.WAVE_BEGUN) {
                waves.add(entry.value("name").orElse("?"));
            }
        }
        return waves.stream().distinct().toList();
    }

    /** Writes that were begun and of which the record does not say how they ended; the devices know. */
    public List<Entry> cutOff() {
        Map<DeviceId, Entry> open = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.kind() == EntryKind.INTENT) {
                open.put(entry.device().orElseThrow(), entry);
            } else if (entry.kind() == EntryKind.RESULT) {
                open.remove(entry.device().orElseThrow());
            }
        }
        return List.copyOf(open.values());
    }

    /**
     * Devices that somebody has to acknowledge before they get the same once more: those that went wrong before a gate or
     * an abort rule halted the rollout. None after a halt of another kind, and none once it was gone on with.
     *
     * @param wanted what each device would get now
     */
    public SortedMap<DeviceId, Failure> unacknowledged(Map<DeviceId, Digest> wanted) {
        SortedMap<DeviceId, Failure> failures = new TreeMap<>();
        boolean judged = leg().stream()
                .anyMatch(entry -> entry.kind() == EntryKind.HALTED
                        && entry.value("cause")
                                .filter(StopCause.JUDGEMENT.name()::equals)
                                .isPresent());
        if (judged) {
            devices(leg())
                    .forEach((device, entry) -> failure(entry)
                            .filter(failed -> wanted.containsKey(device)
                                    && wanted.get(device).hex().equals(failed.digest()))
                            .ifPresent(failed -> failures.put(device, failed)));
        }
        return failures;
    }

    private static Optional<Failure> failure(Entry entry) {
        return entry.value("class")
                .filter(name -> FailureClass.ANY.covers(FailureClass.valueOf(name)))
                .map(name -> new Failure(
                        entry.value("digest").orElse(""),
                        entry.value("outcome").orElse("?"),
                        entry.value("code").orElse("?")));
    }
}
