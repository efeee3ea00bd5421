package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.M2WebClient;
import io.github.flexyfleet.fleet.talk2m.M2WebException;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.time.Duration;
import java.util.Optional;

/**
 * Wakes devices whose Talk2M connection comes up on demand, and sends them offline again (talk2m-m2web 2.2). Each wake-up
 * is an SMS, so it is sent once; at most 9 calls until the device is online or counts as asleep.
 */
final class Waker {
    /** INFERRED: a Flexy that gets the SMS is online within 5 min; the looks come ever later. */
    static final int LOOKS = 8;

    private final M2WebClient client;
    private final Pace pace;
    private final Duration pause;

    /**
     * A waker.
     *
     * @param pause unit of the pauses between looks, 10 s for a real device: 10, 20, 30 s and so on, 6 min in all
     */
    Waker(M2WebClient client, Pace pace, Duration pause) {
        this.client = client;
        this.pace = pace;
        this.pause = pause;
    }

    /** Wakes a device; returns it as Talk2M knows it once it is online. */
    Talk2mDevice wake(Talk2mDevice device) throws DeviceProblemException, InterruptedException {
        try {
            client.wakeUp(device);
            for (int looks = 1; looks <= LOOKS; looks++) {
                pace.pause(pause.multipliedBy(looks));
                Optional<Talk2mDevice> now = client.look(device);
                if (now.filter(found -> found.status() == Talk2mDevice.Status.ONLINE)
                        .isPresent()) {
                    return now.get();
                }
            }
        } catch (M2WebException e) {
            throw TalkProblems.of(e);
        }
        throw new DeviceProblemException(
                Outcome.UNREACHABLE,
                ProblemCode.OFFLINE,
                "the device was woken up and did not come online in time",
                "deploy again later; check its SIM card and that it takes wake-up messages");
    }

    /** Sends a device offline; answers whether Talk2M did it. If not, the device hangs up by itself some time later. */
    boolean sendOffline(Talk2mDevice device) {
        try {
            client.sendOffline(device);
            return true;
        } catch (M2WebException e) {
            return false;
        }
    }
}
