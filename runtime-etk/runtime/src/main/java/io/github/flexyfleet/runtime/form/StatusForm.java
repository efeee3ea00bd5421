package io.github.flexyfleet.runtime.form;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.BundleView;
import io.github.flexyfleet.runtime.port.Clock;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.Snapshot;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.UtcTime;

/** Puts the answer of {@code fleetStatus} together. Thread-safe. */
final class StatusForm {
    private final BundleKeeper keeper;
    private final Board board;
    private final EventLog log;
    private final Clock clock;
    private final String version;

    StatusForm(BundleKeeper keeper, Board board, EventLog log, Clock clock, String version) {
        this.keeper = keeper;
        this.board = board;
        this.log = log;
        this.clock = clock;
        this.version = version;
    }

    JsonWriter fill(JsonWriter json) {
        BundleView bundles = keeper.view();
        Snapshot seen = board.last();
        json.put("serial", seen.serial).put("firmware", seen.firmware).put("runtime", version);
        json.put("boot", bundles.boot).put("uptimeSeconds", seen.uptimeSeconds);
        json.put("state", bundles.state).put("confirmed", bundles.confirmed);
        json.put("candidate", bundles.candidate).put("running", bundles.running);
        json.put("revertInSeconds", bundles.revertInSeconds);
        json.put("lastRequest", bundles.lastRequest).put("lastOutcome", bundles.lastOutcome);
        JsonWriter hub = new JsonWriter()
                .put("status", seen.hubStatus)
                .put("code", seen.hubCode)
                .put("seconds", seen.hubSeconds)
                .put("host", seen.hubHost)
                .put("barrier", seen.barrier);
        hub = seen.assigned == null ? hub : hub.put("assigned", seen.assigned);
        json.put("hub", seen.hubReason.length() == 0 ? hub : hub.put("reason", seen.hubReason));
        json.put(
                "certificate",
                new JsonWriter().put("fingerprint", seen.fingerprint).put("notAfter", seen.notAfter));
        json.put("sequence", seen.sequence).put("acknowledged", seen.acknowledged);
        json.put("spool", seen.spool).put("dropped", seen.dropped).put("tags", seen.tags);
        json.put("error", log.error()).put("clock", UtcTime.rfc3339(clock.now()));
        return json.put("freeHeap", seen.freeHeap).put("freeFlash", seen.freeFlash);
    }
}
