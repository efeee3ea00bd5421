package io.github.flexyfleet.runtime.hub;

import io.github.flexyfleet.runtime.bundle.RunningBundle;
import io.github.flexyfleet.runtime.port.Reach;
import io.github.flexyfleet.runtime.status.EventLog;

/**
 * Says why the hub is not reached, by a code of {@code hub-reasons.json} (device protocol), from what can be seen: the
 * clock, the certificate's dates, how long connections last, and whether the hub's port can be reached. Times are running
 * time in ms. Worker thread only.
 */
final class Diagnosis {
    // Codes that are not those of Reach.
    static final String CLOCK = "clock";
    static final String EXPIRED = "certificate-expired";
    static final String EARLY = "certificate-early";
    static final String REFUSED = "refused";
    static final String TURNED_AWAY = "turned-away";
    static final String DPS_REFUSED = "dps-refused";
    static final String DPS_FAILED = "dps-failed";
    static final String CLIENT = "client";
    static final String DUPLICATE = "duplicate";
    static final String SILENT = "no-answer";
    static final String THROTTLED = "throttled";

    /** Connections that end sooner, so many in a row, look like two clients with one identity. */
    private static final long SHORT_MS = 60000;

    private static final int SHORT_LIVES = 3;

    /** A connection may take its time; only then is the way looked at, and again after a while. */
    private static final long PATIENCE_MS = 30000;

    private static final long AGAIN_MS = 300000;

    private final Reach reach;
    private final EventLog log;
    private RunningBundle bundle;
    private String reason = "";
    private boolean isDown;
    private boolean wasUp;
    private boolean clientRefused;
    private String host;
    private int port;
    private boolean dps;
    private int shortLives;
    private long upSince;
    private long askAt;

    Diagnosis(Reach reach, EventLog log) {
        this.reach = reach;
        this.log = log;
    }

    /** Another bundle: nothing is known. */
    void use(RunningBundle next) {
        bundle = next;
        reason = "";
        wasUp = false;
        clientRefused = false;
        shortLives = 0;
        isDown = false;
        if (next != null) {
            aim(next.config.host, false);
        }
    }

    /** What is connected to: this hub, or the Device Provisioning Service. */
    void aim(String hub, boolean service) {
        dps = service;
        host = service ? bundle.config.dpsHost : hub;
        port = service ? bundle.config.dpsPort : bundle.config.port;
    }

    /** A connection has come up. */
    void up(long now) {
        isDown = false;
        wasUp = true;
        clientRefused = false;
        upSince = now;
        if (shortLives < SHORT_LIVES && !reason.equals(SILENT)) {
            reason = "";
        }
    }

    /** The connection stands at this step. */
    void stands(long now) {
        if (now - upSince >= SHORT_MS && shortLives > 0) {
            shortLives = 0;
            solved(DUPLICATE);
        }
    }

    /** The connection was lost, not by the runtime's own doing. */
    void lost(long now) {
        shortLives = now - upSince < SHORT_MS ? shortLives + 1 : 0;
    }

    /** The client refuses to connect at all. */
    void clientRefused() {
        clientRefused = true;
    }

    /** There is no connection at this step; {@code utcMs} is the Flexy's clock. */
    void down(long now, long utcMs, boolean clockPlausible) {
        if (!isDown) {
            isDown = true;
            askAt = now + PATIENCE_MS;
            // What an earlier look has found is old.
            reach.answer();
        }
        if (!clockPlausible) {
            found(CLOCK);
        } else if (utcMs > bundle.notAfter && bundle.notAfter != Long.MIN_VALUE) {
            found(EXPIRED);
        } else if (utcMs < bundle.notBefore) {
            found(EARLY);
        } else if (shortLives >= SHORT_LIVES) {
            found(DUPLICATE);
        } else {
            look(now);
        }
    }

    private void look(long now) {
        String seen = reach.answer();
        if (seen != null && !seen.equals(Reach.OPEN)) {
            found(seen);
        } else if (seen != null && !reason.equals(SILENT) && !reason.equals(DPS_FAILED)) {
            found(clientRefused ? CLIENT : dps ? DPS_REFUSED : wasUp ? TURNED_AWAY : REFUSED);
        }
        if (now >= askAt) {
            askAt = now + AGAIN_MS;
            reach.ask(host, port);
        }
    }

    /** A reason has shown itself. */
    void found(String code) {
        if (!code.equals(reason)) {
            reason = code;
            log.add("hub: " + code);
        }
    }

    /** The reason, if it is this one, is none any more. */
    void solved(String code) {
        if (reason.equals(code)) {
            reason = "";
        }
    }

    /** Whether the hub's port answers and the connection is not accepted; trying fast would not help. */
    boolean isRefused() {
        return reason.equals(REFUSED) || reason.equals(TURNED_AWAY) || reason.startsWith("dps-");
    }

    /** The code, empty when nothing is wrong or nothing is known. */
    String reason() {
        return reason;
    }
}
