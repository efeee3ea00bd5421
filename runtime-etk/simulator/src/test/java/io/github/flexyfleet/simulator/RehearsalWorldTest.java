package io.github.flexyfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.fault.FakeTroubles;
import io.github.flexyfleet.simulator.fault.FaultPlan;
import io.github.flexyfleet.simulator.fault.FaultProfile;
import io.github.flexyfleet.simulator.fault.Moment;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.FlexyWeb;
import io.github.flexyfleet.simulator.flexy.Troubles;
import io.github.flexyfleet.simulator.hub.DeviceSettings;
import io.github.flexyfleet.simulator.net.ManualClock;
import io.github.flexyfleet.simulator.net.Network;
import io.github.flexyfleet.simulator.net.WebClient;
import io.github.flexyfleet.simulator.net.WebClient.Reply;
import io.github.flexyfleet.simulator.talk2m.FakeFlexy;
import io.github.flexyfleet.simulator.talk2m.Talk2mLogin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RehearsalWorldTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");
    private static final String URL = "https://downloads.flexyfleet.example/flexyfleet-0.1.0.jar";

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();
    private final List<FakeMachine> made = new ArrayList<>();

    @Test
    void everyServerIsReachedUnderItsName() throws IOException {
        try (RehearsalWorld world = open(spec("one", "two"))) {
            WebClient client = new WebClient(world.proxy(), world.rootCertificate());

            assertThat(client.get(URL).body()).isEqualTo("jar");
            assertThat(client.get("https://hub.azure-devices.net/devices?api-version=x")
                            .status())
                    .isEqualTo(401);
            for (String host : List.of("m2web.talk2m.com", "us1.m2web.talk2m.com", "eu1.m2web.talk2m.com")) {
                Reply reply = client.post("https://" + host + "/t2mapi/getewons", credentials(world.talk2m()));
                assertThat(reply.json().path("ewons").size()).isEqualTo(2);
            }
            assertThat(world.talk2mCalls()).isEqualTo(3);
        }
    }

    @Test
    void gatewaysArePoweredAndKnowTheWorld() throws Exception {
        try (RehearsalWorld world = open(spec("one", "two"))) {
            FakeMachine machine = made.get(0);
            assertThat(made).allMatch(each -> each.powered);
            assertThat(machine.spec.users()).singleElement().satisfies(user -> {
                assertThat(user.name()).isEqualTo(world.device().user());
                assertThat(user.password()).isEqualTo(world.device().password());
                assertThat(user.rights()).containsExactlyInAnyOrder(FlexySpec.Right.values());
            });
            assertThat(machine.network.publicRoots()).containsExactly(world.rootCertificate());
            assertThat(machine.network.resolve("hub.azure-devices.net", 8883).getPort())
                    .isPositive();
            assertThat(machine.directory).isDirectory().hasParent(directory.resolve("devices"));
            assertThat(world.flexy("two")).containsSame(made.get(1).web);
            assertThat(world.flexy("three")).isEmpty();
            machine.writes = 3;
            made.get(1).writes = 4;
            assertThat(world.deviceWrites()).isEqualTo(7);
        }
        assertThat(made).allMatch(each -> each.closed);
    }

    @Test
    void gatewaysStartSideBySide() throws IOException {
        CountDownLatch all = new CountDownLatch(4);
        WorldSpec spec = spec("a", "b", "c", "d");
        FlexyFactory together = (flexy, folder, network, time) -> new FakeMachine(flexy, folder, network) {
            @Override
            public void powerOn() throws IOException {
                all.countDown();
                try {
                    if (!all.await(30, TimeUnit.SECONDS)) {
                        throw new IOException("alone");
                    }
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        try (RehearsalWorld world = RehearsalWorld.open(spec, directory, clock, together)) {
            assertThat(all.getCount()).isZero();
            assertThat(world.flexy("a")).isPresent();
        }
    }

    @Test
    void worldGoesOnWhereItEnded() throws Exception {
        X509Certificate root;
        Talk2mLogin talk2m;
        DeviceLogin device;
        String hub;
        try (RehearsalWorld world = open(spec("one"))) {
            root = world.rootCertificate();
            talk2m = world.talk2m();
            device = world.device();
            hub = world.hubConnectionString();
            world.registry().create(DeviceSettings.selfSigned("d1", "AB".repeat(32), ""));
            Files.writeString(made.get(0).directory.resolve("usr"), "kept");
        }
        try (RehearsalWorld again = open(spec("zero", "one"))) {
            assertThat(again.rootCertificate()).isEqualTo(root);
            assertThat(again.talk2m()).isEqualTo(talk2m);
            assertThat(again.device()).isEqualTo(device);
            assertThat(again.hubConnectionString()).isEqualTo(hub);
            assertThat(again.registry().find("d1")).isPresent();
            assertThat(made.get(2).directory.resolve("usr")).hasContent("kept");
            assertThat(again.events().last()).isZero();
        }
    }

    @Test
    void worldsHaveSecretsOfTheirOwn(@TempDir Path other) throws IOException {
        try (RehearsalWorld one = open(spec());
                RehearsalWorld two = RehearsalWorld.open(spec(), other, clock, this::machine)) {
            assertThat(one.talk2m().password()).isNotEqualTo(two.talk2m().password());
            assertThat(one.device().password())
                    .isNotEqualTo(two.device().password())
                    .hasSizeLessThan(20);
            assertThat(one.hubConnectionString())
                    .startsWith("HostName=hub.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=")
                    .isNotEqualTo(two.hubConnectionString());
            assertThat(one.device().toString()).doesNotContain(one.device().password());
        }
    }

    @Test
    void whatItKeepsIsClosedToOthers() throws IOException {
        try (RehearsalWorld world = open(spec("one"))) {
            world.registry();
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files)
                        .hasSizeGreaterThan(5)
                        .allSatisfy(
                                path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                                        .endsWith("------"));
            }
        }
    }

    @Test
    void whatCannotBeIsRefusedAndNothingStaysOpen() {
        assertThatThrownBy(() -> open(spec("one", "one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one");
        assertThat(made).hasSize(2).allMatch(each -> each.closed);
        assertThatThrownBy(() -> open(new WorldSpec("acme", "h", "S9", List.of(), URL, new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> open(new WorldSpec("acme", "h", "S1", List.of(), "http://x/y", new byte[0])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void gatewayThatDoesNotStartEndsTheWorld() {
        FlexyFactory broken = (flexy, folder, network, time) -> {
            FakeMachine machine = new FakeMachine(flexy, folder, network) {
                @Override
                public void powerOn() throws IOException {
                    throw new IOException("no power");
                }
            };
            made.add(machine);
            return machine;
        };

        assertThatThrownBy(() -> RehearsalWorld.open(spec("one"), directory, clock, broken))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("no power");
        assertThat(made).singleElement().matches(machine -> machine.closed);
    }

    @Test
    void oneFolderIsForOneWorld() throws IOException {
        try (RehearsalWorld world = open(spec("one"))) {
            assertThatThrownBy(() -> open(spec("one")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another rehearsal world runs in " + directory);
            assertThat(world.talk2mCalls()).isZero();
        }
        open(spec("one")).close();
    }

    @Test
    void faultsOfTheSpecAndOfTheRunningWorldReachItsServers() throws IOException {
        WorldSpec spec = spec("one")
                .with(FaultPlan.of(1, FaultProfile.calm())
                        .onDevice("one", 1, Moment.BEFORE, new Deed.Refuse(Deed.Reply.GONE))
                        .build());
        try (RehearsalWorld world = open(spec)) {
            WebClient client = new WebClient(world.proxy(), world.rootCertificate());
            String call = "https://m2web.talk2m.com/t2mapi/get/one/usr/x";
            assertThat(client.post(call, credentials(world.talk2m())).status()).isEqualTo(410);
            assertThat(client.post(call, credentials(world.talk2m())).status()).isEqualTo(200);

            world.faults().now("one", new Deed.Offline(Duration.ofMinutes(1)));
            assertThat(client.post(call, credentials(world.talk2m())).status()).isEqualTo(502);
            assertThat(client.post("https://m2web.talk2m.com/t2mapi/getewons", credentials(world.talk2m()))
                            .body())
                    .contains("\"offline\"");
            world.faults().now(new Deed.Throttle(Duration.ofMinutes(1)));
            assertThat(client.get("https://hub.azure-devices.net/devices?api-version=x")
                            .status())
                    .isEqualTo(429);
            world.faults().now(new Deed.NoHost("eu1.m2web.talk2m.com", Duration.ofMinutes(1)));
            assertThatThrownBy(() -> client.get("https://eu1.m2web.talk2m.com/t2mapi/getewons"))
                    .isInstanceOf(IOException.class);
            world.faults().calm();
            assertThat(client.post(call, credentials(world.talk2m())).status()).isEqualTo(200);
            assertThat(world.faults().struck()).hasSize(1);
        }
    }

    @Test
    void specIsACopy() {
        byte[] jar = {1};
        WorldSpec spec = new WorldSpec("acme", "h", "S1", List.of(), URL, jar);
        jar[0] = 2;
        spec.runtimeJar()[0] = 3;

        assertThat(spec.runtimeJar()).containsExactly(1);
        assertThat(spec).isEqualTo(new WorldSpec("acme", "h", "S1", List.of(), URL, new byte[] {1}));
    }

    @Test
    void gatewayHasTagsOfAllTypesAndGroups() {
        FlexySpec spec = Gateways.gateway("one", "2005-0001-25", ZONE, 7);

        assertThat(spec.tags()).extracting(FlexySpec.Tag::type).contains(FlexySpec.TagType.values());
        assertThat(spec.tags()).extracting(FlexySpec.Tag::groups).contains("A", "B", "C", "D", "");
        assertThat(spec.tags()).extracting(FlexySpec.Tag::id).doesNotHaveDuplicates();
    }

    private RehearsalWorld open(WorldSpec spec) throws IOException {
        return RehearsalWorld.open(spec, directory, clock, this::machine);
    }

    private FlexyFactory.Machine machine(FlexySpec spec, Path folder, Network network, InstantSource time) {
        FakeMachine machine = new FakeMachine(spec, folder, network);
        made.add(machine);
        return machine;
    }

    private static WorldSpec spec(String... names) {
        List<FlexySpec> flexys = Stream.of(names)
                .map(name -> Gateways.gateway(name, "2005-0001-25", ZONE, 7))
                .toList();
        return new WorldSpec(
                "acme", "hub.azure-devices.net", "S1", flexys, URL, "jar".getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> credentials(Talk2mLogin login) {
        return Map.of(
                "t2maccount", login.account(),
                "t2musername", login.user(),
                "t2mpassword", login.password(),
                "t2mdeveloperid", login.developerId());
    }

    /** A gateway without anything inside. */
    private static class FakeMachine implements FlexyFactory.Machine {
        private final FlexySpec spec;
        private final Path directory;
        private final Network network;
        private final FakeFlexy web;
        private final FakeTroubles troubles = new FakeTroubles();
        private volatile boolean powered;
        private volatile boolean closed;
        private volatile long writes;

        FakeMachine(FlexySpec spec, Path directory, Network network) {
            this.spec = spec;
            this.directory = directory;
            this.network = network;
            this.web = new FakeFlexy(spec.name());
        }

        @Override
        public FlexyWeb web() {
            return web;
        }

        @Override
        public Troubles troubles() {
            return troubles;
        }

        @Override
        public void powerOn() throws IOException {
            powered = true;
        }

        @Override
        public long writes() {
            return writes;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
