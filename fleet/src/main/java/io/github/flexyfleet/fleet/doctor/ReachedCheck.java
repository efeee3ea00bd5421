package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.gateway.DeviceProblem;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import java.util.Map;

/** Talk2M knows the device, it is online, takes the login, and a runtime answers. */
final class ReachedCheck implements DeviceCheck {
    private static final Map<ProblemCode, DoctorCode> CODES = Map.of(
            ProblemCode.NOT_IN_ACCOUNT, DoctorCode.NOT_IN_ACCOUNT,
            ProblemCode.OFFLINE, DoctorCode.OFFLINE,
            ProblemCode.WRONG_SERIAL, DoctorCode.OTHER_MACHINE,
            ProblemCode.DEVICE_LOGIN, DoctorCode.DEVICE_LOGIN,
            ProblemCode.RIGHT_MISSING, DoctorCode.RIGHT_MISSING,
            ProblemCode.RUNTIME_SILENT, DoctorCode.NO_RUNTIME,
            ProblemCode.ACCOUNT_REFUSED, DoctorCode.ACCOUNT_REFUSED,
            ProblemCode.TALK2M, DoctorCode.TALK2M_UNREACHABLE,
            ProblemCode.CALLS_SPENT, DoctorCode.CALLS_SPENT,
            ProblemCode.FIRMWARE_TOO_OLD, DoctorCode.FIRMWARE_TOO_OLD);

    @Override
    public String link() {
        return "reached through Talk2M";
    }

    @Override
    public Verdict look(Patient patient) {
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
