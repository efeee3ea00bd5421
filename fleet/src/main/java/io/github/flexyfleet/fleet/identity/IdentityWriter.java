package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.certificate.KeySlot;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.BulkChange;
import io.github.flexyfleet.fleet.hub.BulkResult;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IdentityKeys;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.secret.Secret;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Writes what differs between a hub's identities and those that a fleet wants: up to 100 in a call, each only in the state
 * in which it was read. One that somebody else changed meanwhile is read again and compared again, three times at most.
 * Once the hub takes no calls at all, because it is out of reach or refuses the login, the rest is left alone and told.
 * What is safe in bulk is done here; a thumbprint that a device runs on is dropped by a rollout only, device by device
 * (decision 22). For one thread.
 */
public final class IdentityWriter {
    private static final int ROUNDS = 3;

    /** So many calls in a row that fail within the hub are not about their devices. */
    private static final int UNCLEAR_IN_A_ROW = 3;

    private final IotHubRegistry registry;
    private final Ownership ownership;
    private final boolean twins;
    private final BooleanSupplier mayWrite;
    private final IdentityChanges changes;
    private Function<DeviceId, Optional<Secret>> firstKeys = device -> Optional.empty();
    private final TreeMap<DeviceId, String> failed = new TreeMap<>();
    private final Set<DeviceId> created = new HashSet<>();
    private final Set<DeviceId> changed = new HashSet<>();
    private final Set<DeviceId> tagged = new HashSet<>();
    private final List<DeviceId> disabled = new ArrayList<>();
    private Optional<IotHubException> over = Optional.empty();
    private int unclear;

    /**
     * Prepares; sends nothing.
     *
     * @param twins whether the hub has twins
     * @param mayWrite asked before each call; once it says no, nothing more is written
     */
    public IdentityWriter(IotHubRegistry registry, Ownership ownership, boolean twins, BooleanSupplier mayWrite) {
        this.registry = registry;
        this.ownership = ownership;
        this.twins = twins;
        this.mayWrite = mayWrite;
        this.changes = new IdentityChanges(ownership, twins);
    }

    /** The same, which registers devices with the first keys that they have already, if any. */
    public IdentityWriter withFirstKeys(Function<DeviceId, Optional<Secret>> known) {
        this.firstKeys = known;
        return this;
    }

    /** Makes the next change of an identity out of what is known of it. */
    @FunctionalInterface
    private interface NextChange {
        Optional<BulkChange> of(WantedIdentity wanted, Optional<SeenIdentity> seen);
    }

    /**
     * Makes missing identities and prepares present ones: hands over those that are adopted, enables those that are back,
     * trusts a new certificate where there is room beside the old one, and tags.
     */
    public IdentityWriter register(HubSnapshot seen, Collection<WantedIdentity> wanted) {
        Map<DeviceId, SeenIdentity> now = new HashMap<>(seen.identities());
        rounds(wanted, now, this::identity);
        rounds(
                wanted.stream().filter(one -> !created.contains(one.device())).toList(),
                now,
                (one, found) -> changes.tags(
                        one, found, found.map(present -> IdentityPlan.keepingDigest(one.tags(), present))));
        return this;
    }

    /** Has the twins of devices say what they run, which was just shown. */
    public IdentityWriter tag(HubSnapshot seen, Collection<WantedIdentity> confirmed) {
        Map<DeviceId, SeenIdentity> now = new HashMap<>(seen.identities());
        List<WantedIdentity> there = confirmed.stream()
                .filter(one -> now.containsKey(one.device()) || isThere(one.device(), now))
                .toList();
        rounds(there, now, (one, found) -> changes.tags(one, found, Optional.of(one.tags())));
        return this;
    }

    /** Shuts devices out that left the fleet file; each is looked at once more before. */
    public IdentityWriter disable(Collection<DeviceId> devices) {
        for (DeviceId device : devices) {
            one(device, found -> {
                if (found.enabled() && isOurs(found)) {
                    registry.rewrite(found.removedFrom(ownership.fleet()));
                    disabled.add(device);
                }
            });
        }
        return this;
    }

    /** Removes identities for ever; only those of the fleet that are disabled already. */
    public IdentityWriter delete(Collection<DeviceId> devices) {
        for (DeviceId device : devices) {
            one(device, found -> {
                if (found.enabled() || !isOurs(found)) {
                    failed.put(
                            device,
                            found.enabled()
                                    ? "it can still connect; take it out of the fleet file and deploy, which disables it"
                                    : "it has not the mark of fleet " + ownership.fleet());
                } else {
                    registry.delete(found);
                    changed.add(device);
                }
            });
        }
        return this;
    }

    /** What was done up to now. */
    public IdentityReport report() {
        return new IdentityReport(created.size(), changed.size(), tagged.size(), disabled, new TreeMap<>(failed));
    }

    private interface Work {
        void on(HubIdentity found);
    }

    private void one(DeviceId device, Work work) {
        if (!mayWrite.getAsBoolean() || leftAlone(device)) {
            return;
        }
        try {
            Optional<HubIdentity> found = registry.find(device);
            if (found.isEmpty()) {
                failed.put(device, "it is not there");
                return;
            }
            work.on(found.get());
            unclear = 0;
        } catch (IotHubException e) {
            fails(device, e);
        }
    }

    private void fails(DeviceId device, IotHubException e) {
        failed.put(device, e.getMessage());
        if (e.failure().isTransient()) {
            unclear++;
        }
        if (e.failure().concernsAll() || unclear >= UNCLEAR_IN_A_ROW) {
            over = Optional.of(e);
        }
    }

    /** Whether the hub takes nothing any more: then each further call would only be tried in vain for long. */
    private boolean leftAlone(DeviceId device) {
        over.ifPresent(e -> failed.putIfAbsent(device, "not done, since the hub takes no calls: " + e.getMessage()));
        return over.isPresent();
    }

    /** Of an identity that was made before there were marks, its tag says it; the list that named it has looked at that. */
    private boolean isOurs(HubIdentity found) {
        return SeenIdentity.of(found)
                .mark()
                .map(mark -> mark.fleet().equals(ownership.fleet()))
                .orElseGet(() -> registry.look(found.device(), twins)
                        .filter(seen -> IdentityPlan.isOf(seen, ownership.fleet()))
                        .isPresent());
    }

    private void rounds(Collection<WantedIdentity> wanted, Map<DeviceId, SeenIdentity> now, NextChange next) {
        Map<DeviceId, WantedIdentity> open = new LinkedHashMap<>();
        wanted.forEach(one -> open.put(one.device(), one));
        for (int round = 1; !open.isEmpty(); round++) {
            List<BulkChange> bulk = new ArrayList<>();
            for (WantedIdentity one : open.values()) {
                next.of(one, Optional.ofNullable(now.get(one.device()))).ifPresent(bulk::add);
            }
            Map<DeviceId, IotHubFailure> left = send(bulk);
            open.keySet().retainAll(left.keySet());
            if (round == ROUNDS) {
                left.forEach((device, why) -> failed.put(device, "the hub refuses it again and again: " + why.words()));
                return;
            }
            open.keySet().removeIf(device -> leftAlone(device) || !lookAgain(device, now));
        }
    }

    private Map<DeviceId, IotHubFailure> send(List<BulkChange> bulk) {
        Map<DeviceId, IotHubFailure> left = new HashMap<>();
        for (int at = 0; at < bulk.size() && mayWrite.getAsBoolean(); at += BulkChange.MOST) {
            List<BulkChange> some = bulk.subList(at, Math.min(at + BulkChange.MOST, bulk.size()));
            if (over.isPresent()) {
                some.forEach(change -> leftAlone(change.device()));
                continue;
            }
            try {
                BulkResult result = registry.apply(some);
                some.forEach(change -> result.failure(change.device())
                        .ifPresentOrElse(why -> refused(change.device(), why, left), () -> landed(change)));
            } catch (IotHubException e) {
                some.forEach(change -> fails(change.device(), e));
            }
        }
        return left;
    }

    private void refused(DeviceId device, IotHubFailure why, Map<DeviceId, IotHubFailure> left) {
        if (why instanceof IotHubFailure.Throttled) {
            // It was waited for already, for longer than a hub should need.
            fails(device, new IotHubException("change " + device, why));
        } else {
            left.put(device, why);
        }
    }

    private void landed(BulkChange change) {
        boolean makes = change instanceof BulkChange.Create
                || change instanceof BulkChange.CreateKeyed
                || change instanceof BulkChange.CreateByAuthority
                || change instanceof BulkChange.CreateWithKeys;
        Set<DeviceId> kind = makes ? created : change instanceof BulkChange.Tags ? tagged : changed;
        kind.add(change.device());
    }

    private boolean lookAgain(DeviceId device, Map<DeviceId, SeenIdentity> now) {
        try {
            registry.look(device, twins).ifPresentOrElse(seen -> now.put(device, seen), () -> now.remove(device));
            unclear = 0;
            return true;
        } catch (IotHubException e) {
            fails(device, e);
            return false;
        }
    }

    /** A query lags by minutes (azure-iot-hub 4) and may not know what was just made: then the twin itself is read. */
    private boolean isThere(DeviceId device, Map<DeviceId, SeenIdentity> now) {
        return !leftAlone(device) && lookAgain(device, now);
    }

    private Optional<BulkChange> identity(WantedIdentity wanted, Optional<SeenIdentity> found) {
        if (wanted.keyed() && found.isEmpty()) {
            // With an imported key the rollout makes it; this goal has not been given any connection strings.
            return wanted.imported() ? Optional.empty() : Optional.of(withKeys(wanted));
        }
        IdentityPlan.compare(found, wanted, ownership)
                .problem()
                .ifPresent(code -> failed.put(wanted.device(), words(code)));
        return changes.identity(wanted, found);
    }

    /** With the key that a plan has named already, when there is one, and another that nobody has seen. */
    private BulkChange withKeys(WantedIdentity wanted) {
        IdentityKeys keys = registry.keys();
        return new BulkChange.CreateWithKeys(
                wanted.device(),
                new HubIdentity.Keys(firstKeys.apply(wanted.device()).orElseGet(keys::fresh), keys.fresh()),
                IdentityMark.of(ownership.fleet(), new IdentityMark.KeyUse(KeySlot.PRIMARY, Optional.of(keys.now()))),
                twins ? Optional.of(wanted.tags().with(Optional.empty())) : Optional.empty());
    }

    private static String words(ProblemCode code) {
        return code.id() + " " + code.title();
    }
}
