package io.github.flexyfleet.simulator.fault;

import io.github.flexyfleet.simulator.net.HttpReply;
import io.github.flexyfleet.simulator.talk2m.ApiRefusal;
import io.github.flexyfleet.simulator.talk2m.CallFaults;

/** What one call of M2Web meets. For one call. */
final class CallFate implements CallFaults.Fate {
    private static final int ERROR_NUMBER = 7;
    private static final int QUOTA_STATUS = 429;

    private final Faults faults;
    private final String device;
    private final Script.Fate fate;

    /**
     * A fate.
     *
     * @param device the gateway of the call, empty for a call of the account
     */
    CallFate(Faults faults, String device, Script.Fate fate) {
        this.faults = faults;
        this.device = device;
        this.fate = fate;
    }

    @Override
    public CallFaults.Before before() {
        faults.hold(fate.latency());
        if (faults.quotaSpent()) {
            return new CallFaults.Before.Refuse(ApiRefusal.quota(QUOTA_STATUS));
        }
        CallFaults.Before outcome = new CallFaults.Before.Deliver();
        for (Strike strike : fate.strikes()) {
            if (strike.moment() == Moment.BEFORE) {
                faults.note(strike);
                outcome = before(strike.deed(), outcome);
            }
        }
        boolean goesOn =
                outcome instanceof CallFaults.Before.Deliver || outcome instanceof CallFaults.Before.DeliverTwice;
        for (Strike strike : fate.strikes()) {
            if (goesOn && strike.moment() == Moment.DURING && strike.deed() instanceof Deed.PowerCut cut) {
                faults.does(device, new Deed.PowerCut(Math.max(1, cut.change())));
            }
        }
        return outcome;
    }

    private CallFaults.Before before(Deed deed, CallFaults.Before otherwise) {
        if (deed instanceof Deed.Refuse refuse) {
            return new CallFaults.Before.Refuse(refusal(refuse.reply()));
        } else if (deed instanceof Deed.EndSession) {
            return new CallFaults.Before.EndSession();
        } else if (deed instanceof Deed.Lose) {
            return new CallFaults.Before.Lost();
        } else if (deed instanceof Deed.Twice) {
            return new CallFaults.Before.DeliverTwice();
        } else if (deed instanceof Deed.Wait wait) {
            faults.hold(wait.time());
        } else if (deed instanceof Deed.OnGateway gateway) {
            faults.does(device, gateway);
        } else if (deed instanceof Deed.OnWorld world) {
            faults.does(world);
        }
        return otherwise;
    }

    @Override
    public CallFaults.After after(HttpReply.Answer answer) {
        CallFaults.After outcome = new CallFaults.After.Deliver();
        for (Strike strike : fate.strikes()) {
            if (strike.moment() != Moment.BEFORE) {
                faults.note(strike);
                CallFaults.After next = after(strike);
                outcome = next instanceof CallFaults.After.Deliver ? outcome : next;
            }
        }
        return outcome;
    }

    private CallFaults.After after(Strike strike) {
        Deed deed = strike.deed();
        if (deed instanceof Deed.Refuse refuse) {
            return new CallFaults.After.Refuse(refusal(refuse.reply()));
        } else if (deed instanceof Deed.Lose) {
            return new CallFaults.After.Lost();
        } else if (deed instanceof Deed.Cut cut) {
            return new CallFaults.After.Cut(cut.bytes());
        } else if (deed instanceof Deed.Slow slow) {
            return new CallFaults.After.Slow(slow.pieces(), () -> faults.hold(slow.each()));
        } else if (deed instanceof Deed.Wait wait) {
            faults.hold(wait.time());
        } else if (deed instanceof Deed.OnWorld world) {
            faults.does(world);
        } else if (deed instanceof Deed.OnGateway gateway) {
            return after(strike.moment(), gateway);
        }
        return new CallFaults.After.Deliver();
    }

    private CallFaults.After after(Moment moment, Deed.OnGateway deed) {
        boolean during = moment == Moment.DURING;
        if (during && deed instanceof Deed.PowerCut) {
            faults.gateway(device).cutNowIfWaiting();
        } else {
            faults.does(device, deed);
        }
        return during ? new CallFaults.After.Refuse(ApiRefusal.timeout(device)) : new CallFaults.After.Deliver();
    }

    private ApiRefusal refusal(Deed.Reply reply) {
        return switch (reply) {
            case UNAVAILABLE -> ApiRefusal.unavailable(device);
            case TIMEOUT -> ApiRefusal.timeout(device);
            case UNREACHABLE -> ApiRefusal.unreachable(device, ERROR_NUMBER);
            case DEVICE_LOGIN -> ApiRefusal.deviceCredentials(device);
            case CREDENTIALS -> ApiRefusal.credentials();
            case GONE -> ApiRefusal.unknownDevice(410, device);
            case TOO_MANY -> ApiRefusal.tooMany();
            case NOT_UNDERSTOOD -> ApiRefusal.malformed();
            case QUOTA -> {
                faults.spendQuota();
                yield ApiRefusal.quota(QUOTA_STATUS);
            }
        };
    }
}
