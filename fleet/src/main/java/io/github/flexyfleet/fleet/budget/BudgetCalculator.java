package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.model.DataSize;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.model.DeviceSettings;
import io.github.flexyfleet.fleet.model.Fleet;
import io.github.flexyfleet.fleet.model.Talk2mPlan;
import io.github.flexyfleet.fleet.model.Talk2mSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Works out budgets. A pure function. */
public final class BudgetCalculator {
    private static final int DAYS_IN_MONTH = 31;
    private static final String FLEET = "fleet";
    private static final long LARGEST_MESSAGE = 256L * 1024;

    private final Fleet fleet;
    private final BudgetAssumptions assumptions;
    private final long jarBytes;
    private final BudgetFindings findings;

    private BudgetCalculator(Fleet fleet, BudgetAssumptions assumptions, long jarBytes) {
        this.fleet = fleet;
        this.assumptions = assumptions;
        this.jarBytes = jarBytes;
        this.findings = new BudgetFindings(fleet, assumptions, new BudgetPlaces(fleet));
    }

    /**
     * Works out what a fleet uses.
     *
     * @param jarBytes size of the runtime's jar
     */
    public static Budget of(Fleet fleet, BudgetAssumptions assumptions, long jarBytes) {
        return new BudgetCalculator(fleet, assumptions, jarBytes).calculate();
    }

    /**
     * Devices with the same settings and what each of them uses.
     *
     * @param device the one with the longest id, which sends the longest topics
     * @param count how many there are
     */
    record Kind(Device device, int count, Traffic assumed, Traffic worst, List<BudgetRow> rows) {}

    /**
     * What a run over one account's devices takes of its calls.
     *
     * @param unchanged when there is nothing to do
     * @param deploy when each device gets a change
     */
    record AccountCalls(Talk2mSettings account, BudgetRow unchanged, BudgetRow deploy) {}

    private Budget calculate() {
        List<Kind> kinds = kinds();
        BudgetRow hub = hub(kinds);
        List<AccountCalls> accounts = accounts();
        List<BudgetRow> rows = new ArrayList<>();
        rows.add(hub);
        accounts.forEach(account -> rows.addAll(List.of(account.unchanged(), account.deploy())));
        kinds.forEach(kind -> rows.addAll(kind.rows()));
        long listed = fleet.devices().stream()
                .filter(device -> device.tagList().isPresent())
                .count();
        return new Budget(assumptions, listed, rows, findings.of(hub, accounts, kinds));
    }

    private List<Kind> kinds() {
        Map<DeviceSettings, List<Device>> bySettings = new LinkedHashMap<>();
        fleet.devices()
                .forEach(device -> bySettings
                        .computeIfAbsent(device.settings(), settings -> new ArrayList<>())
                        .add(device));
        return bySettings.values().stream().map(this::kind).toList();
    }

    private Kind kind(List<Device> devices) {
        Device device = devices.stream()
                .min(Comparator.comparing((Device one) -> -one.id().value().length()))
                .orElseThrow();
        DeviceTraffic traffic = new DeviceTraffic(fleet.hub(), assumptions, device);
        Traffic assumed = traffic.assumed();
        Traffic worst = traffic.worst();
        String scope = device.id() + (devices.size() == 1 ? "" : " and " + (devices.size() - 1) + " more");
        BudgetRow messages = new BudgetRow(scope, Resource.MESSAGES, up(assumed.messages()), up(worst.messages()), 0);
        BudgetRow quota = new BudgetRow(scope, Resource.HUB_QUOTA, up(assumed.metered()), up(worst.metered()), 0);
        BudgetRow sim = new BudgetRow(
                scope,
                Resource.SIM,
                up(assumed.wireBytes() * DAYS_IN_MONTH),
                up(worst.wireBytes() * DAYS_IN_MONTH),
                device.settings()
                        .simData()
                        .map(DataSize::bytes)
                        .orElse(assumptions.sim().bytesPerMonth()));
        return new Kind(
                device,
                devices.size(),
                assumed,
                worst,
                List.of(
                        messages,
                        quota,
                        sim,
                        fixed(scope, Resource.MESSAGE_SIZE, traffic.largestMessage(), LARGEST_MESSAGE),
                        fixed(scope, Resource.OUTBOX, traffic.burst(), DeviceMemory.OUTBOX),
                        fixed(
                                scope,
                                Resource.FLASH,
                                DeviceMemory.flash(device, fleet.roots().size(), jarBytes),
                                DeviceMemory.FLASH),
                        fixed(
                                scope,
                                Resource.HEAP,
                                DeviceMemory.heap(device, traffic.tagsOnGateway()),
                                DeviceMemory.HEAP)));
    }

    private BudgetRow hub(List<Kind> kinds) {
        Traffic assumed = Traffic.NONE;
        Traffic worst = Traffic.NONE;
        for (Kind kind : kinds) {
            assumed = assumed.plus(kind.assumed().times(kind.count()));
            worst = worst.plus(kind.worst().times(kind.count()));
        }
        return new BudgetRow(
                FLEET,
                Resource.HUB_QUOTA,
                up(assumed.metered()),
                up(worst.metered()),
                HubQuota.of(fleet.hub()).messagesPerDay());
    }

    /** Each account has calls of its own (talk2m-m2web 2.7). One without devices is not called. */
    private List<AccountCalls> accounts() {
        if (fleet.accounts().size() == 1) {
            return List.of(calls(fleet.talk2m(), FLEET, fleet.devices().size()));
        }
        Map<String, Long> devices =
                fleet.devices().stream().collect(Collectors.groupingBy(Device::account, Collectors.counting()));
        return fleet.accounts().stream()
                .filter(account -> devices.containsKey(account.name()))
                .map(account -> calls(account, "account " + account.name(), devices.get(account.name())))
                .toList();
    }

    private AccountCalls calls(Talk2mSettings account, String scope, long devices) {
        int limit = assumptions
                .plan()
                .map(Talk2mPlan::callsPerDay)
                .orElse(account.calls().perDay());
        return new AccountCalls(
                account,
                fixed(scope, Resource.M2WEB_UNCHANGED, CallCost.unchanged(devices), limit),
                new BudgetRow(
                        scope, Resource.M2WEB_DEPLOY, CallCost.changed(devices), CallCost.factoryNew(devices), limit));
    }

    private static BudgetRow fixed(String scope, Resource resource, long use, long limit) {
        return new BudgetRow(scope, resource, use, use, limit);
    }

    private static long up(double value) {
        return (long) Math.ceil(value);
    }
}
