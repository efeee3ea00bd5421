package io.github.flexyfleet.fleet.doctor;

/** The runtime is this tool's, and lives. */
final class RuntimeCheck implements DeviceCheck {
    private final String version;

    RuntimeCheck(String version) {
        this.version = version;
    }

    @Override
    public String link() {
        return "runtime";
    }

    /** One of another version sends all the same. */
    @Override
    public boolean blocks(DoctorCode problem) {
        return problem != DoctorCode.OTHER_RUNTIME;
    }

    @Override
    public Verdict look(Patient patient) {
        var program = patient.status().program();
        if (patient.reason().equals("safe-mode")) {
            return new Verdict.Problem(
                    DoctorCode.CRASH_LOOP, patient.reasonWords() + "; started " + program.boot() + " times so far");
        }
        if (!program.version().equals(version)) {
            return new Verdict.Problem(
                    DoctorCode.OTHER_RUNTIME, "version " + program.version() + ", this tool's is " + version);
        }
        return new Verdict.Ok("version " + version);
    }
}
