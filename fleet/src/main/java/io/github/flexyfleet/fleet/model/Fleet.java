package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.source.Located;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A resolved fleet: every layer applied, every check passed.
 *
 * @param name the fleet's name
 * @param hub the IoT Hub
 * @param accounts the Talk2M accounts through which the Flexys are reached, at least one
 * @param runtime where a Flexy without a runtime fetches it
 * @param roots absolute paths of PEM files with additional root certificates
 * @param sites in the file's order
 * @param rollout in which order the devices are rolled out to
 * @param origins where the devices' settings come from
 */
public record Fleet(
        String name,
        HubSettings hub,
        List<Talk2mSettings> accounts,
        Optional<RuntimeSource> runtime,
        List<Located<Path>> roots,
        List<Site> sites,
        RolloutPolicy rollout,
        Origins origins) {
    /** Takes a copy. */
    public Fleet {
        accounts = List.copyOf(accounts);
        roots = List.copyOf(roots);
        sites = List.copyOf(sites);
    }

    /** The same, rolled out in another way. */
    public Fleet with(RolloutPolicy other) {
        return new Fleet(name, hub, accounts, runtime, roots, sites, other, origins);
    }

    /** The first Talk2M account; mostly there is one. */
    public Talk2mSettings talk2m() {
        return accounts.get(0);
    }

    /** The devices that are reached through an account, site by site. */
    public List<Device> devicesOf(Talk2mSettings account) {
        return devices().stream()
                .filter(device -> device.account().equals(account.name()))
                .toList();
    }

    /** All devices, site by site. */
    public List<Device> devices() {
        return sites.stream().flatMap(site -> site.devices().stream()).toList();
    }
}
