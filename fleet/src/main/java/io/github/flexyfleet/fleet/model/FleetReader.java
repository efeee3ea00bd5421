package io.github.flexyfleet.fleet.model;

import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.source.Expander;
import io.github.flexyfleet.fleet.source.FleetSource;
import io.github.flexyfleet.fleet.source.Located;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ProjectFolder;
import io.github.flexyfleet.fleet.source.SchemaCheck;
import io.github.flexyfleet.fleet.source.SchemaResult;
import io.github.flexyfleet.fleet.source.SourceTree;
import io.github.flexyfleet.fleet.source.Variables;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads a fleet: parses the fleet file and the files that it names, expands variables, resolves the layers (built-in
 * defaults, fleet defaults, the site's profiles, site, the device's profiles, device) and checks the whole. Bad input becomes findings, all of them in one run, and never an exception. Safe for use by several threads.
 */
public final class FleetReader {
    private final InstantSource clock;
    private final Variables variables;
    /** Loaded while the file is being parsed: in a fresh JVM each takes about as long as the other. */
    private final CompletableFuture<SchemaCheck> schema = CompletableFuture.supplyAsync(
            SchemaCheck::ofFleet,
            // Not the common pool, whose threads do not know a Maven plugin's class loader.
            task -> daemon(task).start());

    /**
     * Makes a reader that knows no variables but the fleet's own names.
     *
     * @param clock tells whether root certificates are valid
     */
    public FleetReader(InstantSource clock) {
        this(clock, Variables.none());
    }

    /**
     * Makes a reader.
     *
     * @param clock tells whether root certificates are valid
     * @param variables what {@code ${...}} in the fleet's files may stand for
     */
    public FleetReader(InstantSource clock, Variables variables) {
        this.clock = clock;
        this.variables = variables;
    }

    /**
     * Reads a fleet.
     *
     * @param projectFolder the folder that no file may leave; findings show paths relative to it
     * @param fleetFile the fleet file, absolute or relative to the project folder
     */
    public FleetResult read(Path projectFolder, Path fleetFile) {
        Findings findings = new Findings();
        Expander expander = new Expander(variables, findings);
        Optional<Fleet> fleet = FleetSource.read(projectFolder, fleetFile, expander, findings)
                .map(tree -> {
                    Path fleetFolder =
                            projectFolder.resolve(fleetFile).toAbsolutePath().getParent();
                    RootsReader roots = new RootsReader(projectFolder, fleetFolder, clock.instant(), findings);
                    TagLists tagLists = new TagLists(new ProjectFolder(projectFolder), findings);
                    return resolve(tree, roots, tagLists, expander, findings);
                });
        return new FleetResult(findings.hasErrors() ? Optional.empty() : fleet, findings.sorted());
    }

    /** Resolves as far as it goes; with errors among the findings the fleet may be patchy. */
    private Fleet resolve(SourceTree tree, RootsReader roots, TagLists tagLists, Expander expander, Findings findings) {
        MapValue root = tree.root();
        SchemaResult violations = schema.join().check(root);
        ConnectionsReader connections = new ConnectionsReader(findings);
        String name = Scalars.text(root, "fleet").map(Located::value).orElse("");
        HubSettings hub = connections.hub(root);
        AccountsReader accounts = new AccountsReader(root, connections, findings);
        Optional<RuntimeSource> runtime = connections.runtime(root);
        List<Located<Path>> rootFiles = roots.read(root);
        SitesReader sitesReader =
                new SitesReader(tree, name, expander, accounts, violations, tagLists, hub.tier(), findings);
        List<Site> sites = sitesReader.read();
        WritableReader.checkTwins(hub, sites, findings);
        connections.checkProvisioned(hub, sites);
        boolean sound = isSound(root, violations);
        if (tree.complete() && tree.allDevices()) {
            connections.checkAdopted(root, sites);
        }
        RolloutPolicy rollout = RolloutReader.read(
                root, name, sites, tree.complete() && tree.allDevices() && sound, sound ? findings : new Findings());
        violations.report(findings); // last: what the readers know better stands already
        return new Fleet(
                name,
                hub,
                accounts.all(),
                runtime,
                rootFiles,
                sites,
                rollout,
                new Origins(root, sitesReader.sources()));
    }

    /** Of a rollout that the schema refuses, only the schema speaks. */
    private static boolean isSound(MapValue root, SchemaResult violations) {
        return root.get("rollout").map(violations::isSound).orElse(true);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "fleet-schema");
        thread.setDaemon(true);
        return thread;
    }
}
