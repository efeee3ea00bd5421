package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.doctor.Complaint;
import io.github.flexyfleet.fleet.doctor.Doctor;
import io.github.flexyfleet.fleet.doctor.DoctorCode;
import io.github.flexyfleet.fleet.doctor.DoctorReport;
import io.github.flexyfleet.fleet.doctor.HubSide;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.model.HubTier;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.DeviceState;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.RuntimeStatus;
import io.github.flexyfleet.fleet.watch.Watch;
import io.github.flexyfleet.fleet.watch.WatchBoard;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everybody of the thread that this project began with, who could not get a Flexy to Azure by hand: what befell them befalls
 * a gateway here, and they read the words that help. Whatever is wrong with a gateway or a hub is struck in one world in
 * virtual time, a gateway a fault, and whatever is wrong with reading, and the watch, in one whose clock goes by itself, for
 * the Event Hubs client; each is opened once, by the first test that needs it, so that any test may run alone.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComplaintsIT {
    /** What tells somebody how to go on, once the doctor has found what it can be. */
    private static final List<Words> ANSWERS = List.of(
            words(2, DoctorCode.THUMBPRINT, "Run flexy:deploy, which registers the right one"),
            words(2, DoctorCode.CERTIFICATE_DIFFERS, "flexy:deploy", "state folder (flexy.stateFolder) here"),
            words(2, DoctorCode.IDENTITY_MISSING, "Run flexy:deploy, which registers it", "the very id"),
            words(3, DoctorCode.MESSAGES_REFUSED, "right Service Connect", "hub's page Built-in endpoints"),
            words(3, DoctorCode.GROUP_UNKNOWN, "hub.consumerGroup", "Built-in endpoints, Consumer groups"),
            words(3, DoctorCode.ROUTED_AWAY, "page Message routing and turn the fallback route on"),
            words(5, DoctorCode.NAME, "Compare hub.host in the fleet file with Hostname on the hub's page Overview"),
            words(5, DoctorCode.PORT, "firewall to open the port that is named to hub.host"),
            words(5, DoctorCode.CLOCK, "Set the Flexy's clock and time zone", "time server"),
            words(5, DoctorCode.HUB_UNREACHABLE, "Compare hub.host in the fleet file with Hostname"),
            words(5, DoctorCode.ROOTS, "firewall whether it opens TLS", "the hub's page Resource health"),
            words(7, DoctorCode.ROOTS, "take roots: out of the fleet file", "the two of Azure are built in"),
            words(7, DoctorCode.THUMBPRINT, "Run flexy:deploy, which registers the right one"),
            words(7, DoctorCode.IDENTITY_DISABLED, "enable it on its page in Azure"),
            words(7, DoctorCode.CERTIFICATE_EXPIRED, "Run flexy:deploy, which renews it"),
            words(7, DoctorCode.ANOTHER_CLIENT, "Look for a BASIC script on the Flexy", "stop it"),
            words(9, DoctorCode.NAME, "give the Flexy another DNS server", "before 13.2s1", "3G modems"),
            words(9, DoctorCode.NO_WAN, "SIM card, modem"),
            words(9, DoctorCode.FIRMWARE_TOO_OLD, "Update it with eBuddy"),
            words(11, DoctorCode.IDENTITY_KIND, "delete the device on its page in Azure and run flexy:deploy"),
            words(11, DoctorCode.THUMBPRINT, "Run flexy:deploy, which registers the right one"),
            words(12, DoctorCode.PORT, "Where only 443 may be open, write transport: https"),
            words(13, DoctorCode.IDENTITY_KIND, "run flexy:deploy, which makes it anew"),
            words(13, DoctorCode.THUMBPRINT, "Run flexy:deploy, which registers the right one"),
            words(13, DoctorCode.NOT_CONNECTED, "Look again in five minutes: by then the device knows more"),
            words(15, DoctorCode.MESSAGES_UNREACHABLE, "WebSockets on port 443", "*.servicebus.windows.net"),
            words(15, DoctorCode.NO_MESSAGE, "page Message routing in Azure", "Then run flexy:watch"));

    private static final Duration SOON = Duration.ofMinutes(3);
    /** For a gateway to notice what ails it. */
    private static final Duration ONSET = Duration.ofMinutes(5);
    /** The certificate of "expired" has ended by then. */
    private static final Duration LIFE = Duration.ofMinutes(85);

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    static Path folder;

    private final Deque<SecondClient> intruders = new ArrayDeque<>();
    private final Map<DoctorCode, DoctorReport> examined = new EnumMap<>(DoctorCode.class);
    private Optional<Hospital> hospital = Optional.empty();
    private Optional<RehearsedFleet> fleet = Optional.empty();

    /**
     * What somebody reads.
     *
     * @param post number of the post
     * @param words that stand in the line that says how to mend it
     */
    private record Words(int post, DoctorCode code, List<String> words) {}

    private static Words words(int post, DoctorCode code, String... words) {
        return new Words(post, code, List.of(words));
    }

    /** What can be wrong with reading messages; shown here alone, since the client takes a minute to give up. */
    static Set<DoctorCode> ofReading() {
        return Set.of(DoctorCode.MESSAGES_UNREACHABLE, DoctorCode.MESSAGES_REFUSED, DoctorCode.GROUP_UNKNOWN);
    }

    @AfterAll
    void close() throws IOException {
        while (!intruders.isEmpty()) {
            intruders.pop().close();
        }
        hospital.ifPresent(Hospital::close);
        fleet.ifPresent(RehearsedFleet::close);
    }

    @Test
    void post2AnErrorAtMqttConnectWithOnesOwnCertificateAndNoneWithTheExample() throws Exception {
        isAnswered(2);
        mendsByDeploy(DoctorCode.IDENTITY_MISSING);
    }

    @Test
    void post2ItIsSendingDataAndWhereIsItToBeSeen() throws Exception {
        tagValuesAreSeen();
    }

    @Test
    void post3TheDataWasNeverSeenInAzure() throws Exception {
        isAnswered(3);
        tagValuesAreSeen();
    }

    @Test
    void post5TheInstructionsWereFollowedAndTheHostChangedAndItWillNotConnect() throws Exception {
        isAnswered(5);
    }

    @Test
    void post7ItGetsStuckWithNotConnectedAndTellsNoMore() throws Exception {
        isAnswered(7);
    }

    @Test
    void post9ConnectFailedBecauseTheNameWasNotFoundOver3G() throws Exception {
        isAnswered(9);
    }

    @Test
    void post11TheCertificateWasMadeAgainAndThePortalStillSaysX509() throws Exception {
        assertThat(DoctorCode.IDENTITY_KIND.cause())
                .contains("authenticates by an X.509 certificate is no error, and tells nothing of whether");
        isAnswered(11);
    }

    @Test
    void post12Port8883CannotBeOpened() throws Exception {
        isAnswered(12);
    }

    @Test
    void post13HowLongDoesTheCheckOfTheCertificateTake() throws Exception {
        isAnswered(13);
    }

    @Test
    void post15DeviceExplorerStopsAndIsTheDataReallyInAzure() throws Exception {
        isAnswered(15);
        tagValuesAreSeen();
        whatIsMissingIsToldByItsNumber();
    }

    @Test
    void eachComplaintIsHereWithAllThatCanBeBehindIt() {
        assertThat(Complaint.all())
                .allSatisfy(complaint -> assertThat(ComplaintsIT.class.getDeclaredMethods())
                        .anyMatch(method -> method.isAnnotationPresent(Test.class)
                                && method.getName().matches("post" + complaint.post() + "[A-Z].*")));
        assertThat(ANSWERS)
                .extracting(answer -> answer.post() + " " + answer.code())
                .containsExactlyInAnyOrderElementsOf(Complaint.all().stream()
                        .flatMap(complaint -> complaint.codes().stream().map(code -> complaint.post() + " " + code))
                        .toList());
    }

    /** Of each thing that can be behind it, the doctor names the code, and in the next line what to do. */
    private void isAnswered(int post) throws Exception {
        List<Words> answers =
                ANSWERS.stream().filter(answer -> answer.post() == post).toList();
        assertThat(answers).isNotEmpty();
        for (Words answer : answers) {
            List<String> lines = examined(answer.code()).lines();
            int line = IntStream.range(0, lines.size())
                    .filter(each ->
                            lines.get(each).strip().startsWith(answer.code().id()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(answer.code() + " is not in " + lines));
            assertThat(lines.get(line + 1).strip())
                    .as("%s", lines)
                    .startsWith("mend: ")
                    .contains(answer.words());
        }
    }

    private DoctorReport examined(DoctorCode code) throws Exception {
        if (ofReading().contains(code)) {
            if (!examined.containsKey(code)) {
                examined.put(code, examineReading(code));
            }
        } else if (hospital.isEmpty()) {
            admitAll();
        }
        return examined.get(code);
    }

    /** Everybody falls ill in one world, and is looked at. */
    private void admitAll() throws Exception {
        Map<DoctorCode, Ailment> lasting = new LinkedHashMap<>();
        Ailment.ofDevices().forEach(one -> lasting.putIfAbsent(one.code(), one));
        Map<DoctorCode, Ailment> passing = new LinkedHashMap<>();
        Ailment.passing(intruders).forEach(one -> passing.putIfAbsent(one.code(), one));
        Set<DoctorCode> asked = new LinkedHashSet<>();
        ANSWERS.forEach(answer -> asked.add(answer.code()));
        lasting.keySet().retainAll(asked);
        passing.keySet().retainAll(asked);

        Set<String> names = new LinkedHashSet<>();
        Stream.of(lasting, passing).flatMap(all -> all.values().stream()).forEach(one -> names.add(one.name()));
        Hospital world = new Hospital(folder.resolve("hospital"), List.copyOf(names));
        hospital = Optional.of(world);
        world.deployTo(List.of("old"));
        world.meanwhile(Ailment::meanwhile, "nobody");
        world.deployTo(List.of("expired"));
        world.pass(LIFE);
        names.removeAll(List.of("old", "expired"));
        world.deployTo(List.copyOf(names));
        world.pass(SOON);
        for (Ailment one : lasting.values()) {
            one.fault().strike(world, one.name());
        }
        world.pass(ONSET);
        for (Ailment one : lasting.values()) {
            examined.put(one.code(), world.examine(one.name(), one.look()));
        }
        for (Ailment one : passing.values()) {
            one.fault().strike(world, one.name());
            examined.put(one.code(), world.examine(one.name(), one.look()));
            world.faults().calm();
            world.settings().calm();
        }
    }

    /** The mend is not only told: once it is done, the doctor finds nothing. */
    private void mendsByDeploy(DoctorCode code) throws Exception {
        Ailment one = Ailment.ofDevices().stream()
                .filter(each -> each.code() == code)
                .findFirst()
                .orElseThrow();
        Hospital world = hospital.orElseThrow();
        world.deployTo(List.of(one.name()));
        world.pass(SOON);

        DoctorReport report = world.examine(one.name(), one.look());

        assertThat(report.problems()).as("%s", report.lines()).isEmpty();
    }

    private RehearsedFleet fleet() throws Exception {
        if (fleet.isEmpty()) {
            RehearsedFleet opened = new RehearsedFleet(folder.resolve("fleet"), 1, "S1, access: entra");
            fleet = Optional.of(opened);
            assertThat(opened.deploy(Duration.ofSeconds(60)).devices())
                    .extracting(DeviceResult::outcome)
                    .containsOnly(Outcome.CONFIRMED);
        }
        return fleet.get();
    }

    private DoctorReport examineReading(DoctorCode code) throws Exception {
        RehearsalSurroundings world = fleet().surroundings();
        HubReading right = world.reading();
        HubReading reading = right;
        if (code == DoctorCode.MESSAGES_UNREACHABLE) {
            world.world().faults().now(new Deed.NoHost("ihsuprod-ewonproject-ns.servicebus.windows.net", LONG));
        } else if (code == DoctorCode.MESSAGES_REFUSED) {
            Secret wrong = Secret.of(world.world()
                    .eventHubConnectionString()
                    .replaceFirst("SharedAccessKey=[^;]*", "SharedAccessKey=" + "A".repeat(43) + "="));
            reading = new HubReading(right.hub(), Optional.of(wrong), right.group(), right.network());
        } else {
            reading = new HubReading(right.hub(), right.endpoint(), "nobodys", right.network());
        }
        Doctor.Sides sides = new Doctor.Sides(
                EngineDoctor.devices(fleet().engine()),
                HubSide.of(world.connections().registry(), List::of),
                reading::open,
                List.of());
        try {
            return new Doctor(
                            sides,
                            new Doctor.Settings(world.release().version(), HubTier.S1, true, PATIENCE),
                            Pace.system())
                    .examine(fleet().targets().targets());
        } finally {
            world.world().faults().calm();
        }
    }

    /** As lines of flexy:watch, from the Event Hubs client: the very values that the hub has in its messages. */
    private void tagValuesAreSeen() throws Exception {
        Instant begun = Instant.now();
        List<String> lines = new ArrayList<>();
        try (EventFeed feed = fleet().surroundings().reading().open(begun)) {
            watch(feed, board(), 3, lines);
        }

        List<String> messages =
                lines.stream().filter(line -> line.contains("  pump-1  ")).toList();
        assertThat(messages).as("%s", lines).hasSize(3);
        List<HubEvent> taken = fleet().surroundings().world().events().since(0);
        assertThat(messages)
                .allSatisfy(line -> assertThat(line)
                        .contains(values(taken.stream()
                                .filter(event -> line.contains(number(event)))
                                .findFirst()
                                .orElseThrow())));
        assertThat(String.join("\n", messages)).as("tags of the gateway").contains("Level=", "PumpRunning=");
        assertThat(lines).contains("3 messages of 1 of 1 devices; 0 missing, 0 came twice");
    }

    private static String number(HubEvent event) {
        return "  #" + event.properties().get("boot") + "/" + event.properties().get("seq") + "  ";
    }

    private static List<String> values(HubEvent event) {
        JsonNode body = JsonMapper.shared().readTree(new String(event.body(), StandardCharsets.UTF_8));
        List<String> values = body.propertyStream()
                .filter(value -> !value.getKey().equals("time"))
                .map(value -> value.getKey() + "=" + value.getValue().asString())
                .toList();
        assertThat(values).isNotEmpty();
        return values;
    }

    private WatchBoard board() throws Exception {
        return new WatchBoard(WatchChoice.filter(fleet().fleet(), List.of(), List.of(), List.of(), List.of()));
    }

    private static void watch(EventFeed feed, WatchBoard board, int count, List<String> lines)
            throws InterruptedException {
        Watch.Limits limits = new Watch.Limits(Optional.of(Duration.ofSeconds(60)), Optional.of(count));
        new Watch(Pace.system()).run(feed, board, WatchLog.plain(lines::add), limits);
    }

    private void whatIsMissingIsToldByItsNumber() throws Exception {
        List<String> lines = new ArrayList<>();
        try (EventFeed feed = fleet().surroundings().reading().open(Instant.now())) {
            WatchBoard board = board();
            watch(feed, board, 1, lines);
            fleet().surroundings().world().faults().now(new Deed.RouteAway("pump-1", LONG));
            long sent = sent();
            while (sent() < sent + 2) {
                Pace.system().pause(Duration.ofMillis(250));
            }
            fleet().surroundings().world().faults().calm();
            watch(feed, board, 3, lines);
        }

        assertThat(lines)
                .anyMatch(line -> line.contains("  ! message") && line.contains("missing"))
                .anyMatch(line -> line.matches("4 messages of 1 of 1 devices; [1-9][0-9]* missing, 0 came twice"));
    }

    /** How many messages the device has made. */
    private long sent() throws Exception {
        return fleet().states().stream()
                .map(DeviceState::status)
                .flatMap(Optional::stream)
                .map(RuntimeStatus::queue)
                .mapToLong(queue -> queue.sequence())
                .findFirst()
                .orElseThrow();
    }
}
