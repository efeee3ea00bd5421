package io.github.flexyfleet.fleet.doctor;

import io.github.flexyfleet.fleet.model.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was found.
 *
 * @param common links that all devices share
 * @param devices links of each device; those behind one that lets no data pass were not looked at
 */
public record DoctorReport(List<Link> common, Map<DeviceId, List<Link>> devices) {
    /** Copies the collections. */
    public DoctorReport {
        common = List.copyOf(common);
        devices = new LinkedHashMap<>(devices);
    }

    /** All that is broken. */
    public List<Verdict.Problem> problems() {
        return Stream.concat(common.stream(), devices.values().stream().flatMap(List::stream))
                .map(Link::verdict)
                .filter(Verdict.Problem.class::isInstance)
                .map(Verdict.Problem.class::cast)
                .toList();
    }

    /** For a console. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("this machine, Talk2M and the hub");
        add(lines, common);
        devices.forEach((device, links) -> {
            lines.add("");
            lines.add(device.value());
            add(lines, links);
        });
        return List.copyOf(lines);
    }

    /** Neighbours that were not looked at for the same reason share a line. */
    private static void add(List<String> lines, List<Link> links) {
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            StringBuilder names = new StringBuilder(link.name());
            while (link.verdict() instanceof Verdict.NotLooked
                    && i + 1 < links.size()
                    && links.get(i + 1).verdict().equals(link.verdict())) {
                i++;
                names.append(", ").append(links.get(i).name());
            }
            add(lines, new Link(names.toString(), link.verdict()));
        }
    }

    private static void add(List<String> lines, Link link) {
        if (link.verdict() instanceof Verdict.Ok ok) {
            lines.add("  ok          " + link.name() + ": " + ok.words());
        } else if (link.verdict() instanceof Verdict.NotLooked not) {
            lines.add("  not looked  " + link.name() + ": " + not.why());
        } else if (link.verdict() instanceof Verdict.Problem problem) {
            lines.add("  " + problem.code().id() + "     " + link.name() + ": " + problem.what());
            lines.add("              mend: " + problem.mend());
        }
    }
}
