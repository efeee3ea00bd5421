package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks along the chain from the build machine to the hub: first what all devices share, then each device up to the first
 * link that lets no data pass, and at the end a message of each that is asked for and seen. Writes to no device. For one thread.
 */
public final class Doctor {
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String MESSAGE = "a message asked for and seen";

    private final Sides sides;
    private final Settings settings;
    private final Pace pace;

    /**
     * Who is asked.
     *
     * @param devices the devices, through Talk2M
     * @param hub the hub's service side
     * @param messages the messages at the hub
     * @param calls of the Talk2M accounts
     * @param settings of the hub in Azure
     */
    public record Sides(
            DeviceSide devices, HubSide hub, MessageSide messages, List<CallsLeft> calls, HubSettingsLook settings) {
        /** Without rights at the hub in Azure. */
        public Sides(DeviceSide devices, HubSide hub, MessageSide messages, List<CallsLeft> calls) {
            this(devices, hub, messages, calls, HubSettingsLook.none());
        }
    }

    /**
     * What is expected.
     *
     * @param runtime version of the runtime that belongs to this tool
     * @param tier the hub's tier, as the fleet file says
     * @param methods whether the hub can call devices: all but Basic tiers
     * @param patience how long a message may take
     * @param kept certificates that are kept besides those of the targets
     */
    public record Settings(String runtime, HubTier tier, boolean methods, Duration patience, KeptPairs kept) {
        /** Where no more are kept. */
        public Settings(String runtime, HubTier tier, boolean methods, Duration patience) {
            this(runtime, tier, methods, patience, KeptPairs.NONE);
        }
    }

    /** A doctor. */
    public Doctor(Sides sides, Settings settings, Pace pace) {
        this.sides = sides;
        this.settings = settings;
        this.pace = pace;
    }

    /** Looks at everything that these devices need. */
    public DoctorReport examine(List<DeviceTarget> targets) throws InterruptedException {
        List<Link> common = new ArrayList<>();
        sides.calls().forEach(account -> common.add(calls(account)));
        Link registry = new Link("IoT Hub registry", registry(targets.get(0).device()));
        common.add(registry);
        Optional<EventFeed> feed = Optional.empty();
        try {
            feed = open(registry, common);
            Instant asked = pace.now();
            Map<DeviceId, List<Link>> devices = new LinkedHashMap<>();
            List<Patient> sound = new ArrayList<>();
            for (Patient patient : patients(targets, common)) {
                List<Link> links = new ArrayList<>();
                devices.put(patient.target().device(), links);
                Optional<DoctorCode> end = walk(patient, asked, links);
                if (end.isPresent()) {
                    links.add(behind(end.get(), MESSAGE));
                } else {
                    sound.add(patient);
                }
            }
            prove(sound, feed, devices);
            common.addAll(sides.settings().look());
            return new DoctorReport(common, devices);
        } finally {
            feed.ifPresent(EventFeed::close);
        }
    }

    private static Link calls(CallsLeft account) {
        String name = "Talk2M calls of account " + account.account();
        try {
            long left = account.left();
            return new Link(
                    name,
                    left <= account.kept()
                            ? new Verdict.Problem(
                                    DoctorCode.CALLS_SPENT,
                                    left + " are left today, and " + account.kept() + " are kept for deploys")
                            : new Verdict.Ok(left + " are left today"));
        } catch (IOException e) {
            return new Link(name, new Verdict.NotLooked("the count of calls cannot be read: " + e.getMessage()));
        }
    }

    private Verdict registry(DeviceId any) {
        try {
            sides.hub().find(any);
            return new Verdict.Ok("answers, takes the login; tier " + settings.tier() + " by the fleet file");
        } catch (IotHubException e) {
            return HubProblems.of(e);
        }
    }

    /** Waits a little: that a consumer group is missing shows only when it is read. */
    private Optional<EventFeed> open(Link registry, List<Link> common) throws InterruptedException {
        String name = "messages at the hub";
        if (!sides.messages().isPossible()) {
            common.add(new Link(
                    name,
                    new Verdict.NotLooked("no login that was given leads to them (one by Entra ID never does). Give the"
                            + " connection string from the hub's page Built-in endpoints as"
                            + " FLEXY_EVENT_HUB_CONNECTION_STRING")));
            return Optional.empty();
        }
        if (registry.verdict() instanceof Verdict.Problem problem && problem.code() != DoctorCode.HUB_REFUSED) {
            common.add(new Link(name, new Verdict.NotLooked("the hub does not answer as it should, see above")));
            return Optional.empty();
        }
        EventFeed feed = null;
        try {
            Instant begun = pace.now();
            feed = sides.messages().open(begun.minus(Duration.ofMinutes(5)));
            while (pace.now().isBefore(begun.plus(SETTLING))) {
                feed.poll();
                pace.pause(LOOK);
            }
            common.add(new Link(name, new Verdict.Ok("the built-in endpoint can be read")));
            return Optional.of(feed);
        } catch (EventFeedException e) {
            common.add(new Link(name, HubProblems.of(e)));
        } catch (IOException e) {
            common.add(new Link(name, new Verdict.Problem(DoctorCode.MESSAGES_REFUSED, e.getMessage())));
        }
        if (feed != null) {
            feed.close();
        }
        return Optional.empty();
    }

    private List<Patient> patients(List<DeviceTarget> targets, List<Link> common) throws InterruptedException {
        try {
            List<DeviceState> states = sides.devices().status(targets);
            common.add(new Link("Talk2M", new Verdict.Ok("answers, takes the login")));
            return states.stream().map(state -> new Patient(state, sides.hub())).toList();
        } catch (DeviceProblemException e) {
            common.add(new Link("Talk2M", ReachedCheck.problem(e.problem())));
            return targets.stream()
                    .map(target -> new Patient(target, sides.hub()))
                    .toList();
        }
    }

    /** Adds the links, and answers what keeps data from passing, if anything does. */
    private Optional<DoctorCode> walk(Patient patient, Instant asked, List<Link> links) throws InterruptedException {
        Optional<DoctorCode> end = Optional.empty();
        for (DeviceCheck check : patient.wasAsked() ? checks(asked) : checksWithoutTalk2m()) {
            if (end.isPresent()) {
                links.add(behind(end.get(), check.link()));
                continue;
            }
            Link link = new Link(check.link(), check.look(patient));
            links.add(link);
            if (link.verdict() instanceof Verdict.Problem problem && check.blocks(problem.code())) {
                end = Optional.of(problem.code());
            }
        }
        return end;
    }

    private static Link behind(DoctorCode end, String link) {
        return new Link(link, new Verdict.NotLooked("nothing can be told behind " + end.id()));
    }

    /** In the order of the chain: what is behind a link that lets no data pass tells nothing. */
    private List<DeviceCheck> checks(Instant asked) {
        return List.of(
                new ReachedCheck(),
                new MachineCheck(),
                new RightsCheck(sides.devices()),
                new RuntimeCheck(settings.runtime()),
                new ConfigurationCheck(),
                new ClockCheck(pace, asked),
                new NetworkCheck(),
                new CertificateCheck(pace, settings.kept()),
                new IdentityCheck(),
                new ConnectionCheck(),
                new QueueCheck());
    }

    /** What the hub knows of a device, when the device itself cannot be asked. */
    private static List<DeviceCheck> checksWithoutTalk2m() {
        return List.of(new ReachedCheck(), new IdentityCheck());
    }

    private void prove(List<Patient> sound, Optional<EventFeed> feed, Map<DeviceId, List<Link>> devices)
            throws InterruptedException {
        Map<DeviceId, Verdict> proofs = feed.isEmpty() || sound.isEmpty()
                ? Map.of()
                : new MessageProof(sides, settings, pace).prove(sound, feed.get());
        for (Patient patient : sound) {
            DeviceId device = patient.target().device();
            devices.get(device)
                    .add(new Link(
                            MESSAGE,
                            proofs.getOrDefault(
                                    device,
                                    new Verdict.NotLooked("the messages at the hub cannot be read, see above"))));
        }
    }
}
