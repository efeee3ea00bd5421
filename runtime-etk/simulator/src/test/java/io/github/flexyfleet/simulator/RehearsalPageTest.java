package io.github.flexyfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.simulator.dps.DpsSwitches;
import io.github.flexyfleet.simulator.fault.Deed;
import io.github.flexyfleet.simulator.fault.FaultProfile;
import io.github.flexyfleet.simulator.flexy.FlexySpec;
import io.github.flexyfleet.simulator.flexy.Knobs;
import io.github.flexyfleet.simulator.flexy.ScriptQuirks;
import io.github.flexyfleet.simulator.flexy.VmQuirks;
import io.github.flexyfleet.simulator.flexy.WebQuirks;
import io.github.flexyfleet.simulator.flexy.export.ExportQuirks;
import io.github.flexyfleet.simulator.flexy.http.HttpQuirks;
import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks;
import io.github.flexyfleet.simulator.flexy.mqtt.MqttQuirks.KeyForm;
import io.github.flexyfleet.simulator.hub.HubConfiguration;
import io.github.flexyfleet.simulator.hub.HubLimits;
import io.github.flexyfleet.simulator.talk2m.M2WebOptions;
import io.github.flexyfleet.simulator.vm.bridge.Conversions;
import io.github.flexyfleet.simulator.vm.flash.FlashFaults;
import io.github.flexyfleet.simulator.vm.flash.FlashQuirks;
import io.github.flexyfleet.simulator.vm.heap.HeapSizes;
import io.github.flexyfleet.simulator.vm.heap.JavaLimits;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/rehearsal.md complete: every switch and fault of the code is there, and nothing else. */
class RehearsalPageTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "rehearsal.md");
    private static final Path TESTS = Path.of("src", "test", "java");

    /** Records whose components are switches, with their defaults. */
    private static final List<Record> SWITCHES = List.of(
            Knobs.defaults(),
            WebQuirks.standard(),
            HttpQuirks.standard(),
            ScriptQuirks.standard(),
            VmQuirks.standard(),
            FlashQuirks.standard(),
            MqttQuirks.standard(),
            ExportQuirks.standard(),
            Conversions.standard(),
            JavaLimits.standard(),
            HeapSizes.standard(),
            M2WebOptions.standard(),
            HubLimits.standard(1),
            FlexySpec.Past.NONE,
            FlexySpec.User.administrator("", ""));

    /** Components that say who somebody is, or are records of switches themselves. */
    private static final Set<String> NO_SWITCHES = Set.of(
            "Knobs.java", "Knobs.web", "Knobs.http", "Knobs.guesses", "JavaLimits.sizes", "User.name", "User.password");

    /** A line of a table. */
    private record Row(List<String> cells) {
        String name() {
            return cells.get(0).replace("`", "");
        }

        String last() {
            return cells.get(cells.size() - 1).replace("`", "");
        }
    }

    /** The lines of the table below a heading. */
    private static List<Row> table(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("## " + heading + "\n");
        assertThat(start).as("heading %s", heading).isNotNegative();
        int end = page.indexOf("\n## ", start);
        return page.substring(start, end < 0 ? page.length() : end)
                .lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> Arrays.stream(
                                line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .map(Row::new)
                .toList();
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream().map(Row::name).toList();
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RehearsalPageTest::leaves)
                : Stream.of(type);
    }

    @Test
    void everyFaultIsThere() throws IOException {
        assertThat(names(table("Faults")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                leaves(Deed.class).map(Class::getSimpleName).filter(name -> !name.equals("Refuse")),
                                Arrays.stream(Deed.Reply.values()).map(reply -> "Refuse(" + reply + ")"))
                        .toList());
    }

    @Test
    void everyProfileIsThere() throws IOException {
        assertThat(names(table("Profiles")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FaultProfile.class.getMethods())
                        .filter(method -> Modifier.isStatic(method.getModifiers()))
                        .filter(method -> method.getReturnType() == FaultProfile.class)
                        .map(method -> method.getName())
                        .toList());
    }

    @Test
    void everySwitchIsThereWithItsDefault() throws Exception {
        Map<String, String> code = new TreeMap<>();
        for (Record defaults : SWITCHES) {
            for (RecordComponent component : defaults.getClass().getRecordComponents()) {
                String name = defaults.getClass().getSimpleName() + "." + component.getName();
                code.put(name, shown(component.getAccessor().invoke(defaults)));
            }
        }
        for (Object defaults : List.of(new DpsSwitches(), new HubConfiguration())) {
            for (Field field : defaults.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    code.put(defaults.getClass().getSimpleName() + "." + field.getName(), shown(field.get(defaults)));
                }
            }
        }
        code.keySet().removeAll(NO_SWITCHES);
        Map<String, String> page = new TreeMap<>();
        for (Row row : table("Switches")) {
            assertThat(page.put(row.name(), row.cells().get(2)))
                    .as("a second line of %s", row.name())
                    .isNull();
        }
        assertThat(page).containsExactlyEntriesOf(code);
    }

    private static String shown(Object value) {
        if (value instanceof Duration time) {
            return time.isZero()
                    ? "none"
                    : time.toMillis() % 60_000 == 0 ? time.toMinutes() + " min" : time.toMillis() + " ms";
        } else if (value instanceof Boolean on) {
            return on ? "yes" : "no";
        } else if (value instanceof Set<?> forms
                && !forms.isEmpty()
                && forms.iterator().next() instanceof KeyForm) {
            return forms.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
        } else if (value instanceof Set<?> rights
                && !rights.isEmpty()
                && rights.iterator().next() instanceof FlexySpec.Right) {
            return rights.size() == FlexySpec.Right.values().length ? "all" : rights.toString();
        }
        boolean none =
                Set.of(Map.of(), List.of(), Set.of(), Optional.empty(), "").contains(value)
                        || value == FlashFaults.NONE;
        boolean all = value instanceof Set<?> flaws && flaws.equals(EnumSet.allOf(Conversions.Flaw.class));
        return none ? "none" : all ? "all" : value.toString();
    }

    @Test
    void everyLineSaysWhetherItWasSeenAndNamesItsTest() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String heading : List.of("Faults", "Profiles", "Switches", "Quirks that are always there")) {
            for (Row row : table(heading)) {
                String source = row.cells().get(row.cells().size() - 2);
                if (!source.matches(".*\\b(SEEN|INFERRED|ours)\\b.*")) {
                    wrong.add(row.name() + ": " + source);
                }
                for (String test : row.last().split(", ", -1)) {
                    if (!exists(test)) {
                        wrong.add(row.name() + ": no test " + test);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** {@code Class.method} of a test of this module. */
    private static boolean exists(String test) throws IOException {
        String[] parts = test.split("\\.", 2);
        try (Stream<Path> files = Files.walk(TESTS)) {
            List<Path> found =
                    files.filter(file -> file.endsWith(parts[0] + ".java")).toList();
            return found.size() == 1
                    && parts.length == 2
                    && Files.readString(found.get(0)).contains("    void " + parts[1] + "(");
        }
    }
}
