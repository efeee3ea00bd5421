package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.flexy.FlexySpec;
import java.util.Arrays;
import java.util.List;

/**
 * What a world holds.
 *
 * @param talk2mAccount name of the Talk2M account
 * @param hubHost host name of the IoT Hub, free text
 * @param hubTier its tier: F1, B1 to B3, S1 to S3
 * @param flexys the gateways; each gets the world's own device login besides its users
 * @param runtimeUrl {@code https} URL under which gateways find the runtime jar
 * @param runtimeJar the jar
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record WorldSpec(
        String talk2mAccount,
        String hubHost,
        String hubTier,
        List<FlexySpec> flexys,
        String runtimeUrl,
        byte[] runtimeJar) {
    /** Copies list and jar. */
    public WorldSpec {
        flexys = List.copyOf(flexys);
        runtimeJar = runtimeJar.clone();
    }

    /** A copy of the jar. */
    @Override
    public byte[] runtimeJar() {
        return runtimeJar.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorldSpec that
                && talk2mAccount.equals(that.talk2mAccount)
                && hubHost.equals(that.hubHost)
                && hubTier.equals(that.hubTier)
                && flexys.equals(that.flexys)
                && runtimeUrl.equals(that.runtimeUrl)
                && Arrays.equals(runtimeJar, that.runtimeJar);
    }

    @Override
    public int hashCode() {
        return hubHost.hashCode();
    }
}
