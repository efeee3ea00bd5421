package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.hub.EventFeedException;
import io.github.flexyfleet.fleet.hub.HubRights;
import io.github.flexyfleet.fleet.hub.IotHubException;
import io.github.flexyfleet.fleet.hub.IotHubFailure;

/** Says what a failed call to the hub means. */
final class HubProblems {
    private HubProblems() {}

    /** Somebody without a login cannot look; that is no fault of the fleet. */
    static Verdict of(IotHubException e) {
        IotHubFailure failure = e.failure();
        if (failure instanceof IotHubFailure.NoToken none) {
            return new Verdict.NotLooked("no login at the hub: " + none.reason()
                    + ". It takes FLEXY_HUB_CONNECTION_STRING, or with access: entra a sign-in: " + HubRights.ALL);
        }
        if (failure instanceof IotHubFailure.Unauthorized) {
            return new Verdict.Problem(DoctorCode.HUB_REFUSED, "the hub refused the login that was given");
        }
        if (failure instanceof IotHubFailure.QuotaExceeded) {
            return new Verdict.Problem(DoctorCode.HUB_QUOTA, "the hub's messages of the day are used up");
        }
        if (failure instanceof IotHubFailure.Throttled) {
            return new Verdict.Problem(DoctorCode.HUB_THROTTLED, "the hub takes no more calls now");
        }
        if (failure instanceof IotHubFailure.Unreachable unreachable) {
            return new Verdict.Problem(DoctorCode.HUB_UNREACHABLE, "no whole answer: " + unreachable.reason());
        }
        if (failure instanceof IotHubFailure.Unexpected unexpected && unexpected.status() >= 500) {
            return new Verdict.Problem(
                    DoctorCode.HUB_UNREACHABLE, "the hub is out of service (HTTP " + unexpected.status() + ")");
        }
        return new Verdict.Problem(DoctorCode.UNKNOWN, e.getMessage());
    }

    /** Of a device, when the same was told of the registry or of an earlier device: all else is still looked at. */
    static Verdict.NotLooked told(IotHubException e) {
        return new Verdict.NotLooked(
                isOfLogin(e)
                        ? "the hub's registry does not answer this login, see IoT Hub registry above"
                        : "the hub's registry does not answer as it should, see above");
    }

    /** Whether the hub answers nothing because of who asks. */
    static boolean isOfLogin(IotHubException e) {
        return e.failure() instanceof IotHubFailure.NoToken || e.failure() instanceof IotHubFailure.Unauthorized;
    }

    static Verdict.Problem of(EventFeedException e) {
        DoctorCode code = switch (e.reason()) {
            case UNREACHABLE -> DoctorCode.MESSAGES_UNREACHABLE;
            case REFUSED -> DoctorCode.MESSAGES_REFUSED;
            case NOT_FOUND -> DoctorCode.GROUP_UNKNOWN;
            case CROWDED -> DoctorCode.GROUP_CROWDED;
        };
        return new Verdict.Problem(code, e.getMessage());
    }
}
