package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.RuntimeClient;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Links to the devices of a Talk2M account. The list of devices is asked for once. Thread-safe. */
public final class Talk2mLinks implements Rollout.Links {
    private final Map<String, Talk2mDevice> devices;
    private final FlexyForms forms;
    private final RuntimeClient runtime;
    private final RuntimeRelease release;
    private final Pace pace;
    private final Duration pause;
    private final CallCounter counter;

    /**
     * Asks for the account's devices.
     *
     * @param client client of the account, whose calls {@code counter} hears of
     * @param forms the devices' web forms over it
     * @param runtime the device protocol over them
     * @param release the runtime that belongs to this tool
     * @param pace clock
     * @param pause pause between questions about something that a device does on its own
     * @param counter counts the calls
     * @throws DeviceProblemException when the account cannot be asked
     */
    public Talk2mLinks(
            M2WebClient client,
            FlexyForms forms,
            RuntimeClient runtime,
            RuntimeRelease release,
            Pace pace,
            Duration pause,
            CallCounter counter)
            throws DeviceProblemException {
        try {
            this.devices = client.devices().stream()
                    .collect(Collectors.toMap(Talk2mDevice::name, Function.identity(), (first, second) -> first));
        } catch (M2WebException e) {
            throw TalkProblems.of(e);
        }
        this.forms = forms;
        this.runtime = runtime;
        this.release = release;
        this.pace = pace;
        this.pause = pause;
        this.counter = counter;
    }

    @Override
    public DeviceLink open(DeviceTarget target) throws DeviceProblemException {
        Talk2mDevice device = devices.get(target.talk2mName());
        if (device == null) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.NOT_IN_ACCOUNT,
                    "the Talk2M account has no device called '" + target.talk2mName() + "'",
                    "correct name in the fleet file; it must be as in eCatcher, letter for letter");
        }
        if (device.status() == Talk2mDevice.Status.OFFLINE) {
            throw TalkProblems.offline(null);
        }
        return new Talk2mLink(
                new Talk2mLink.Access(forms, runtime, device),
                release,
                target.serial(),
                pace,
                pause,
                () -> counter.of(device));
    }

    /** The device of this name, if the account has it. */
    public Optional<Talk2mDevice> device(String talk2mName) {
        return Optional.ofNullable(devices.get(talk2mName));
    }
}
