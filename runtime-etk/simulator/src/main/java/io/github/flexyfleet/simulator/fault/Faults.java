package io.github.flexyfleet.simulator.fault;

import io.github.flexyfleet.simulator.fault.Effects.Kind;
import io.github.flexyfleet.simulator.flexy.Troubles;
import io.github.flexyfleet.simulator.flexy.WebRequest;
import io.github.flexyfleet.simulator.hub.HubError;
import io.github.flexyfleet.simulator.hub.HubFaults;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.net.Waiting;
import io.github.flexyfleet.simulator.talk2m.CallFaults;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The faults of a running world; they may be changed at any time. Thread-safe. */
public final class Faults implements CallFaults, HubFaults {
    private final InstantSource clock;
    private final Waiting waiting;
    private final Effects effects;
    private final Script script = new Script();
    private final Map<String, Troubles> gateways = new ConcurrentHashMap<>();
    private final List<Strike> struck = new ArrayList<>();
    private volatile Consumer<Optional<String>> disconnect = device -> {};
    private volatile Duration lag = Duration.ZERO;

    /**
     * Without faults.
     *
     * @param clock the world's time
     * @param waiting lets the world's time pass
     */
    public Faults(InstantSource clock, Waiting waiting) {
        this.clock = clock;
        this.waiting = waiting;
        this.effects = new Effects(clock);
    }

    /** Puts a plan in the place of the last one; calls count from 1 again. What lasts already goes on. */
    public void load(FaultPlan plan) {
        script.load(plan);
    }

    /** Another profile for all calls; exact strikes stay. */
    public void profile(FaultProfile profile) {
        script.profile(profile);
    }

    /** One more fault at an exact call, counted since the plan was loaded. */
    public void add(Strike strike) {
        script.add(strike);
    }

    /** A fault at the next call of a target. */
    public void next(Target target, Moment moment, Deed deed) {
        script.next(target, moment, deed);
    }

    /** A gateway suffers at once. */
    public void now(String device, Deed.OnGateway deed) {
        does(device, deed);
    }

    /** The world suffers at once. */
    public void now(Deed.OnWorld deed) {
        does(deed);
    }

    /** Ends everything: no plan, nothing lasts, all space is given back. Clocks and power come back by themselves. */
    public void calm() {
        script.load(FaultPlan.NONE);
        effects.clear();
        lag = Duration.ZERO;
        gateways.values().forEach(gateway -> gateway.leaveSpace(Long.MAX_VALUE));
    }

    /** What has struck calls since the world was opened, in order. */
    public List<Strike> struck() {
        synchronized (struck) {
            return List.copyOf(struck);
        }
    }

    /** Calls of a target since the plan was loaded. */
    public long calls(Target target) {
        return script.calls(target);
    }

    /** Whether Talk2M reaches a gateway now, power aside. */
    public boolean connected(String device) {
        return !effects.last(Kind.OFFLINE, device) && !script.offline(device, clock.millis());
    }

    /** Makes a gateway known to the faults; for the world. */
    public void attach(String device, Troubles troubles) {
        gateways.put(device, troubles);
    }

    /** Makes the hub known to the faults; for the world. Without a device it disconnects all. */
    public void attachHub(Consumer<Optional<String>> hangUp) {
        disconnect = hangUp;
    }

    /** The network as a gateway sees it. */
    public Network of(String device, Network network) {
        return new Seen(
                network,
                host -> effects.last(Kind.NO_NAMES, device),
                port -> effects.last(Kind.CLOSED_PORT, device + ":" + port));
    }

    /** The network as the world's proxy sees it. */
    public Network ofClients(Network network) {
        return new Seen(network, host -> effects.last(Kind.NO_HOST, host), port -> false);
    }

    @Override
    public CallFaults.Fate device(String device, WebRequest request) {
        return new CallFate(this, device, script.call(new Target.Device(device)));
    }

    @Override
    public CallFaults.Fate account() {
        return new CallFate(this, "", script.call(new Target.Account()));
    }

    @Override
    public HubFaults.Fate rest() {
        return new HubFate(this, script.call(new Target.Hub()));
    }

    @Override
    public Optional<HubError> closed() {
        if (effects.last(Kind.OUTAGE, "")) {
            return Optional.of(HubError.SERVICE_UNAVAILABLE);
        }
        return effects.last(Kind.THROTTLE, "") ? Optional.of(HubError.THROTTLING) : Optional.empty();
    }

    @Override
    public boolean twinsThrottled() {
        return effects.last(Kind.TWINS, "");
    }

    @Override
    public boolean deaf(String deviceId) {
        return effects.last(Kind.DEAF, deviceId);
    }

    @Override
    public boolean messagesSpent() {
        return effects.last(Kind.MESSAGES_SPENT, "");
    }

    @Override
    public boolean routedAway(String deviceId) {
        return effects.last(Kind.ROUTED_AWAY, deviceId);
    }

    @Override
    public boolean unmarked(String deviceId) {
        return effects.last(Kind.UNMARKED, deviceId);
    }

    @Override
    public boolean turnedAway(String deviceId) {
        return effects.last(Kind.TURNED_AWAY, deviceId);
    }

    @Override
    public boolean endsExpired() {
        return effects.last(Kind.ENDS_EXPIRED, "");
    }

    @Override
    public Duration registrationLag() {
        return effects.last(Kind.LATE_REGISTRATION, "") ? lag : Duration.ZERO;
    }

    boolean quotaSpent() {
        return effects.last(Kind.QUOTA, "");
    }

    void spendQuota() {
        effects.begin(Kind.QUOTA, "", restOfTheDay());
    }

    private Duration restOfTheDay() {
        LocalDate tomorrow =
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
        return Duration.between(
                clock.instant(), tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    void note(Strike strike) {
        synchronized (struck) {
            struck.add(strike);
        }
    }

    void hold(Duration time) {
        try {
            waiting.pause(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The gateway of a name. */
    Troubles gateway(String device) {
        Troubles found = gateways.get(device);
        if (found == null) {
            throw new IllegalArgumentException("this world has no gateway " + device);
        }
        return found;
    }

    void does(String device, Deed.OnGateway deed) {
        if (deed instanceof Deed.Offline offline) {
            effects.begin(Kind.OFFLINE, device, offline.time());
        } else if (deed instanceof Deed.Reboot) {
            gateway(device).reboot();
        } else if (deed instanceof Deed.PowerCut cut) {
            gateway(device).cutPower(cut.change());
        } else if (deed instanceof Deed.FillDisk fill) {
            gateway(device).leaveSpace(fill.left());
        } else if (deed instanceof Deed.NoNames names) {
            effects.begin(Kind.NO_NAMES, device, names.time());
        } else if (deed instanceof Deed.ClosedPort closed) {
            effects.begin(Kind.CLOSED_PORT, device + ":" + closed.port(), closed.time());
        } else if (deed instanceof Deed.NoWan wan) {
            gateway(device).wanDown(wan.time());
        } else if (deed instanceof Deed.HangingExports exports) {
            gateway(device).hangExports(exports.time());
        } else if (deed instanceof Deed.WrapHistory) {
            gateway(device).wrapHistory();
        } else if (deed instanceof Deed.ClockWrong wrong) {
            gateway(device).clockWrong(wrong.by(), wrong.until());
        }
    }

    void does(Deed.OnWorld deed) {
        if (deed instanceof Deed.Throttle throttle) {
            effects.begin(Kind.THROTTLE, "", throttle.time());
            disconnect.accept(Optional.empty());
        } else if (deed instanceof Deed.Outage outage) {
            effects.begin(Kind.OUTAGE, "", outage.time());
            disconnect.accept(Optional.empty());
        } else if (deed instanceof Deed.Silence silence) {
            effects.begin(Kind.DEAF, silence.deviceId(), silence.time());
        } else if (deed instanceof Deed.ThrottleTwins twins) {
            effects.begin(Kind.TWINS, "", twins.time());
        } else if (deed instanceof Deed.SpendMessages) {
            effects.begin(Kind.MESSAGES_SPENT, "", restOfTheDay());
        } else if (deed instanceof Deed.RouteAway route) {
            effects.begin(Kind.ROUTED_AWAY, route.deviceId(), route.time());
        } else if (deed instanceof Deed.Unmark unmark) {
            effects.begin(Kind.UNMARKED, unmark.deviceId(), unmark.time());
        } else if (deed instanceof Deed.TurnAway turn) {
            effects.begin(Kind.TURNED_AWAY, turn.deviceId(), turn.time());
            disconnect.accept(Optional.of(turn.deviceId()));
        } else if (deed instanceof Deed.EndExpired expired) {
            effects.begin(Kind.ENDS_EXPIRED, "", expired.time());
        } else if (deed instanceof Deed.Disconnect one) {
            disconnect.accept(Optional.of(one.deviceId()));
        } else if (deed instanceof Deed.LateRegistration late) {
            lag = late.lag();
            effects.begin(Kind.LATE_REGISTRATION, "", late.time());
        } else if (deed instanceof Deed.NoHost host) {
            effects.begin(Kind.NO_HOST, host.host(), host.time());
        }
    }

    /** A network in which some names are not found, and on some ports nobody listens. */
    private record Seen(Network network, Predicate<String> hidden, IntPredicate closed) implements Network {
        @Override
        public boolean knows(String host) {
            return !hidden.test(host) && network.knows(host);
        }

        @Override
        public InetSocketAddress resolve(String host, int port) throws UnknownHostException {
            if (hidden.test(host)) {
                throw new UnknownHostException(host);
            }
            if (closed.test(port)) {
                throw new UnknownHostException(host + ":" + port + " is closed");
            }
            return network.resolve(host, port);
        }

        @Override
        public List<X509Certificate> publicRoots() {
            return network.publicRoots();
        }
    }
}
