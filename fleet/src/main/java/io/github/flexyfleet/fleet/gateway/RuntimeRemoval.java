package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gives a device back: its BASIC program runs again, and a boot starts what it started before this tool took it over, or
 * nothing, and so does Java now. Its private keys are erased; other files of the runtime stay on flash.
 */
final class RuntimeRemoval {
    private static final int READS = 10;

    private final FlexyForms forms;
    private final Talk2mDevice device;
    private final DeviceTarget target;
    private final ScriptParking script;
    private final Pace pace;
    private final Duration pause;

    RuntimeRemoval(
            FlexyForms forms,
            Talk2mDevice device,
            DeviceTarget target,
            ScriptParking script,
            Pace pace,
            Duration pause) {
        this.forms = forms;
        this.device = device;
        this.target = target;
        this.script = script;
        this.pace = pace;
        this.pause = pause;
    }

    /** Does it, again as well. */
    Released run() throws DeviceProblemException, InterruptedException {
        DeviceInspection inspection = new DeviceInspection(forms, device, target);
        inspection.checkMachine();
        Optional<String> now = inspection.commandIn(RuntimeInstaller.AUTORUN);
        boolean ours = now.filter(RuntimeRelease::isOurs).isPresent();
        if (now.isPresent() && !ours) {
            forget();
            return new Released(now, Released.Script.UNTOUCHED, eraseKeys());
        }
        // By the runtime, so before it goes.
        Released.Script program = script.restore(now.map(RuntimeInstaller::command));
        Optional<String> before = saved().or(() -> inspection.commandIn(RuntimeInstaller.KEPT));
        if (before.isPresent()) {
            new BasicFile(forms, device, pace, pause).write(RuntimeInstaller.AUTORUN, before.get());
        } else if (ours) {
            erase(inspection);
        }
        DeviceRights.JVM.run(() -> forms.jvmStop(device));
        boolean keysErased = eraseKeys();
        before.map(RuntimeInstaller::command).ifPresent(command -> forms.jvmStart(device, command));
        forget();
        return new Released(before, program, keysErased);
    }

    private boolean eraseKeys() throws DeviceProblemException, InterruptedException {
        return new KeyErasure(forms, device, pace, pause).run();
    }

    private void erase(DeviceInspection inspection) throws DeviceProblemException, InterruptedException {
        DeviceRights.SCRIPT.run(() -> forms.executeScript(device, List.of("ERASE \"/usr/jvmrun\"")));
        for (int reads = 0; reads < READS; reads++) {
            pace.pause(pause);
            if (inspection.commandIn(RuntimeInstaller.AUTORUN).isEmpty()) {
                return;
            }
        }
        throw new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.SCRIPT_NOT_RUN,
                "the device did not erase /usr/jvmrun; the runtime still runs",
                "check that no BASIC program blocks the script engine, then release it again");
    }

    private Optional<String> saved() throws DeviceProblemException {
        try {
            return target.handling().saved().of(target.device());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void forget() throws DeviceProblemException {
        try {
            target.handling().saved().forget(target.device());
            target.handling().saved().fetched(target.device());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static DeviceProblemException unreadable(IOException e) {
        return new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.FOREIGN_PROGRAM,
                "the saved start command cannot be used: " + e.getMessage(),
                "check the state folder (flexy.stateFolder)",
                e);
    }
}
