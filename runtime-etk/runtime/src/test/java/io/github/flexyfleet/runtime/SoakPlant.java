package io.github.flexyfleet.runtime;

import io.github.flexyfleet.runtime.kit.FakeGateway;
import io.github.flexyfleet.runtime.kit.ManualClock;
import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.TagWatcher;
import java.io.IOException;
import java.util.Random;

/** The Flexy with tags that change as a seed says; every value that an export shows goes into the ledger. */
final class SoakPlant implements Gateway {
    private static final int TAGS = 6;
    private static final int INTEGER = 2;

    private final FakeGateway flexy;
    private final SoakLedger ledger;
    private final Random random;
    private final long[] values = new long[TAGS];
    private long now;
    private boolean resting;

    SoakPlant(ManualClock clock, SoakLedger ledger, Random random) {
        this.flexy = new FakeGateway(clock);
        this.ledger = ledger;
        this.random = random;
        for (int i = 0; i < TAGS; i++) {
            flexy.tag(i + 1, name(i), INTEGER, i % 2 == 0 ? "A" : "B", "0");
        }
    }

    private static String name(int i) {
        return "t" + i;
    }

    /** Time goes on, and some tags change. */
    void turn(long trueTime) {
        now = trueTime;
        for (int changes = resting ? 0 : random.nextInt(3); changes > 0; changes--) {
            int i = random.nextInt(TAGS);
            values[i]++;
            flexy.value(i + 1, Long.toString(values[i]));
        }
    }

    /** From now on no tag changes, or they change again. */
    void rest(boolean from) {
        resting = from;
    }

    @Override
    public byte[] export(String descriptor) throws IOException {
        if (random.nextInt(5000) == 0) {
            throw new IOException("busy");
        }
        byte[] export = flexy.export(descriptor);
        flexy.exports().clear();
        if (descriptor.startsWith("$dtIV")) {
            for (int i = 0; i < TAGS; i++) {
                ledger.shows(name(i), values[i], now);
            }
        }
        return export;
    }

    @Override
    public byte[] export(String descriptor, int max) throws IOException {
        byte[] all = export(descriptor);
        return all.length > max ? null : all;
    }

    @Override
    public void watch(TagWatcher watcher) {
        flexy.watch(watcher);
    }

    @Override
    public void load(byte[] program) throws IOException {
        flexy.load(program);
    }

    @Override
    public String write(int id, int type, Object value) throws IOException {
        throw new IOException("nobody may write here");
    }

    @Override
    public String serial() {
        return flexy.serial();
    }

    @Override
    public String firmware() {
        return flexy.firmware();
    }

    @Override
    public long upSeconds() {
        return now / 1000;
    }

    @Override
    public long freeFlash() {
        return flexy.freeFlash();
    }

    @Override
    public long freeHeap() {
        return flexy.freeHeap();
    }
}
