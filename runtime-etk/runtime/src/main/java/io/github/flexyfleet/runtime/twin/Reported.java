package io.github.flexyfleet.runtime.twin;

import io.github.flexyfleet.runtime.bundle.BundleKeeper;
import io.github.flexyfleet.runtime.bundle.BundleView;
import io.github.flexyfleet.runtime.hub.Incoming;
import io.github.flexyfleet.runtime.hub.Message;
import io.github.flexyfleet.runtime.status.Board;
import io.github.flexyfleet.runtime.status.EventLog;
import io.github.flexyfleet.runtime.status.Snapshot;
import io.github.flexyfleet.runtime.text.JsonWriter;
import io.github.flexyfleet.runtime.text.Utf8;

/**
 * The reported properties of the twin: one small document, sent when it says something new. Facts are sent soon, counts
 * only every 15 minutes, for the hub meters every report. Worker thread only; running time in ms.
 */
final class Reported {
    /** Time between two reports of counts, and after a new connection, which may lead to an empty twin. */
    static final long COUNTS_MS = 15 * 60000;

    /** Time between two reports. */
    static final long FACTS_MS = 10000;

    /** Time until a report is sent again that the hub has refused for now, or not answered. */
    static final long AGAIN_MS = 60000;

    private static final String TOPIC = "$iothub/twin/PATCH/properties/reported/?" + Incoming.REQUEST_ID;

    private final BundleKeeper keeper;
    private final Board board;
    private final EventLog log;
    private final String version;
    private String facts = "";
    private String counts = "";
    private long countsAt;
    private long nextAt;
    private long id;

    /** Facts and counts on their way; null when nothing is. */
    private String sentFacts;

    private String sentCounts;

    Reported(BundleKeeper keeper, Board board, EventLog log, String version) {
        this.keeper = keeper;
        this.board = board;
        this.log = log;
        this.version = version;
    }

    /** Another connection: what was on its way may be lost, and the twin may be a new one. */
    void connected() {
        sentFacts = null;
        counts = "";
    }

    /** The report that is due, or null; with it go the answers to desired properties. */
    Message due(Desired desired, long now) {
        if (now < nextAt) {
            return null;
        }
        String fresh = facts();
        Snapshot seen = board.last();
        String numbers = seen.spool + " " + seen.dropped;
        boolean countsDue = now >= countsAt && !numbers.equals(counts);
        if (fresh.equals(facts) && !countsDue && !desired.hasAnswers()) {
            return null;
        }
        sentFacts = fresh;
        sentCounts = numbers;
        nextAt = now + AGAIN_MS;
        StringBuffer out = new StringBuffer("{\"flexyfleet\":").append(fresh);
        out.setLength(out.length() - 1);
        out.append(",\"spool\":").append(seen.spool);
        out.append(",\"dropped\":").append(seen.dropped).append('}');
        if (desired.hasAnswers()) {
            desired.report(out.append(",\"tags\":"));
        }
        id++;
        return new Message(0, TOPIC + 'r' + id, Utf8.encode(out.append('}').toString()));
    }

    private String facts() {
        BundleView bundles = keeper.view();
        Snapshot seen = board.last();
        String error = log.error();
        int code = error.indexOf(':');
        JsonWriter json = new JsonWriter().put("runtime", version).put("boot", bundles.boot);
        json.put("state", bundles.state).put("running", bundles.running).put("confirmed", bundles.confirmed);
        json.put(
                "certificate",
                new JsonWriter().put("fingerprint", seen.fingerprint).put("notAfter", seen.notAfter));
        return json.put("error", code < 0 ? error : error.substring(0, code)).end();
    }

    /** Takes an answer on this topic; tells whether the hub has taken, or will never take, the last report. */
    boolean answer(String topic, long now) {
        if (sentFacts == null || !Incoming.requestId(topic).equals("r" + id)) {
            return false;
        }
        boolean taken = topic.startsWith("$iothub/twin/res/204/");
        boolean never = topic.startsWith("$iothub/twin/res/400/");
        if (taken || never) {
            facts = sentFacts;
            counts = sentCounts;
            countsAt = now + COUNTS_MS;
            nextAt = now + FACTS_MS;
        }
        if (never) {
            log.problem("twin", "the hub does not take the report");
        }
        sentFacts = null;
        return taken || never;
    }
}
