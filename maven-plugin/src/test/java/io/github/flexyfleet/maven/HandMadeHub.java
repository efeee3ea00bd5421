package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.FleetReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rehearsal hub of a project, in the hands of somebody who has access to it and not to the project: imports files,
 * makes exports, and changes identities.
 *
 * @param project folder of the project
 */
record HandMadeHub(Path project) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Work on the hub while its world is open. */
    @FunctionalInterface
    private interface Work<T> {
        T on(ServiceClient hub) throws Exception;
    }

    private <T> T open(Work<T> work) throws Exception {
        Fleet fleet = new FleetReader(InstantSource.system())
                .read(project.toRealPath(), Path.of("fleet.yaml"))
                .fleet()
                .orElseThrow();
        try (RehearsalSurroundings world =
                RehearsalSurroundings.open(fleet, BundledRuntime.load(), project.resolve("target/flexy/rehearsal"))) {
            return work.on(new ServiceClient(world.world()));
        }
    }

    /** Does what the lines of an import file say, as an import job does. */
    void imports(Path file) throws Exception {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as("%s", file).isNotEmpty();
        open(hub -> bulk(hub, lines));
    }

    private static ServiceClient.Reply bulk(ServiceClient hub, List<String> lines) throws Exception {
        ServiceClient.Reply reply = hub.send("POST", "/devices", "[" + String.join(",", lines) + "]");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().path("isSuccessful").asBoolean())
                .as(reply.body())
                .isTrue();
        return reply;
    }

    /** Writes an export of all identities to a file of the project. */
    void exports(String file) throws Exception {
        Files.writeString(
                project.resolve(file),
                open(hub -> all(hub).stream().map(line -> line + "\n").collect(Collectors.joining())));
    }

    /** The identities as lines of an export, keys excluded. */
    private static List<ObjectNode> all(ServiceClient hub) throws Exception {
        ServiceClient.Reply reply = hub.send("GET", "/devices", "");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().valueStream().map(HandMadeHub::line).toList();
    }

    private static ObjectNode line(JsonNode device) {
        ObjectNode line = JSON.createObjectNode();
        line.set("id", device.path("deviceId"));
        line.set("eTag", device.path("etag"));
        line.set("status", device.path("status"));
        line.set("statusReason", device.path("statusReason"));
        ObjectNode authentication = ((ObjectNode) device.path("authentication").deepCopy());
        authentication.putNull("symmetricKey");
        line.set("authentication", authentication);
        return line;
    }

    /** Lets a device connect no more, or again. */
    void status(String device, String status) throws Exception {
        open(hub -> {
            for (ObjectNode line : all(hub)) {
                if (line.path("id").asString("").equals(device)) {
                    bulk(
                            hub,
                            List.of(line.put("importMode", "update")
                                    .put("status", status)
                                    .toString()));
                }
            }
            return status;
        });
    }

    /** Removes an identity. */
    void deletes(String device) throws Exception {
        open(hub -> bulk(hub, List.of("{\"id\":\"" + device + "\",\"importMode\":\"delete\"}")));
    }
}
