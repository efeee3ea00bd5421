package io.github.flexyfleet.fleet.engine;

import io.github.flexyfleet.fleet.gateway.AccountFigures;
import io.github.flexyfleet.fleet.gateway.CallBudget;
import io.github.flexyfleet.fleet.gateway.CallCounter;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Talk2mLinks;
import io.github.flexyfleet.fleet.rollout.AccountGate;
import io.github.flexyfleet.fleet.rollout.AdaptiveLimit;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebSettings;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** One Talk2M account during one run: its client, its figures and what it has left. Thread-safe. */
final class AccountSession implements AutoCloseable {
    /** Logins at three hosts and the device list (talk2m-m2web 2.1). */
    private static final int RUN_CALLS = 4;

    private final AccountAccess access;
    private final List<DeviceTarget> targets;
    private final CallCounter counter = new CallCounter();
    private final CallBudget budget;
    private final M2WebSettings.Retries retries;
    private final M2WebClient client;

    AccountSession(AccountAccess access, List<DeviceTarget> targets, InstantSource clock, AdaptiveLimit limit) {
        this.access = access;
        this.targets = targets;
        this.budget = new CallBudget(access.name(), access.ledger(), access.calls(), clock);
        M2WebSettings settings = access.m2web();
        M2WebSettings.Retries given = settings.retries();
        // Each pause stands for one repetition.
        this.retries =
                new M2WebSettings.Retries(given.tries(), given.first(), given.longest(), given.random(), duration -> {
                    counter.retried();
                    given.pause().accept(duration);
                });
        this.client = new M2WebClient(
                new M2WebSettings(
                        settings.base(), settings.login(), settings.authentication(), settings.network(), retries),
                clock,
                counter,
                new AccountGate(budget, limit));
    }

    /** What the account has left, and for how many devices. */
    RolloutEvent.CallsLeft callsLeft() {
        return new RolloutEvent.CallsLeft(access.name(), targets.size(), left(), access.calls());
    }

    /** Asks for the account's devices; before that, whether there are calls enough to begin. */
    Talk2mLinks links(DeviceLogins logins, Talk2mLinks.DeviceWork work) throws DeviceProblemException {
        budget.require((long) RUN_CALLS + work.calls());
        Map<String, DeviceLogin> byName = targets.stream()
                .collect(Collectors.toMap(DeviceTarget::talk2mName, target -> logins.of(target.device())));
        FlexyForms forms = new FlexyForms(client, device -> byName.get(device.name()));
        RuntimeClient runtime = new RuntimeClient(forms, retries);
        return new Talk2mLinks(client, new Talk2mLinks.Account(access.name(), forms, runtime, counter, budget), work);
    }

    /** What was done up to now. */
    AccountFigures figures() {
        return counter.figures(access.name(), left());
    }

    private OptionalLong left() {
        try {
            return OptionalLong.of(budget.left());
        } catch (IOException e) {
            // The next call tells about it, and is not made.
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
