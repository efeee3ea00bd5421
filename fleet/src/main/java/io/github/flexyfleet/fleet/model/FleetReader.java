package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.SchemaCheck;
import io.github.flexyfleet.fleet.source.SchemaResult;
import io.github.flexyfleet.fleet.source.SourceReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Reads a fleet file: parses it, resolves the layers (built-in defaults, fleet defaults, site, device) and checks the
 * whole. Bad input becomes findings, all of them in one run, and never an exception. Safe for use by several threads.
 */
public final class FleetReader {
    private final InstantSource clock;
    private final SchemaCheck schema = SchemaCheck.ofFleet();

    /**
     * Makes a reader.
     *
     * @param clock tells whether root certificates are valid
     */
    public FleetReader(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Reads a fleet.
     *
     * @param projectFolder the folder that no file may leave; findings show paths relative to it
     * @param fleetFile the fleet file, absolute or relative to the project folder
     */
    public FleetResult read(Path projectFolder, Path fleetFile) {
        Findings findings = new Findings();
        Optional<MapValue> root = SourceReader.read(projectFolder, fleetFile, findings);
        Optional<Fleet> fleet = root.map(map -> {
            Path fleetFolder = projectFolder.resolve(fleetFile).toAbsolutePath().getParent();
            return resolve(map, new RootsReader(projectFolder, fleetFolder, clock.instant(), findings), findings);
        });
        return new FleetResult(findings.hasErrors() ? Optional.empty() : fleet, findings.sorted());
    }

    /** Resolves as far as it goes; with errors among the findings the fleet may be patchy. */
    private Fleet resolve(MapValue root, RootsReader roots, Findings findings) {
        SchemaResult violations = schema.check(root);
        ConnectionsReader connections = new ConnectionsReader(findings);
        String name = Scalars.text(root, "fleet").map(Located::value).orElse("");
        HubSettings hub = connections.hub(root);
        Talk2mSettings talk2m = connections.talk2m(root);
        Optional<RuntimeSource> runtime = connections.runtime(root);
        List<Located<Path>> rootFiles = roots.read(root);
        List<Site> sites = new SitesReader(violations, findings).read(root);
        violations.report(findings); // last: what the readers know better stands already
        return new Fleet(name, hub, talk2m, runtime, rootFiles, sites);
    }
}
