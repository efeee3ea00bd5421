package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.gateway.CallCounter;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.gateway.TalkProblems;
import io.github.flexyfleet.fleet.probe.ProbeProfile;
import io.github.flexyfleet.fleet.probe.ProbeSettings;
import io.github.flexyfleet.fleet.probe.Prober;
import io.github.flexyfleet.fleet.rollout.AccountGate;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.RolloutSettings;
import io.github.flexyfleet.fleet.talk2m.FlexyPages;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.io.IOException;
import java.util.function.Consumer;

/** Reaches one gateway to probe it; its calls are counted and limited as those of a deploy. */
record ProbeVisit(Connections connections, RolloutSettings settings, Pace pace) {
    /** Logins at two hosts, the device list, and a device that nobody has. */
    private static final int RUN_CALLS = 4;

    ProbeProfile probe(DeviceTarget target, ProbeSettings wanted, Consumer<String> log)
            throws DeviceProblemException, InterruptedException {
        String name = connections.accountOf(target.device());
        AccountAccess access = connections.accounts().stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow();
        CallBudget budget = new CallBudget(access.name(), access.ledger(), access.calls(), pace::now);
        int most = Prober.CALLS + RUN_CALLS;
        log.accept("at most " + most + " M2Web calls"
                + (wanted.hub().isPresent() ? " and " + Prober.MESSAGES + " messages at the hub" : ""));
        require(access, budget, most);
        CallCounter counter = new CallCounter();
        AccountGate gate = new AccountGate(budget, new AdaptiveLimit(1, pace));
        try (M2WebClient client = new M2WebClient(access.m2web(), pace::now, counter, gate)) {
            Talk2mDevice device = device(client, target);
            FlexyPages pages =
                    new FlexyPages(client, any -> connections.logins().of(target.device()));
            ProbeProfile profile = new Prober(
                            pages, device, target, connections.registry(), wanted, pace, settings.deviceEvery(), log)
                    .run();
            log.accept("M2Web calls spent: " + (counter.of(device) + counter.account()));
            return profile;
        } catch (M2WebException e) {
            throw TalkProblems.of(e);
        }
    }

    private static Talk2mDevice device(M2WebClient client, DeviceTarget target) throws DeviceProblemException {
        Talk2mDevice device = client.devices().stream()
                .filter(each -> each.name().equals(target.talk2mName()))
                .findFirst()
                .orElseThrow(() -> new DeviceProblemException(
                        Outcome.REJECTED,
                        ProblemCode.NOT_IN_ACCOUNT,
                        "the Talk2M account has no device called '" + target.talk2mName() + "'",
                        "correct name in the fleet file; it must be as in eCatcher, letter for letter"));
        if (device.status() == Talk2mDevice.Status.OFFLINE) {
            throw TalkProblems.offline(null);
        }
        return device;
    }

    private static void require(AccountAccess access, CallBudget budget, int calls) throws DeviceProblemException {
        try {
            long left = Math.max(0, budget.left() - access.calls().kept());
            if (left < calls) {
                throw new DeviceProblemException(
                        Outcome.NOT_STARTED,
                        ProblemCode.CALLS_SPENT,
                        "Talk2M account " + access.name() + " has " + left + " of "
                                + access.calls().perDay() + " calls left today, besides "
                                + access.calls().kept() + " kept for deploys, and a probe may need " + calls,
                        "go on after " + budget.renewed());
            }
        } catch (IOException e) {
            throw new DeviceProblemException(
                    Outcome.NOT_STARTED, ProblemCode.CALLS_SPENT, e.getMessage(), "mend it, then probe again", e);
        }
    }
}
