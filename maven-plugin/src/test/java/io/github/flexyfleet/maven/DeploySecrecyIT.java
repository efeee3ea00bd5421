package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.FileCallLedger;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.report.ConsoleReport;
import io.github.flexyfleet.fleet.report.JsonReport;
import io.github.flexyfleet.fleet.report.ProgressLines;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.rollout.RolloutResult;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import io.github.flexyfleet.fleet.talk2m.Talk2mLogin;
import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.IOException;
import java.net.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plants secrets in a world, and looks for them in all that deploys, good and bad, say to people and write down. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeploySecrecyIT {
    /** The world's session ids; nothing else that is shown has this form. */
    private static final Pattern SESSION = Pattern.compile("(?<![0-9a-fA-F])[0-9a-f]{32}(?![0-9a-fA-F])");

    /** A token of the hub, whole or in part; it is as good as the key for an hour. */
    private static final Pattern TOKEN = Pattern.compile("SharedAccessSignature|[?& ]sig=|SharedAccessKey=");

    private Overheard overheard;

    @TempDir
    Path folder;

    @Test
    void nothingThatIsSaidHoldsASecret() throws Exception {
        PlantedSecrets.plant(folder.resolve("rehearsal/world"));
        PlantedSecrets secrets = new PlantedSecrets();
        String wire;
        try (Overheard open = new Overheard();
                RehearsedFleet fleet = new RehearsedFleet(folder, 1, "S1");
                WireRecorder recorder =
                        new WireRecorder(fleet.surroundings().world().proxy())) {
            overheard = open;
            deploys(fleet, recorder);
            wire = recorder.heard();
            secrets.addKeys(fleet.certificates());
        }

        String all = overheard.all();
        assertThat(secrets.count()).isGreaterThan(20);
        assertThat(all)
                .as("the good deploy and the bad ones were heard")
                .contains("CONFIRMED", "FLX3004", "FLX3014", "FLX3016");
        secrets.assertNoneIn("what was said", all);
        assertThat(SESSION.matcher(all).find()).as("a session id").isFalse();
        assertThat(TOKEN.matcher(all).find()).as("a token of the hub").isFalse();
        assertThat(wire)
                .as("the wire was heard")
                .contains("CONNECT m2web.talk2m.com:443", "CONNECT ewonproject.azure-devices.net:443");
        secrets.assertNoneIn("the wire outside TLS", wire);
        assertThat(TOKEN.matcher(wire).find())
                .as("a token of the hub on the wire")
                .isFalse();
        // The world is not the tool: its folder is the gateways', Talk2M's and the hub's own.
        Path world = folder.resolve("rehearsal/world");
        assertThat(secrets.assertNoneInFilesBelow(
                        folder,
                        file -> file.startsWith(world) || file.toString().endsWith(".key")))
                .as("files that may hold a secret and do")
                .isGreaterThan(1);
        assertThat(folder.resolve("calls"))
                .as("the count of calls was searched")
                .isNotEmptyDirectory();
    }

    private void deploys(RehearsedFleet fleet, WireRecorder recorder) throws Exception {
        try (IotHubRegistry hub = hub(fleet, recorder, PlantedSecrets.HUB_KEY);
                IotHubRegistry refusing = hub(fleet, recorder, "AAAA" + PlantedSecrets.HUB_KEY)) {
            Connections direct = through(recorder, fleet.connections());
            heardFailing(fleet, with(refusing, direct));
            deploys(fleet, with(hub, direct));
        }
    }

    private void deploys(RehearsedFleet fleet, Connections right) throws Exception {
        Duration enough = Duration.ofSeconds(40);
        say(fleet.deploy(wrongDevice(right), enough, this::hear));
        say(fleet.deploy(right, enough, this::hear));
        say(String.valueOf(fleet.states()));
        say(fleet.targets().toString());
        runtimeLog(right);
        heardFailing(fleet, wrongTalk2m(right));
        fleet.surroundings().world().close();
        heardFailing(fleet, right);
    }

    /** The way to the hub's REST, past the recorder, with a key that may be wrong. */
    private static IotHubRegistry hub(RehearsedFleet fleet, WireRecorder recorder, String key) throws IOException {
        RehearsalWorld world = fleet.surroundings().world();
        return Wiring.registry(
                fleet.fleet(),
                HubLogins.of(Secret.of(world.hubConnectionString().replace(PlantedSecrets.HUB_KEY, key))),
                new IotHubRegistry.Network(
                        Optional.of(new Proxy(Proxy.Type.HTTP, recorder.address())), List.of(world.rootCertificate())),
                InstantSource.system(),
                Wiring::pause);
    }

    private static Connections with(IotHubRegistry hub, Connections other) {
        return new Connections(other.accounts(), other.accountOf(), other.logins(), hub, other.events());
    }

    /** The same way, past the recorder, with calls counted in a file. */
    private Connections through(WireRecorder recorder, Connections direct) {
        M2WebSettings settings = direct.talk2m();
        M2WebSettings.Network network = settings.network();
        M2WebSettings recorded = new M2WebSettings(
                settings.base(),
                settings.login(),
                settings.authentication(),
                new M2WebSettings.Network(
                        Optional.of(new Proxy(Proxy.Type.HTTP, recorder.address())),
                        network.extraRoots(),
                        network.timeouts()),
                settings.retries());
        String account = settings.login().account();
        return new Connections(
                List.of(new AccountAccess(
                        account, recorded, CallLimit.STANDARD, new FileCallLedger(folder.resolve("calls"), account))),
                Map.of(),
                DeviceLogins.same(direct.device()),
                direct.registry(),
                direct.events());
    }

    private static Connections wrongDevice(Connections right) {
        // One letter is wrong: whoever shows what was sent shows nearly all of the secret.
        DeviceLogin login = new DeviceLogin(right.device().user(), Secret.of(PlantedSecrets.DEVICE + "x"));
        return new Connections(right.talk2m(), login, right.registry(), right.events());
    }

    private static Connections wrongTalk2m(Connections right) {
        M2WebSettings settings = right.talk2m();
        Talk2mLogin login = settings.login();
        return new Connections(
                new M2WebSettings(
                        settings.base(),
                        new Talk2mLogin(
                                login.account(),
                                login.user(),
                                Secret.of(PlantedSecrets.TALK2M + "x"),
                                login.developerId()),
                        settings.authentication(),
                        settings.network(),
                        settings.retries()),
                right.device(),
                right.registry(),
                right.events());
    }

    private void heardFailing(RehearsedFleet fleet, Connections connections) {
        try {
            say(fleet.deploy(connections, Duration.ofSeconds(3), this::hear));
        } catch (Exception e) {
            overheard.say(e);
            if (e instanceof DeviceProblemException problem) {
                say(problem.problem().toString());
            }
        }
    }

    /** What the runtime on the device tells of itself. */
    private void runtimeLog(Connections right) {
        Consumer<String> line = this::say;
        try (M2WebClient client =
                new M2WebClient(right.talk2m(), InstantSource.system(), call -> line.accept(call.toString()))) {
            Talk2mDevice device = client.devices().get(0);
            FlexyForms forms = new FlexyForms(client, any -> right.device());
            new RuntimeClient(forms, right.talk2m().retries())
                    .log(device, RuntimeClient.MOST_LINES)
                    .forEach(line);
            line.accept(forms.export(device, "$dtEV$ftT"));
        }
    }

    private void hear(RolloutEvent event) {
        say(event.toString());
        say(ProgressLines.line(event));
    }

    private void say(RolloutResult result) {
        say(JsonReport.render(result));
        ConsoleReport.lines(result).forEach(this::say);
        say(result.toString());
    }

    private void say(String text) {
        overheard.say(text);
    }
}
