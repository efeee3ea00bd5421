package io.github.flexyfleet.fleet.report;

import io.github.flexyfleet.fleet.certificate.FirstKeys;
import io.github.flexyfleet.fleet.engine.HubKeys;
import io.github.flexyfleet.fleet.engine.SharedKeys;
import io.github.flexyfleet.fleet.finding.Finding;
import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.hub.KeyReading;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetFiles;
import io.github.flexyfleet.fleet.model.FleetReader;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.source.SchemaFindings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the findings that no fleet file alone can give. */
final class WordedExamples {
    private static final String FLEET = """
            fleet: waterworks
            hub: {host: my-hub.azure-devices.net}
            talk2m: {account: my-account}
            defaults:
              tagGroups:
                all: {groups: [A, B], push: {onChange: 2s, full: 20s}}
            sites:
              north:
                devices:
                  pump-1: {name: Pump 1}
            """;
    private static final String SCHEMA_TO_COME = """
            {"type": "object", "properties": {"units": {"type": "integer", "multipleOf": 5}}}
            """;

    private static final String IN_KEYSTORE = "{auth: sas, certificate: {custody: keystore}}";
    private static final String KEY =
            Base64.getEncoder().encodeToString("A".repeat(32).getBytes(StandardCharsets.UTF_8));

    private WordedExamples() {}

    static List<Finding> findings(FindingCode code, Path project) throws IOException {
        if (BudgetExamples.make(code)) {
            return BudgetExamples.findings(code, project);
        }
        return switch (code.id()) {
            case "FLX1001" -> read(project);
            case "FLX1002" -> {
                Path outside =
                        Files.createDirectories(project.resolve("outside")).resolve("fleet.yaml");
                Files.writeString(outside, FLEET);
                Path inside = Files.createDirectories(project.resolve("inside"));
                Files.createSymbolicLink(inside.resolve("fleet.yaml"), outside);
                yield read(inside);
            }
            case "FLX1003" -> {
                try (RandomAccessFile file =
                        new RandomAccessFile(project.resolve("fleet.yaml").toFile(), "rw")) {
                    file.setLength(64L * 1024 * 1024 + 1);
                }
                yield read(project);
            }
            case "FLX1108" -> SchemaFindings.of(SCHEMA_TO_COME, "units: 7\n");
            case "FLX1252" -> connectionString(project, "pump-7");
            case "FLX1332" -> hubKeys(project, "{auth: sas}", Optional.of(WordedExamples::refused));
            case "FLX1333" -> hubKeys(project, IN_KEYSTORE, Optional.empty());
            case "FLX1501" -> explain(project, "pump-7", Optional.empty());
            case "FLX1502" -> explain(project, "pump-1", Optional.of("tagGroups.al"));
            default -> throw new IllegalArgumentException("nothing makes " + code.id());
        };
    }

    static List<Finding> mended(FindingCode code, Path project) throws IOException {
        if (BudgetExamples.make(code)) {
            return BudgetExamples.mended(project);
        }
        return switch (code.id()) {
            case "FLX1001", "FLX1002", "FLX1003" ->
                FleetFiles.read(project, FLEET).findings();
            case "FLX1108" -> SchemaFindings.of(SCHEMA_TO_COME, "units: 10\n");
            case "FLX1252" -> connectionString(project, "pump-1");
            case "FLX1332" -> hubKeys(project, "{auth: sas}", Optional.empty());
            case "FLX1333" -> hubKeys(project, IN_KEYSTORE, Optional.of(WordedExamples::known));
            case "FLX1501" -> explain(project, "pump-1", Optional.empty());
            case "FLX1502" -> explain(project, "pump-1", Optional.of("tagGroups.all"));
            default -> throw new IllegalArgumentException("nothing mends " + code.id());
        };
    }

    private static List<Finding> read(Path project) {
        return new FleetReader(InstantSource.fixed(FleetFiles.NOW))
                .read(project, Path.of("fleet.yaml"))
                .findings();
    }

    /** The connection string of this device is kept for pump-1. */
    private static List<Finding> connectionString(Path project, String device) {
        String file = FLEET.replace("{name: Pump 1}", "{name: Pump 1, auth: sas}");
        Fleet fleet = FleetFiles.read(project, file).fleet().orElseThrow();
        String text = "HostName=my-hub.azure-devices.net;DeviceId=" + device + ";SharedAccessKey=AAAA";
        return SharedKeys.read(fleet, pump -> Secret.of(text)).findings();
    }

    /** The keys of pump-1 at a hub that answers this, or does not know it. */
    private static List<Finding> hubKeys(Path project, String settings, Optional<Supplier<HubIdentity>> answer) {
        Fleet fleet = FleetFiles.read(project, FLEET.replace("{name: Pump 1}", settings))
                .fleet()
                .orElseThrow();
        KeyReading hub = new KeyReading() {
            @Override
            public Map<DeviceId, HubIdentity> read(Collection<DeviceId> devices) {
                return answer.map(Supplier::get)
                        .map(identity -> Map.of(identity.device(), identity))
                        .orElse(Map.of());
            }

            @Override
            public Secret fresh() {
                return Secret.of(KEY);
            }

            @Override
            public Instant now() {
                return FleetFiles.NOW;
            }
        };
        return SharedKeys.read(
                        fleet, pump -> Optional.empty(), () -> new HubKeys(hub, new FirstKeys(project.resolve("keys"))))
                .findings();
    }

    private static HubIdentity refused() {
        throw new IotHubException("list devices", new IotHubFailure.Unauthorized());
    }

    private static HubIdentity known() {
        Secret key = Secret.of(KEY);
        return new HubIdentity(
                new DeviceId("pump-1"),
                "1",
                "1",
                true,
                HubIdentity.SAS,
                new HubIdentity.Thumbprints("", ""),
                new HubIdentity.Keys(key, key),
                "",
                Secret.of("{}"));
    }

    private static List<Finding> explain(Path project, String device, Optional<String> path) {
        Fleet fleet = FleetFiles.read(project, FLEET).fleet().orElseThrow();
        return Explanation.of(fleet, device, path).findings();
    }
}
