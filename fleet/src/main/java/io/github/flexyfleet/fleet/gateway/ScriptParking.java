package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.RuntimeAbsentException;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import io.github.flexyfleet.fleet.talk2m.RuntimeRefusal;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Has the runtime park a BASIC program that connects as the device, and put it back. Its text is saved here before the
 * runtime is installed, and on flash by the runtime before it is parked.
 */
final class ScriptParking {
    /** How a program that the runtime parked begins (docs/device-protocol.md). */
    private static final String PARKED = "REM flexyfleet parked";

    private static final int ASKS = 10;

    private final FlexyForms forms;
    private final RuntimeClient runtime;
    private final Talk2mDevice device;
    private final DeviceTarget target;
    private final Pace pace;
    private final Duration pause;

    ScriptParking(
            FlexyForms forms,
            RuntimeClient runtime,
            Talk2mDevice device,
            DeviceTarget target,
            Pace pace,
            Duration pause) {
        this.forms = forms;
        this.runtime = runtime;
        this.device = device;
        this.target = target;
        this.pace = pace;
        this.pause = pause;
    }

    /** Saves a program that will be parked. */
    static void save(DeviceTarget target, String program) throws DeviceProblemException {
        try {
            target.handling().saved().saveScript(target.device(), program);
        } catch (IOException e) {
            throw notSaved(e);
        }
    }

    /** Whether a run that saved a program was cut off before that was parked. */
    boolean isPending() {
        return target.handling().takeOver() && target.handling().saved().isScriptPending(target.device());
    }

    /** Parks what the device runs; harmless when that is parked already. */
    void park() throws DeviceProblemException, InterruptedException {
        if (!ask(RuntimeClient.Script.PARK)) {
            throw notDone("the device did not park its BASIC program in time");
        }
        try {
            target.handling().saved().scriptParked(target.device());
        } catch (IOException e) {
            throw notSaved(e);
        }
    }

    /**
     * Puts back what was parked, if anything was.
     *
     * @param autorun command that starts the runtime, in case that it does not run
     */
    Released.Script restore(Optional<String> autorun) throws DeviceProblemException, InterruptedException {
        boolean parked = isParked();
        boolean known = target.handling().saved().hasScript(target.device());
        boolean asked = answers(autorun);
        Released.Script end = parked || known ? Released.Script.BACK : Released.Script.UNTOUCHED;
        if (parked && isParked()) {
            if (!asked) {
                throw notDone("no runtime answers that could put the parked BASIC program back");
            }
            if (known) {
                throw notDone("the device has lost the text of its parked BASIC program");
            }
            // No copy is left anywhere that this tool knows of: nothing is gained by keeping the runtime.
            end = Released.Script.LOST;
        }
        try {
            target.handling().saved().forgetScript(target.device());
        } catch (IOException e) {
            throw notSaved(e);
        }
        return end;
    }

    /** One call. */
    private boolean isParked() throws DeviceProblemException {
        return DeviceRights.EXPORT
                .with(() -> forms.export(device, DeviceInspection.PROGRAM))
                .contains(PARKED);
    }

    private boolean answers(Optional<String> autorun) throws DeviceProblemException, InterruptedException {
        if (isRestored()) {
            return true;
        }
        if (autorun.isEmpty() || !target.handling().saved().hasScript(target.device())) {
            return false;
        }
        DeviceRights.JVM.run(() -> forms.jvmStop(device));
        forms.jvmStart(device, autorun.get());
        for (int tries = 0; tries < ASKS; tries++) {
            pace.pause(pause);
            if (isRestored()) {
                return true;
            }
        }
        return false;
    }

    /** False while no runtime answers, or one that does not know the form. */
    private boolean isRestored() throws DeviceProblemException, InterruptedException {
        try {
            return restored();
        } catch (RuntimeAbsentException e) {
            return false;
        }
    }

    private boolean restored() throws DeviceProblemException, InterruptedException {
        try {
            if (!ask(RuntimeClient.Script.RESTORE)) {
                throw notDone("the device did not put its BASIC program back in time");
            }
            return true;
        } catch (RuntimeRefusal e) {
            if (e.code() == RuntimeRefusal.Code.UNKNOWN_FORM) {
                // A runtime before this form has parked nothing; another one may have.
                return false;
            }
            throw e;
        }
    }

    private boolean ask(RuntimeClient.Script wish) throws InterruptedException {
        String request = wish.wire() + "-" + pace.now().toEpochMilli();
        for (int asks = 0; asks < ASKS; asks++) {
            if (runtime.script(device, wish, request)) {
                return true;
            }
            pace.pause(pause);
        }
        return false;
    }

    private DeviceProblemException notDone(String what) {
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.SAME_IDENTITY,
                what,
                "run the goal again; the program's text is in /usr/flexyfleet/program.saved on the device and below"
                        + " taken-over in the state folder, and can be loaded by hand");
    }

    private static DeviceProblemException notSaved(IOException e) {
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.SAME_IDENTITY,
                "the BASIC program's text could not be kept: " + e.getMessage(),
                "make the state folder writable (flexy.stateFolder)",
                e);
    }
}
