package io.github.flexyfleet.fleet.ledger;

import io.github.flexyfleet.fleet.compile.Bundle;
import io.github.flexyfleet.fleet.compile.Digest;
import io.github.flexyfleet.fleet.gateway.DeviceLink;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LinkAround;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Released;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A device's link whose writes are in the ledger. The intent is on disk before a write begins, and so is its result before
 * anything else is done. A write that was cut off in between is not asked of a human: the next run reads the device.
 */
final class JournaledLink extends LinkAround {
    private final DeviceLink link;
    private final DeviceTarget target;
    private final Journal journal;
    private final HeldLease lease;

    JournaledLink(DeviceLink link, DeviceTarget target, Journal journal, HeldLease lease) {
        super(link);
        this.link = link;
        this.target = target;
        this.journal = journal;
        this.lease = lease;
    }

    /** Something that writes to the device, and gives something back. */
    @FunctionalInterface
    private interface Write<T> {
        T run() throws DeviceProblemException, InterruptedException;
    }

    /** The same, when it gives nothing back. */
    @FunctionalInterface
    private interface Deed {
        void run() throws DeviceProblemException, InterruptedException;
    }

    private <T> T journaled(String deed, Optional<Digest> digest, Write<T> write)
            throws DeviceProblemException, InterruptedException {
        Map<String, String> told = new TreeMap<>(Map.of("deed", deed));
        digest.ifPresent(wanted -> told.put("digest", wanted.hex()));
        append(EntryKind.INTENT, told);
        // Appending has shown that the lease was good; a process that was paused since then must not go on.
        require();
        String result = "cut off";
        try {
            T answer = write.run();
            result = Boolean.FALSE.equals(answer) ? "not possible" : "done";
            return answer;
        } catch (DeviceProblemException e) {
            result = e.problem().code().id();
            throw e;
        } finally {
            told.put("result", result);
            told.put("calls", Integer.toString(link.calls()));
            append(EntryKind.RESULT, told);
        }
    }

    private void journal(String deed, Optional<Digest> digest, Deed write)
            throws DeviceProblemException, InterruptedException {
        journaled(deed, digest, () -> {
            write.run();
            return Optional.empty();
        });
    }

    private void append(EntryKind kind, Map<String, String> told) throws DeviceProblemException {
        try {
            journal.append(kind, Optional.of(target.device()), told);
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.FAILED);
        }
    }

    private void require() throws DeviceProblemException {
        try {
            lease.require();
        } catch (LedgerException e) {
            throw e.asProblem(Outcome.FAILED);
        }
    }

    @Override
    public boolean tryRuntime(RuntimeStatus running) throws DeviceProblemException, InterruptedException {
        return journaled("try-runtime", Optional.empty(), () -> link.tryRuntime(running));
    }

    @Override
    public void keepRuntime() throws DeviceProblemException, InterruptedException {
        journal("keep-runtime", Optional.empty(), link::keepRuntime);
    }

    @Override
    public void returnRuntime() throws DeviceProblemException, InterruptedException {
        journal("return-runtime", Optional.empty(), link::returnRuntime);
    }

    @Override
    public void installRuntime() throws DeviceProblemException, InterruptedException {
        journal("install-runtime", Optional.empty(), link::installRuntime);
    }

    @Override
    public void replaceRuntime() throws DeviceProblemException, InterruptedException {
        journal("replace-runtime", Optional.empty(), link::replaceRuntime);
    }

    /** Writes only where a program may make way; for all other devices it is not worth an entry. */
    @Override
    public void silenceScript(RuntimeStatus status) throws DeviceProblemException, InterruptedException {
        if (target.handling().takeOver()) {
            journal("park-script", Optional.empty(), () -> link.silenceScript(status));
        } else {
            require();
            link.silenceScript(status);
        }
    }

    @Override
    public void upload(Bundle bundle) throws DeviceProblemException, InterruptedException {
        journal("upload", Optional.of(bundle.digest()), () -> link.upload(bundle));
    }

    @Override
    public void apply(Digest digest, Duration revertAfter) throws DeviceProblemException, InterruptedException {
        journal("apply", Optional.of(digest), () -> link.apply(digest, revertAfter));
    }

    @Override
    public void confirm(Digest digest) throws DeviceProblemException, InterruptedException {
        journal("confirm", Optional.of(digest), () -> link.confirm(digest));
    }

    @Override
    public void revert(Digest digest) throws DeviceProblemException, InterruptedException {
        journal("revert", Optional.of(digest), () -> link.revert(digest));
    }

    @Override
    public Released release() throws DeviceProblemException, InterruptedException {
        return journaled("release", Optional.empty(), link::release);
    }
}
