package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.talk2m.CallGate;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The calls that a Talk2M account has left today (UTC). A part of them is kept for ending trials. Devices are admitted
 * while the rest suffices for each of those under way, so that the run stops between devices. Thread-safe.
 */
public final class CallBudget {
    private final String account;
    private final CallLedger ledger;
    private final CallLimit limit;
    private final InstantSource clock;
    private long promised;
    private int underWay;
    private volatile boolean reserveOpen;

    /**
     * A budget.
     *
     * @param account what people call the account
     * @param ledger what was spent
     * @param limit what there is
     * @param clock says which day it is
     */
    public CallBudget(String account, CallLedger ledger, CallLimit limit, InstantSource clock) {
        this.account = account;
        this.ledger = ledger;
        this.limit = limit;
        this.clock = clock;
    }

    /** What there is in a day. */
    public CallLimit limit() {
        return limit;
    }

    /** Calls left today, with those that are kept back. */
    public long left() throws IOException {
        return Math.max(0, limit.perDay() - ledger.spent(today()));
    }

    /** When the count begins again at 0: the next midnight UTC. */
    public Instant renewed() {
        return today().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** From now on what was kept back may be spent on anything: devices go back to what they ran before. */
    synchronized void openReserve() {
        reserveOpen = true;
        notifyAll();
    }

    private long kept() {
        return reserveOpen ? 0 : limit.kept();
    }

    /** Counts a call before it is made. */
    public void spend(CallGate.Purpose purpose) throws CallGate.WithheldException {
        long most = switch (purpose) {
            case ORDINARY -> limit.perDay() - kept();
            case LOGIN, TRIAL_END -> limit.perDay();
        };
        boolean counted;
        try {
            counted = ledger.spend(today(), most);
        } catch (IOException e) {
            throw new CallGate.WithheldException(e.getMessage());
        }
        if (!counted) {
            throw new CallGate.WithheldException(spentWords());
        }
    }

    /** Fails when there are not so many calls, besides those that are kept back. */
    public synchronized void require(long calls) throws DeviceProblemException {
        if (!suffices(calls)) {
            throw refusal();
        }
    }

    /** Room for one device under way; to be closed when the device has ended. For one thread. */
    public final class Admission implements AutoCloseable {
        private long mine;

        /** Asks for more, when a device turns out to need it; waits for nobody. */
        void raise(long calls) throws DeviceProblemException {
            synchronized (CallBudget.this) {
                if (!suffices(calls)) {
                    throw refusal();
                }
                promised += calls;
                mine += calls;
            }
        }

        @Override
        public void close() {
            synchronized (CallBudget.this) {
                promised -= mine;
                mine = 0;
                underWay--;
                CallBudget.this.notifyAll();
            }
        }
    }

    /**
     * Admits a device. While others are under way, which may need fewer calls than were promised to them, this waits.
     *
     * @param calls that it needs at most, as a rule
     */
    public synchronized Admission admit(long calls) throws DeviceProblemException, InterruptedException {
        Optional<Admission> free = admitNow(calls);
        while (free.isEmpty()) {
            wait();
            free = admitNow(calls);
        }
        return free.get();
    }

    /** The same without waiting: empty when calls are promised to others that may come free. */
    synchronized Optional<Admission> admitNow(long calls) throws DeviceProblemException {
        if (!suffices(calls)) {
            if (underWay == 0) {
                throw refusal();
            }
            return Optional.empty();
        }
        underWay++;
        promised += calls;
        Admission admission = new Admission();
        admission.mine = calls;
        return Optional.of(admission);
    }

    private boolean suffices(long calls) throws DeviceProblemException {
        try {
            return left() - kept() - promised >= calls;
        } catch (IOException e) {
            throw new DeviceProblemException(
                    Outcome.NOT_STARTED, ProblemCode.CALLS_SPENT, e.getMessage(), "mend it, then deploy again", e);
        }
    }

    private DeviceProblemException refusal() {
        return new DeviceProblemException(
                Outcome.NOT_STARTED, ProblemCode.CALLS_SPENT, spentWords() + ", too few for the next device", goOn());
    }

    /** When and how to go on. */
    String goOn() {
        return "go on after " + renewed() + " with the same mvn flexy:deploy; it begins with what is not done";
    }

    private String spentWords() {
        long left;
        try {
            left = Math.max(0, left() - kept());
        } catch (IOException e) {
            return e.getMessage();
        }
        return "Talk2M account " + account + " has " + left + " of " + limit.perDay() + " calls left today, besides "
                + kept() + " kept for confirming devices and sending them back";
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
