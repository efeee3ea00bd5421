package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.CallLedger;
import io.github.flexyfleet.fleet.hub.EventFeed;
import io.github.flexyfleet.fleet.hub.IotHubRegistry;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.rollout.EnrolledIdentities;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How the engine reaches the world.
 *
 * @param accounts the Talk2M accounts, at least one
 * @param accountOf name of the account of each device that is not in the first one
 * @param logins logins of the gateways' own web servers
 * @param registry the hub's identities
 * @param events messages at the hub; without it the devices' own word on the hub's answers is the evidence
 * @param enrolling the Device Provisioning Service, where one makes the identities
 */
public record Connections(
        List<AccountAccess> accounts,
        Map<DeviceId, String> accountOf,
        DeviceLogins logins,
        IotHubRegistry registry,
        Optional<EventFeed> events,
        Optional<EnrolledIdentities.Enrolling> enrolling) {
    /** Without a Device Provisioning Service. */
    public Connections(
            List<AccountAccess> accounts,
            Map<DeviceId, String> accountOf,
            DeviceLogins logins,
            IotHubRegistry registry,
            Optional<EventFeed> events) {
        this(accounts, accountOf, logins, registry, events, Optional.empty());
    }

    /** The same with other messages. */
    public Connections with(Optional<EventFeed> feed) {
        return new Connections(accounts, accountOf, logins, registry, feed, enrolling);
    }

    /** The same with a Device Provisioning Service. */
    public Connections with(EnrolledIdentities.Enrolling service) {
        return new Connections(accounts, accountOf, logins, registry, events, Optional.of(service));
    }

    /** Copies the collections. */
    public Connections {
        accounts = List.copyOf(accounts);
        accountOf = Map.copyOf(accountOf);
    }

    /** One account, and one login for all gateways. */
    public Connections(M2WebSettings talk2m, DeviceLogin device, IotHubRegistry registry, Optional<EventFeed> events) {
        this(
                List.of(new AccountAccess(talk2m.login().account(), talk2m, CallLimit.STANDARD, CallLedger.inMemory())),
                Map.of(),
                DeviceLogins.same(device),
                registry,
                events);
    }

    /**
     * The same with other counts of calls.
     *
     * @param counts makes one of Talk2M's name of an account, and of the count that it has now
     */
    Connections counting(BiFunction<String, CallLedger, CallLedger> counts) {
        return new Connections(
                accounts.stream()
                        .map(account -> new AccountAccess(
                                account.name(),
                                account.m2web(),
                                account.calls(),
                                counts.apply(account.m2web().login().account(), account.ledger())))
                        .toList(),
                accountOf,
                logins,
                registry,
                events,
                enrolling);
    }

    /** The first account; mostly there is one. */
    public M2WebSettings talk2m() {
        return accounts.get(0).m2web();
    }

    /** The login of gateways without one of their own. */
    public DeviceLogin device() {
        return logins.standard().orElseThrow();
    }

    /** Name of the account through which a device is reached. */
    String accountOf(DeviceId device) {
        return accountOf.getOrDefault(device, accounts.get(0).name());
    }
}
