package io.github.flexyfleet.simulator.fault;

import io.github.flexyfleet.simulator.flexy.Troubles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what befalls a gateway. */
public final class FakeTroubles implements Troubles {
    final List<String> done = new CopyOnWriteArrayList<>();

    @Override
    public void reboot() {
        done.add("reboot");
    }

    @Override
    public void cutPower(int change) {
        done.add("cut at " + change);
    }

    @Override
    public boolean cutNowIfWaiting() {
        done.add("cut now");
        return true;
    }

    @Override
    public void leaveSpace(long bytes) {
        done.add("leave " + bytes);
    }

    @Override
    public void wrapHistory() {
        done.add("wrap");
    }

    @Override
    public void wanDown(Duration time) {
        done.add("no wan for " + time);
    }

    @Override
    public void hangExports(Duration time) {
        done.add("exports hang for " + time);
    }

    @Override
    public void clockWrong(Duration by, Duration until) {
        done.add("clock " + by + " until " + until);
    }
}
