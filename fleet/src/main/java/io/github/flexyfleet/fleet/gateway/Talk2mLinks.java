package io.github.flexyfleet.fleet.gateway;

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
public final class Talk2mLinks implements DeviceLinks {
    private final Map<String, Talk2mDevice> devices;
    private final Account account;
    private final DeviceWork work;
    private final Waker waker;

    /**
     * The account and what belongs to it.
     *
     * @param name what the fleet file calls it
     * @param forms the devices' web forms
     * @param runtime the device protocol over them
     * @param counter counts its calls
     * @param budget what it has left
     */
    public record Account(
            String name, FlexyForms forms, RuntimeClient runtime, CallCounter counter, CallBudget budget) {}

    /**
     * What is done to each device.
     *
     * @param release the runtime that belongs to this tool
     * @param pace clock
     * @param pause pause between questions about something that a device does on its own
     * @param calls calls that one device may take as a rule; a device is not begun with fewer
     */
    public record DeviceWork(RuntimeRelease release, Pace pace, Duration pause, int calls) {}

    /**
     * Asks for the account's devices.
     *
     * @param client client of the account
     * @throws DeviceProblemException when the account cannot be asked
     */
    public Talk2mLinks(M2WebClient client, Account account, DeviceWork work) throws DeviceProblemException {
        try {
            this.devices = client.devices().stream()
                    .collect(Collectors.toMap(Talk2mDevice::name, Function.identity(), (first, second) -> first));
        } catch (M2WebException e) {
            throw TalkProblems.of(e);
        }
        this.account = account;
        this.work = work;
        this.waker = new Waker(client, work.pace(), work.pause());
    }

    @Override
    public DeviceLink open(DeviceTarget target) throws DeviceProblemException, InterruptedException {
        Talk2mDevice device = devices.get(target.talk2mName());
        if (device == null) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.NOT_IN_ACCOUNT,
                    "the Talk2M account has no device called '" + target.talk2mName() + "'",
                    "correct name in the fleet file; it must be as in eCatcher, letter for letter");
        }
        boolean asleep = device.status() == Talk2mDevice.Status.OFFLINE;
        if (asleep && !target.handling().triggered()) {
            throw TalkProblems.offline(null);
        }
        CallBudget.Admission admission = admission();
        try {
            return asleep ? woken(target, device, admission) : link(target, device, admission, () -> {});
        } catch (DeviceProblemException | InterruptedException | RuntimeException e) {
            admission.close();
            throw e;
        }
    }

    private CallBudget.Admission admission() throws DeviceProblemException, InterruptedException {
        Optional<CallBudget.Admission> free = account.budget().admitNow(work.calls());
        return free.isPresent()
                ? free.get()
                : work.pace().await(() -> account.budget().admit(work.calls()));
    }

    private DeviceLink woken(DeviceTarget target, Talk2mDevice sleeping, CallBudget.Admission admission)
            throws DeviceProblemException, InterruptedException {
        return link(target, waker.wake(sleeping), admission, () -> waker.sendOffline(sleeping));
    }

    private DeviceLink link(DeviceTarget target, Talk2mDevice device, CallBudget.Admission admission, Runnable atEnd) {
        return new Talk2mLink(
                new Talk2mLink.Access(account.forms(), account.runtime(), device, admission, atEnd),
                work.release(),
                target,
                work.pace(),
                work.pause(),
                () -> account.counter().of(device));
    }

    @Override
    public void openReserve() {
        account.budget().openReserve();
    }

    @Override
    public String account(DeviceTarget target) {
        return account.name();
    }
}
