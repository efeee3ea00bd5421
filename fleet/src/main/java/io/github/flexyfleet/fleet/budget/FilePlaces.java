package io.github.flexyfleet.fleet.budget;

import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.model.Device;
import io.github.flexyfleet.fleet.source.Expander;
import io.github.flexyfleet.fleet.source.FleetSource;
import io.github.flexyfleet.fleet.source.MapEntry;
import io.github.flexyfleet.fleet.source.MapValue;
import io.github.flexyfleet.fleet.source.ScalarValue;
import io.github.flexyfleet.fleet.source.SourceTree;
import io.github.flexyfleet.fleet.source.Variables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Places in a fleet file and those it includes, which are read when the first one is wanted. For one thread. */
public final class FilePlaces implements BudgetPlaces {
    private final Path projectFolder;
    private final Path fleetFile;
    private Optional<MapValue> root = Optional.empty();
    private boolean read;

    /**
     * Places in a file.
     *
     * @param projectFolder the folder that no file may leave
     * @param fleetFile absolute or relative to the project folder
     */
    public FilePlaces(Path projectFolder, Path fleetFile) {
        this.projectFolder = projectFolder;
        this.fleetFile = fleetFile;
    }

    @Override
    public Span hubTier() {
        return at("hub", "tier").or(() -> at("hub")).orElseGet(this::start);
    }

    @Override
    public Span talk2m() {
        return at("talk2m", "account").or(() -> at("talk2m")).orElseGet(this::start);
    }

    @Override
    public Span push(Device device, String tagGroup) {
        String[] site = {"sites", device.siteName()};
        String[] own = joined(site, "devices", device.id().value());
        List<String[]> layers = new ArrayList<>(List.of(own, site));
        profiles(own).forEach(name -> layers.add(new String[] {"profiles", name}));
        profiles(site).forEach(name -> layers.add(new String[] {"profiles", name}));
        layers.add(new String[] {"defaults"});
        return layers.stream()
                .flatMap(layer -> at(joined(layer, "tagGroups", tagGroup, "push")).stream())
                .findFirst()
                .orElse(device.span());
    }

    /** The profiles that a site or device names, the strongest first. */
    private List<String> profiles(String... path) {
        List<String> names = new ArrayList<>();
        Optional<MapValue> map = map(List.of(path));
        map.flatMap(inner -> inner.list("profiles"))
                .ifPresent(list -> list.items().forEach(item -> {
                    if (item instanceof ScalarValue name) {
                        names.add(0, name.text());
                    }
                }));
        return names;
    }

    private Span start() {
        return root().map(MapValue::span).orElse(Span.startOf(fleetFile.toString()));
    }

    private Optional<Span> at(String... path) {
        int last = path.length - 1;
        return map(List.of(path).subList(0, last))
                .flatMap(inner -> inner.entry(path[last]))
                .map(MapEntry::keySpan);
    }

    private Optional<MapValue> map(List<String> path) {
        Optional<MapValue> map = root();
        for (String step : path) {
            map = map.flatMap(inner -> inner.map(step));
        }
        return map;
    }

    private Optional<MapValue> root() {
        if (!read) {
            // Its findings are known already: the fleet was made of these files. Variables do not move anything.
            Findings known = new Findings();
            root = FleetSource.read(projectFolder, fleetFile, new Expander(Variables.none(), known), known)
                    .map(SourceTree::root);
            read = true;
        }
        return root;
    }

    private static String[] joined(String[] first, String... second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }
}
