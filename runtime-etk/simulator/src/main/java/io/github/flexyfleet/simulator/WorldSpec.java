package io.github.flexyfleet.simulator;

import io.github.flexyfleet.simulator.fault.FaultPlan;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.hub.HubLimits;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a world holds.
 *
 * @param talk2mAccount name of the Talk2M account
 * @param hubHost host name of the IoT Hub, free text
 * @param hubTier its tier: F1, B1 to B3, S1 to S3
 * @param flexys the gateways; each gets the world's own device login besides its users
 * @param runtimeUrl {@code https} URL under which gateways find the runtime jar
 * @param runtimeJar the jar
 * @param knobs how its gateways behave
 * @param m2web what is not known of M2Web
 * @param faults what goes wrong, to begin with
 * @param probeJar the jar that answers questions about a gateway, beside the runtime under {@link #PROBE_JAR}; empty for none
 * @param dps the Device Provisioning Service, when there is one
 * @param management host name of Azure Resource Manager, when there is one
 * @param hubLimits how much the hub takes
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record WorldSpec(
        String talk2mAccount,
        String hubHost,
        String hubTier,
        List<FlexySpec> flexys,
        String runtimeUrl,
        byte[] runtimeJar,
        Knobs knobs,
        M2WebOptions m2web,
        FaultPlan faults,
        byte[] probeJar,
        Optional<Dps> dps,
        Optional<String> management,
        HubLimits hubLimits) {
    /** File name of {@link #probeJar} on its host. */
    public static final String PROBE_JAR = "flexyfleet-probe.jar";

    /**
     * A Device Provisioning Service.
     *
     * @param deviceHost host name for devices
     * @param serviceHost its own host name
     * @param idScope by which devices name it
     */
    public record Dps(String deviceHost, String serviceHost, String idScope) {}

    /** Gateways that are quick for people's sake, and nothing goes wrong. */
    public WorldSpec(
            String talk2mAccount,
            String hubHost,
            String hubTier,
            List<FlexySpec> flexys,
            String runtimeUrl,
            byte[] runtimeJar) {
        this(
                talk2mAccount,
                hubHost,
                hubTier,
                flexys,
                runtimeUrl,
                runtimeJar,
                Knobs.defaults(),
                M2WebOptions.standard(),
                FaultPlan.NONE,
                new byte[0],
                Optional.empty(),
                Optional.empty(),
                HubLimits.standard(1));
    }

    /** The same with other faults to begin with. */
    public WorldSpec with(FaultPlan other) {
        return changed(draft -> draft.faults = other);
    }

    /** The same with gateways that behave otherwise. */
    public WorldSpec with(Knobs other) {
        return changed(draft -> draft.knobs = other);
    }

    /** The same with another M2Web. */
    public WorldSpec with(M2WebOptions other) {
        return changed(draft -> draft.m2web = other);
    }

    /** The same with a Device Provisioning Service. */
    public WorldSpec with(Dps service) {
        return changed(draft -> draft.dps = Optional.of(service));
    }

    /** The same with Azure Resource Manager. */
    public WorldSpec withManagement(String host) {
        return changed(draft -> draft.management = Optional.of(host));
    }

    /** The same with a hub that takes more, or less. */
    public WorldSpec with(HubLimits limits) {
        return changed(draft -> draft.hubLimits = limits);
    }

    /** The same with a jar that answers questions. */
    public WorldSpec withProbe(byte[] jar) {
        return changed(draft -> draft.probeJar = jar);
    }

    /** The same with other gateways. */
    public WorldSpec with(List<FlexySpec> others) {
        return changed(draft -> draft.flexys = others);
    }

    private WorldSpec changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new WorldSpec(
                talk2mAccount,
                hubHost,
                hubTier,
                draft.flexys,
                runtimeUrl,
                runtimeJar,
                draft.knobs,
                draft.m2web,
                draft.faults,
                draft.probeJar,
                draft.dps,
                draft.management,
                draft.hubLimits);
    }

    /** What of a world can be another one. */
    private static final class Draft {
        private List<FlexySpec> flexys;
        private Knobs knobs;
        private M2WebOptions m2web;
        private FaultPlan faults;
        private byte[] probeJar;
        private Optional<Dps> dps;
        private Optional<String> management;
        private HubLimits hubLimits;

        Draft(WorldSpec spec) {
            flexys = spec.flexys;
            knobs = spec.knobs;
            m2web = spec.m2web;
            faults = spec.faults;
            probeJar = spec.probeJar;
            dps = spec.dps;
            management = spec.management;
            hubLimits = spec.hubLimits;
        }
    }

    /** Copies list and jars. */
    public WorldSpec {
        flexys = List.copyOf(flexys);
        runtimeJar = runtimeJar.clone();
        probeJar = probeJar.clone();
    }

    /** A copy of the jar. */
    @Override
    public byte[] runtimeJar() {
        return runtimeJar.clone();
    }

    /** A copy of the jar. */
    @Override
    public byte[] probeJar() {
        return probeJar.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WorldSpec that
                && talk2mAccount.equals(that.talk2mAccount)
                && hubHost.equals(that.hubHost)
                && hubTier.equals(that.hubTier)
                && flexys.equals(that.flexys)
                && runtimeUrl.equals(that.runtimeUrl)
                && Arrays.equals(runtimeJar, that.runtimeJar)
                && knobs.equals(that.knobs)
                && m2web.equals(that.m2web)
                && faults.equals(that.faults)
                && Arrays.equals(probeJar, that.probeJar)
                && dps.equals(that.dps)
                && management.equals(that.management)
                && hubLimits.equals(that.hubLimits);
    }

    @Override
    public int hashCode() {
        return hubHost.hashCode();
    }
}
