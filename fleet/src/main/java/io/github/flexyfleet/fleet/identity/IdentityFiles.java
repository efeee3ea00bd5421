package io.github.flexyfleet.fleet.identity;

import io.github.flexyfleet.fleet.hub.BulkChange;
import io.github.flexyfleet.fleet.hub.HubIdentity;
import io.github.flexyfleet.fleet.hub.HubSnapshot;
import io.github.flexyfleet.fleet.hub.IdentityMark;
import io.github.flexyfleet.fleet.hub.Ownership;
import io.github.flexyfleet.fleet.hub.SeenIdentity;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.model.HubSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody with access to the hub does to its identities in this tool's place, as files. They hold thumbprints and no
 * secret. Pure.
 *
 * @param hub the hub
 * @param fleet name of the fleet
 * @param changes what has to be done
 * @param removed devices that left the fleet file and can still connect
 */
public record IdentityFiles(HubSettings hub, String fleet, List<BulkChange> changes, List<SeenIdentity> removed) {
    /** Takes copies. */
    public IdentityFiles {
        changes = List.copyOf(changes);
        removed = List.copyOf(removed);
    }

    /**
     * What has to be done.
     *
     * @param seen what is known of the hub; where nothing is, each identity is taken to be missing, and one that is there
     *     stays as it is
     */
    public static IdentityFiles of(
            HubSettings hub, HubSnapshot seen, List<WantedIdentity> wanted, Ownership ownership) {
        return of(hub, seen, wanted, ownership, ProvenCertificates.NONE);
    }

    /**
     * The same with what is known of devices.
     *
     * @param proven with which certificates they connect
     */
    public static IdentityFiles of(
            HubSettings hub,
            HubSnapshot seen,
            List<WantedIdentity> wanted,
            Ownership ownership,
            ProvenCertificates proven) {
        IdentityChanges safe = new IdentityChanges(ownership, hub.tier().twins(), proven);
        List<BulkChange> changes = new ArrayList<>();
        for (WantedIdentity one : wanted) {
            Optional<SeenIdentity> found = Optional.ofNullable(seen.identities().get(one.device()));
            safe.identity(one, found)
                    .or(() -> safe.tags(one, found, found.map(there -> IdentityPlan.keepingDigest(one.tags(), there))))
                    .ifPresent(changes::add);
        }
        Map<DeviceId, SeenIdentity> there = seen.identities();
        return new IdentityFiles(
                hub,
                ownership.fleet(),
                changes,
                IdentityPlan.of(seen, wanted, ownership).removed().stream()
                        .map(there::get)
                        .toList());
    }

    /** The file for an import job, one JSON a line. */
    public String importFile() {
        StringBuilder text = new StringBuilder();
        changes.forEach(change -> text.append(BulkChange.line(change)).append('\n'));
        removed.forEach(gone -> disabled(gone)
                .ifPresent(change -> text.append(BulkChange.line(change)).append('\n')));
        return text.toString();
    }

    /** Those that the script alone disables. */
    public List<DeviceId> disabledByScriptOnly() {
        return removed.stream()
                .filter(gone -> disabled(gone).isEmpty())
                .map(SeenIdentity::device)
                .toList();
    }

    /**
     * As it is, but for its status. Empty for one with symmetric keys: an import writes the whole authentication, and keys
     * are not sent about.
     */
    private Optional<BulkChange> disabled(SeenIdentity gone) {
        IdentityMark mark = IdentityMark.removedFrom(fleet);
        if (gone.isByAuthority()) {
            return Optional.of(new BulkChange.UpdateByAuthority(gone, false, mark));
        }
        HubIdentity.Thumbprints both = gone.thumbprints();
        return gone.isSelfSigned()
                        && !(both.primary().isEmpty() && both.secondary().isEmpty())
                ? Optional.of(new BulkChange.Update(gone, both, false, mark))
                : Optional.empty();
    }

    /**
     * A script for Azure's command line, with its IoT extension. It goes on after an error and ends with their number. Its
     * options are those of the extension's version 0.25.0; that {@code create} overwrites nothing is the hub's own rule for
     * a write that names no state (azure-iot-hub 4).
     */
    public String script() {
        StringBuilder text = new StringBuilder("""
                #!/usr/bin/env bash
                # Identities of fleet %s at %s, written by flexy:identities. Needs az with the extension azure-iot, and
                # az login as somebody with the roles IoT Hub Registry Contributor and IoT Hub Twin Contributor.
                # It holds thumbprints of certificates and no secret. What it makes it never overwrites: a device that is
                # there already is an error, and stays as it is.
                set -u
                HUB="${1:-%s}"
                AUTH=(--hub-name "$HUB" --auth-type login --only-show-errors --output none)
                failed=0
                run() { "$@" || { failed=$((failed + 1)); echo "FAILED: $*" >&2; }; }

                """.formatted(fleet, hub.host(), hub.name()));
        changes.forEach(change -> text.append(command(change)));
        for (SeenIdentity gone : removed) {
            text.append("# no longer in the fleet file\n");
            text.append("run az iot hub device-identity update \"${AUTH[@]}\" --device-id ")
                    .append(quoted(gone.device().value()))
                    .append(" --etag ")
                    .append(quoted(gone.etag()))
                    .append(" --set status=disabled ")
                    .append(quoted(
                            "statusReason=" + IdentityMark.removedFrom(fleet).text()))
                    .append('\n');
        }
        return text.append("\n[ \"$failed\" = 0 ] || echo \"$failed failed\" >&2\nexit $((failed > 0))\n")
                .toString();
    }

    private static String command(BulkChange change) {
        String device = " \"${AUTH[@]}\" --device-id " + quoted(change.device().value());
        if (change instanceof BulkChange.Create create) {
            return "run az iot hub device-identity create" + device
                    + " --auth-method x509_thumbprint --primary-thumbprint "
                    + create.fingerprint().hex() + " --secondary-thumbprint "
                    + create.fingerprint().hex() + " --status-reason "
                    + quoted(create.mark().text()) + '\n'
                    + create.tags()
                            .map(tags -> "run az iot hub device-twin update" + device + " --tags "
                                    + quoted(BulkChange.tags(tags)) + '\n')
                            .orElse("");
        }
        if (change instanceof BulkChange.CreateKeyed create) {
            return "run az iot hub device-identity create" + device
                    + " --auth-method shared_private_key --status-reason "
                    + quoted(create.mark().text()) + '\n'
                    + create.tags()
                            .map(tags -> "run az iot hub device-twin update" + device + " --tags "
                                    + quoted(BulkChange.tags(tags)) + '\n')
                            .orElse("");
        }
        if (change instanceof BulkChange.CreateByAuthority create) {
            return "run az iot hub device-identity create" + device + " --auth-method x509_ca --status-reason "
                    + quoted(create.mark().text()) + '\n'
                    + create.tags()
                            .map(tags -> "run az iot hub device-twin update" + device + " --tags "
                                    + quoted(BulkChange.tags(tags)) + '\n')
                            .orElse("");
        }
        if (change instanceof BulkChange.UpdateByAuthority update) {
            return "run az iot hub device-identity update" + device + " --etag "
                    + quoted(update.from().etag()) + " --set status=" + (update.enabled() ? "enabled" : "disabled")
                    + ' ' + quoted("statusReason=" + update.mark().text()) + '\n';
        }
        if (change instanceof BulkChange.Update update) {
            HubIdentity.Thumbprints both = update.thumbprints();
            return "run az iot hub device-identity update" + device + " --etag "
                    + quoted(update.from().etag()) + " --set status=" + (update.enabled() ? "enabled" : "disabled")
                    + " authentication.x509Thumbprint.primaryThumbprint=" + both.primary()
                    + " authentication.x509Thumbprint.secondaryThumbprint=" + both.secondary() + ' '
                    + quoted("statusReason=" + update.mark().text()) + '\n';
        }
        if (change instanceof BulkChange.Tags tags) {
            return "run az iot hub device-twin update" + device + " --tags " + quoted(BulkChange.tags(tags.tags()))
                    + '\n';
        }
        throw new IllegalStateException("nobody deletes by script: " + change.device());
    }

    /** For the shell; none of what stands here can hold a quote, and one that did would be kept as it is. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
