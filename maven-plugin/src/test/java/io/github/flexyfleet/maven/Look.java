package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.AccountAccess;
import io.github.flexyfleet.fleet.engine.Connections;
import io.github.flexyfleet.fleet.engine.DeviceLogins;
import io.github.flexyfleet.fleet.model.CallLimit;
import io.github.flexyfleet.fleet.secret.Secret;
import io.github.flexyfleet.fleet.talk2m.DeviceLogin;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the doctor of a {@link Hospital} is given to look with.
 *
 * @param way changes the way to the devices
 * @param runtime version of the runtime that the tool has; empty for the right one
 * @param group other tag groups in the fleet file
 * @param otherState whether the state folder is not the one that deployed
 * @param wrongKey whether the key of the hub's connection string is another one
 * @param messages how many the fleet is reckoned to send in a day; empty for the right number
 * @param asking whether the hub asks devices for a message
 */
record Look(
        UnaryOperator<Connections> way,
        Optional<String> runtime,
        Optional<String> group,
        boolean otherState,
        boolean wrongKey,
        Optional<Long> messages,
        boolean asking) {
    static final String POOR_WORD = "poor-word";

    private static final CallLimit FEW = new CallLimit(50, 10);

    /** A device user who lacks a right. */
    static String poor(FlexySpec.Right right) {
        return "without-" + right;
    }

    /** The usual. */
    static Look usual() {
        return by(UnaryOperator.identity());
    }

    private static Look by(UnaryOperator<Connections> way) {
        return new Look(way, Optional.empty(), Optional.empty(), false, false, Optional.empty(), false);
    }

    /** By a device user who lacks a right. */
    static Look byUserWithout(FlexySpec.Right right) {
        DeviceLogin login = new DeviceLogin(poor(right), Secret.of(POOR_WORD));
        return by(usual -> new Connections(
                usual.accounts(), usual.accountOf(), DeviceLogins.same(login), usual.registry(), usual.events()));
    }

    /** With an account that has fewer calls a day than were made today. */
    static Look withFewCalls() {
        return by(usual -> new Connections(
                usual.accounts().stream()
                        .map(account -> new AccountAccess(account.name(), account.m2web(), FEW, account.ledger()))
                        .toList(),
                usual.accountOf(),
                usual.logins(),
                usual.registry(),
                usual.events()));
    }

    /** With a tool of another version. */
    Look ofRuntime(String version) {
        return new Look(way, Optional.of(version), group, otherState, wrongKey, messages, asking);
    }

    /** With a fleet file that has other tag groups. */
    Look withGroup(String other) {
        return new Look(way, runtime, Optional.of(other), otherState, wrongKey, messages, asking);
    }

    /** On a machine without the state folder. */
    Look withoutState() {
        return new Look(way, runtime, group, true, wrongKey, messages, asking);
    }

    /** With another key in the hub's connection string. */
    Look withWrongKey() {
        return new Look(way, runtime, group, otherState, true, messages, asking);
    }

    /**
     * With the right to ask devices. Only of one that is not connected: its answer would have to come while the caller
     * holds the time.
     */
    Look withQuestions() {
        return new Look(way, runtime, group, otherState, wrongKey, messages, true);
    }

    /** With a fleet that is reckoned to send so many messages a day. */
    Look sending(long a) {
        return new Look(way, runtime, group, otherState, wrongKey, Optional.of(a), asking);
    }
}
