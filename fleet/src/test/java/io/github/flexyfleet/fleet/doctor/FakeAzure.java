package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.hub.HubResource;
import io.github.flexyfleet.fleet.hub.HubResourceSource;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;
import io.github.flexyfleet.fleet.model.HubSettings;
import io.github.flexyfleet.fleet.model.HubTier;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Azure with the hub that a fleet wants, until a test changes it. */
final class FakeAzure implements HubResourceSource {
    static final HubSettingsWanted WANTED = new HubSettingsWanted(
            new HubSettings(
                    "h.azure-devices.net",
                    HubTier.S1,
                    2,
                    HubSettings.Access.ENTRA,
                    Set.of(),
                    "flexyfleet",
                    Optional.empty(),
                    Optional.empty()),
            1_440,
            2_880);

    String sku = "S1";
    int units = 2;
    List<HubResource.Route> routes = List.of();
    boolean fallback = true;
    Optional<Integer> retention = Optional.of(1);
    boolean publicAccess = true;
    Optional<HubResource.Addresses> addresses = Optional.empty();
    Set<String> groups = Set.of("$Default", "flexyfleet");
    long used = 12;
    long most = 800_000;
    Optional<IotHubFailure> all = Optional.empty();
    Optional<IotHubFailure> parts = Optional.empty();
    boolean known = true;

    private static void fail(Optional<IotHubFailure> failure) {
        failure.ifPresent(why -> {
            throw new IotHubException("ask Azure", why);
        });
    }

    @Override
    public Optional<String> find(String host) {
        fail(all);
        return Optional.of("/subscriptions/1").filter(id -> known && host.equals("h.azure-devices.net"));
    }

    @Override
    public HubResource read(String id) {
        return new HubResource(
                Optional.of(sku), Optional.of(units), routes, fallback, retention, publicAccess, addresses);
    }

    @Override
    public Set<String> consumerGroups(String id) {
        fail(parts);
        return groups;
    }

    @Override
    public Optional<HubResource.Messages> messages(String id) {
        fail(parts);
        return Optional.of(new HubResource.Messages(used, most));
    }
}
