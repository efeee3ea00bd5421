package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.M2WebFailure;

/** Says in words what a failed call to Talk2M means for a device, and how to mend it. */
public final class TalkProblems {
    private static final int TOO_MANY = 429;

    private TalkProblems() {}

    /** What went wrong. */
    public static DeviceProblemException of(M2WebException e) {
        M2WebFailure failure = e.failure();
        if (failure instanceof M2WebFailure.AccountRefused) {
            return problem(
                    Outcome.FAILED,
                    ProblemCode.ACCOUNT_REFUSED,
                    "Talk2M refused account, user, password or developer id; no further login was tried, since ten wrong"
                            + " ones lock the user",
                    "correct the Talk2M credentials",
                    e);
        }
        if (failure instanceof M2WebFailure.DeviceRefused) {
            return problem(
                    Outcome.REJECTED,
                    ProblemCode.DEVICE_LOGIN,
                    "the device refused its user or password",
                    "correct the device user's credentials, and give that user the rights listed in docs/security.md",
                    e);
        }
        if (failure instanceof M2WebFailure.DeviceOffline) {
            return offline(e);
        }
        if (failure instanceof M2WebFailure.DeviceTimeout || failure instanceof M2WebFailure.DeviceUnreachable) {
            return problem(
                    Outcome.UNREACHABLE,
                    ProblemCode.OFFLINE,
                    "Talk2M could not reach the device: " + e.getMessage(),
                    "deploy again; the device goes on from what it holds",
                    e);
        }
        if (failure instanceof M2WebFailure.Throttled throttled) {
            boolean limit = throttled.status() == TOO_MANY;
            return problem(
                    Outcome.UNREACHABLE,
                    limit ? ProblemCode.TALK2M_LIMIT : ProblemCode.TALK2M,
                    "Talk2M takes no more calls now (HTTP " + throttled.status() + ")",
                    "deploy again later; 10,000 calls a day on Free+ accounts, 30,000 on Pro",
                    e);
        }
        if (failure instanceof M2WebFailure.Withheld withheld) {
            return problem(
                    Outcome.FAILED,
                    ProblemCode.CALLS_SPENT,
                    withheld.reason(),
                    "deploy again after midnight UTC; a device that was on trial has gone back by itself then",
                    e);
        }
        if (failure instanceof M2WebFailure.Gone) {
            return problem(
                    Outcome.UNREACHABLE,
                    ProblemCode.NOT_IN_ACCOUNT,
                    "Talk2M does not know the device any more",
                    "check its name in the fleet file and in eCatcher",
                    e);
        }
        if (failure instanceof M2WebFailure.TransportFailed failed) {
            return problem(
                    Outcome.UNREACHABLE,
                    ProblemCode.TALK2M,
                    "no whole answer from Talk2M: " + failed.reason(),
                    "check the network and the proxy, then deploy again",
                    e);
        }
        if (DeviceRights.isForbidden(e)) {
            return DeviceRights.FORMS.missing(e);
        }
        return problem(
                Outcome.FAILED,
                ProblemCode.TALK2M,
                "an answer that is not understood: " + e.getMessage(),
                "deploy again; if it stays, report it",
                e);
    }

    /** Talk2M says that the device has no connection. */
    public static DeviceProblemException offline(Throwable cause) {
        return problem(
                Outcome.UNREACHABLE,
                ProblemCode.OFFLINE,
                "the device is offline in Talk2M",
                "deploy again when it is back; until then it keeps running what it has",
                cause);
    }

    private static DeviceProblemException problem(
            Outcome outcome, ProblemCode code, String what, String mend, Throwable cause) {
        return new DeviceProblemException(outcome, code, what, mend, cause);
    }
}
