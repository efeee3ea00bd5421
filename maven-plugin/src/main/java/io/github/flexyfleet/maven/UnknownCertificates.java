package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.engine.FleetTargets;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.identity.ExportCheck.Mismatch;
import io.github.flexyfleet.fleet.identity.WantedIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.Fleet;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Devices that shall have a certificate and have none on this machine, for who only looks and makes none. */
final class UnknownCertificates {
    /** What is so whatever their certificate is. */
    private static final Set<ProblemCode> SURE =
            EnumSet.of(ProblemCode.IDENTITY_MISSING, ProblemCode.IDENTITY_DISABLED);

    private UnknownCertificates() {}

    /** What was found, and of these devices that nothing could be compared. */
    static List<Mismatch> told(Fleet fleet, List<WantedIdentity> wanted, List<Mismatch> found) {
        Set<DeviceId> certified = FleetTargets.orders(fleet).keySet();
        Set<String> unknown = wanted.stream()
                .filter(one -> one.certificate().isEmpty() && certified.contains(one.device()))
                .map(one -> one.device().value())
                .collect(Collectors.toSet());
        List<Mismatch> sure = new ArrayList<>(found);
        sure.removeIf(mismatch -> unknown.contains(mismatch.where()) && !SURE.contains(mismatch.code()));
        Set<String> said = sure.stream().map(Mismatch::where).collect(Collectors.toSet());
        unknown.stream()
                .filter(device -> !said.contains(device))
                .sorted()
                .map(device -> new Mismatch(
                        device,
                        ProblemCode.CERTIFICATES,
                        "no certificate is kept here for it, so nothing was compared; look from the machine that deploys,"
                                + " or with its state folder (flexy.stateFolder)"))
                .forEach(sure::add);
        return List.copyOf(sure);
    }
}
