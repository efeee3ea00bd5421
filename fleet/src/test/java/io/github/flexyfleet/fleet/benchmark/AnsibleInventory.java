package io.github.flexyfleet.fleet.benchmark;

import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.FlexyGroup;
import io.github.flexyfleet.fleet.model.TagGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The same fleet for Ansible: an inventory with a host a device, {@code java ... AnsibleInventory FOLDER}. */
public final class AnsibleInventory {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private AnsibleInventory() {}

    /** Writes {@code inventory.json} beside {@code fleet.yaml}, with every value resolved already. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        ObjectNode inventory = MAPPER.createObjectNode();
        ObjectNode hosts = inventory.putObject("all").putObject("hosts");
        for (Device device : FleetRun.read(folder).devices()) {
            ObjectNode host = hosts.putObject(device.id().value())
                    .put("site", device.siteName())
                    .put("heartbeat", device.heartbeat().toSeconds());
            ArrayNode groups = host.putArray("groups_of_tags");
            device.tagGroups().forEach(group -> add(groups, group));
        }
        Files.writeString(folder.resolve("inventory.json"), MAPPER.writeValueAsString(inventory));
    }

    private static void add(ArrayNode groups, TagGroup group) {
        ObjectNode node = groups.addObject()
                .put("name", group.name())
                .put("flexy", group.groups().stream().map(FlexyGroup::name).collect(Collectors.joining()));
        group.onChange().ifPresent(period -> node.put("change", period.toSeconds()));
        group.full().ifPresent(period -> node.put("full", period.toSeconds()));
    }
}
