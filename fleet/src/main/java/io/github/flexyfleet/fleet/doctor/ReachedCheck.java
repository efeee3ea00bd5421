package io.github.flexyfleet.fleet.doctor;

import static java.util.Map.entry;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.Map;

/** Talk2M knows the device, it is online, takes the login, and a runtime answers. */
final class ReachedCheck implements DeviceCheck {
    private static final Map<ProblemCode, DoctorCode> CODES = Map.ofEntries(
            entry(ProblemCode.NOT_IN_ACCOUNT, DoctorCode.NOT_IN_ACCOUNT),
            entry(ProblemCode.OFFLINE, DoctorCode.OFFLINE),
            entry(ProblemCode.WRONG_SERIAL, DoctorCode.OTHER_MACHINE),
            entry(ProblemCode.DEVICE_LOGIN, DoctorCode.DEVICE_LOGIN),
            entry(ProblemCode.RIGHT_MISSING, DoctorCode.RIGHT_MISSING),
            entry(ProblemCode.RUNTIME_SILENT, DoctorCode.NO_RUNTIME),
            entry(ProblemCode.ACCOUNT_REFUSED, DoctorCode.ACCOUNT_REFUSED),
            entry(ProblemCode.TALK2M, DoctorCode.TALK2M_UNREACHABLE),
            entry(ProblemCode.TALK2M_LIMIT, DoctorCode.CALLS_SPENT),
            entry(ProblemCode.CALLS_SPENT, DoctorCode.CALLS_SPENT),
            entry(ProblemCode.FIRMWARE_TOO_OLD, DoctorCode.FIRMWARE_TOO_OLD));

    @Override
    public String link() {
        return "reached through Talk2M";
    }

    @Override
    public Verdict look(Patient patient) {
        if (!patient.wasAsked()) {
            return new Verdict.NotLooked(
                    "its Talk2M account cannot be asked, see above; what the hub knows of it follows");
        }
        return patient.state()
                .problem()
                .<Verdict>map(ReachedCheck::problem)
                .orElseGet(() -> new Verdict.Ok("online, the runtime answers"));
    }

    /** The same problem in this package's words. */
    static Verdict.Problem problem(DeviceProblem problem) {
        DoctorCode code = CODES.getOrDefault(problem.code(), DoctorCode.UNKNOWN);
        return code == DoctorCode.UNKNOWN
                ? new Verdict.Problem(code, problem.what(), problem.mend())
                : new Verdict.Problem(code, problem.what());
    }
}
