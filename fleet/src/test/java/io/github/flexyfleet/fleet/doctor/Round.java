package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.LogLine;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.hub.DeviceMessage;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A doctor who looks at several devices, with one clock for all: what takes time moves it on. */
final class Round implements DeviceSide, HubSide, Pace {
    /** Calls to the hub, such as {@code find pump-1}. */
    final List<String> calls = new ArrayList<>();
    /** Accounts other than "demo". */
    final Map<String, String> accounts = new HashMap<>();
    /** Accounts that refuse the login. */
    final Map<String, ProblemCode> closed = new HashMap<>();
    /** What Talk2M says of a single device. */
    final Map<String, ProblemCode> problems = new HashMap<>();

    Duration answerTakes = Duration.ZERO;
    Duration logsTake = Duration.ZERO;
    Duration flushTakes = Duration.ZERO;
    Duration refusalTakes = Duration.ZERO;
    /** Fails all calls to the hub from then on. */
    Optional<IotHubFailure> hub = Optional.empty();
    /** So many calls to the registry are answered before it does. */
    int answered;
    /** A device that sends by itself when another one is asked. */
    Optional<Ward> restless = Optional.empty();
    /** What changes in a device's status after it was looked at. */
    UnaryOperator<DeviceState> later = UnaryOperator.identity();

    private final Map<DeviceId, Ward> wards = new LinkedHashMap<>();
    private Instant now;
    private int asked;

    Round(Ward... devices) {
        Arrays.stream(devices).forEach(ward -> wards.put(ward.target.device(), ward));
        now = devices[0].now;
    }

    DoctorReport examine() throws InterruptedException {
        Ward first = wards.values().iterator().next();
        return new Doctor(
                        new Doctor.Sides(this, this, from -> feed(), List.of()),
                        new Doctor.Settings(Ward.VERSION, HubTier.S1, first.methods, Duration.ofSeconds(90)),
                        this)
                .examine(wards.values().stream().map(ward -> ward.target).toList());
    }

    /** Words of a device's link. */
    static String words(DoctorReport report, String device, String link) {
        return report.devices().get(new DeviceId(device)).stream()
                .filter(one -> one.name().equals(link))
                .map(one -> one.verdict().toString())
                .findFirst()
                .orElse("");
    }

    private EventFeed feed() {
        List<EventFeed> feeds =
                wards.values().stream().map(ward -> ward.open(now)).toList();
        return new EventFeed() {
            @Override
            public List<DeviceMessage> poll() {
                return feeds.stream().flatMap(feed -> feed.poll().stream()).toList();
            }

            @Override
            public boolean hasCaughtUp() {
                return feeds.stream().allMatch(EventFeed::hasCaughtUp);
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    private Ward ward(DeviceId device) {
        Ward ward = wards.get(device);
        ward.now = now;
        return ward;
    }

    @Override
    public String account(DeviceTarget target) {
        return accounts.getOrDefault(target.device().value(), "demo");
    }

    @Override
    public List<DeviceState> status(List<DeviceTarget> targets) throws DeviceProblemException {
        ProblemCode refused = closed.get(account(targets.get(0)));
        if (refused != null) {
            throw new DeviceProblemException(Outcome.FAILED, refused, "the account is refused", "mend it");
        }
        boolean again = asked >= wards.size();
        asked += targets.size();
        List<DeviceState> states = new ArrayList<>();
        for (DeviceTarget target : targets) {
            pause(answerTakes);
            DeviceState state = ward(target.device()).status(List.of(target)).get(0);
            ProblemCode code = problems.get(target.device().value());
            states.add(
                    code != null
                            ? new DeviceState(
                                    target,
                                    Optional.empty(),
                                    1,
                                    Optional.of(new DeviceProblem(code, "what is wrong", "mend it")),
                                    now)
                            : again ? later.apply(state) : state);
        }
        return states;
    }

    @Override
    public List<LogLine> logs(DeviceTarget target) throws DeviceProblemException {
        pause(logsTake);
        return ward(target.device()).logs(target);
    }

    @Override
    public Optional<HubIdentity> find(DeviceId device) {
        calls.add("find " + device);
        if (answered > 0) {
            answered--;
        } else {
            fail(device);
        }
        return ward(device).find(device);
    }

    @Override
    public void flush(DeviceId device) {
        calls.add("flush " + device);
        pause(flushTakes);
        fail(device);
        ward(device).flush(device);
        restless.ifPresent(other -> other.flush(other.target.device()));
    }

    private void fail(DeviceId device) {
        hub.ifPresent(failure -> {
            pause(refusalTakes);
            throw new IotHubException("ask about " + device, failure);
        });
    }

    @Override
    public List<X509Certificate> chain() {
        calls.add("chain");
        return wards.values().iterator().next().chain;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void pause(Duration duration) {
        now = now.plus(duration);
    }
}
