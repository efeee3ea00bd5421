package io.github.flexyfleet.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.fleet.probe.Fact;
import io.github.flexyfleet.fleet.probe.Unasked;
import io.github.flexyfleet.simulator.reality.Switch;
import io.github.flexyfleet.simulator.reality.Switches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/reality.md current. With {@code -Dflexy.updateDocs=true} it is written. */
class RealityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reality.md");

    private static final String HEAD = """
            <!-- Made by RealityPageTest: mvn -pl maven-plugin -am test -Dtest=RealityPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dflexy.updateDocs=true -->
            # What is assumed of real gateways

            No gateway was at hand when this was made. What is listed here was seen nowhere (INFERRED in the facts), or only on a relative of the gateway's VM. `flexy:probe` settles the first table on one spare gateway:

            ```
            mvn flexy:probe -Dflexy.device=ID
            ```

            It needs what a deploy needs: the device in the fleet file, credentials for Talk2M, gateway and hub, and a place for a jar. The goal writes `target/flexy/probe/flexyfleet-probe.jar`; put it beside the runtime (`runtime.url`), or anywhere and say so with `-Dflexy.probe.url`. It takes 15 to 60 minutes and says beforehand how many M2Web calls it may spend.

            - It refuses a gateway on which the runtime runs. Another Java program is stopped with `-Dflexy.probe.stopJava=true` only, and started again. BASIC programs run on.
            - It writes files `/usr/flexyprobe.*` and a folder `/usr/flexyprobe`, and removes them. It never writes `jvmrun`, the configuration, tags or recordings. BASIC keeps two variables (`flxProbe%`, `flxProbe$`) until the next boot, and the event log has lines about programs that end on purpose.
            - At the hub it registers the identity `flexyprobe-SERIAL`, sends up to 97 messages (in pieces of 4 KB) as that, and removes it: readers of the hub's messages see them. `-Dflexy.probe.hub=false` leaves the hub out.
            - Some forms travel by PUT, by DELETE and in parts, each one export. Should Talk2M not read the account there, they may count as failed logins, three of the ten that lock a user.
            - It never reboots the gateway, and starts no more than ten threads at a time.
            - When it is cut off, run it again: it first removes what the last run left. Until then a note lies in the state folder (`probe/ID.putback`).

            The result is a table, and a profile `target/flexy/probe/profile-SERIAL.json` ([schema](../schema/src/main/resources/io/github/flexyfleet/schema/probe-profile.schema.json)). With `-Dflexy.profile=FILE` the gateways of a rehearsal and of `flexy:world` behave as the real one did; what is unknown stays assumed. Times and sizes that are tried in steps stand for all between the step before and theirs; a time is marked as other than assumed only when it is longer than all steps.

            ## What a probe finds out
            """;

    @Test
    void the_page_is_up_to_date() throws IOException {
        if (Boolean.getBoolean("flexy.updateDocs")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew as its first line says")
                .isEqualTo(page());
    }

    private static String page() {
        Map<String, Switch> switches =
                Switches.all().stream().collect(Collectors.toMap(Switch::id, Function.identity()));
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| id | says | assumed | source | how it is found out | in the code | switch of the simulator |\n");
        page.append("|---|---|---|---|---|---|---|\n");
        for (Fact fact : Fact.values()) {
            row(
                    page,
                    "`" + fact.id() + "`",
                    fact.says(),
                    shown(fact.assumed()),
                    fact.source(),
                    fact.found(),
                    "`" + String.join("`, `", fact.places()) + "`",
                    "`" + switches.get(fact.id()).place() + "`");
        }
        page.append("\n## What needs more than a spare gateway\n");
        unasked(page, Unasked.Kind.MORE_THAN_A_GATEWAY);
        page.append("\n## What no program on a gateway can find out\n");
        unasked(page, Unasked.Kind.NO_PROGRAM);
        page.append("\n## What is not of the gateway\nIt shows at the real hub or account, or is an estimate.\n\n");
        unasked(page, Unasked.Kind.ELSEWHERE);
        return page.toString();
    }

    private static void unasked(StringBuilder page, Unasked.Kind kind) {
        page.append("| says | source | in the code | why it is not asked |\n|---|---|---|---|\n");
        Unasked.all().stream()
                .filter(each -> each.kind() == kind)
                .forEach(each -> row(page, each.says(), each.source(), "`" + each.place() + "`", each.reason()));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String shown(Object value) {
        return value.equals(true) ? "yes" : value.equals(false) ? "no" : value.toString();
    }

    /** An assumption that is made in the tool or the runtime stands on the page, with the class that makes it. */
    @Test
    void no_assumption_of_the_code_is_left_out() throws IOException {
        Set<String> listed = Stream.concat(
                        Arrays.stream(Fact.values()).map(Fact::places).flatMap(List::stream),
                        Unasked.all().stream().map(Unasked::place))
                .map(place -> place.split("\\.", 2)[0])
                .collect(Collectors.toSet());
        List<String> makers = new ArrayList<>();
        for (String module : List.of("fleet", "maven-plugin", "runtime-etk/runtime")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        (Iterable<Path>) files.filter(each -> each.toString().endsWith(".java"))::iterator) {
                    if (Files.readString(file).contains("INFERRED")) {
                        makers.add(file.getFileName().toString().replace(".java", ""));
                    }
                }
            }
        }
        assertThat(makers).hasSizeGreaterThan(30);
        assertThat(listed).containsAll(makers);
    }

    @Test
    void every_place_is_in_the_code() throws IOException {
        Map<String, List<Path>> classes = new TreeMap<>();
        for (String module : List.of("fleet", "runtime-etk/runtime", "runtime-etk/simulator")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> classes.computeIfAbsent(
                                        file.getFileName().toString().replace(".java", ""), name -> new ArrayList<>())
                                .add(file));
            }
        }
        List<String> places = Stream.of(
                        Arrays.stream(Fact.values()).map(Fact::places).flatMap(List::stream),
                        Unasked.all().stream().map(Unasked::place),
                        Switches.all().stream().map(Switch::place))
                .flatMap(Function.identity())
                .toList();
        assertThat(places).allSatisfy(place -> {
            String[] parts = place.split("\\.", 2);
            assertThat(classes).as(place).containsKey(parts[0]);
            if (parts.length == 2) {
                assertThat(classes.get(parts[0]))
                        .as(place)
                        .anySatisfy(
                                file -> assertThat(Files.readString(file)).containsPattern("\\b" + parts[1] + "\\b"));
            }
        });
    }
}
