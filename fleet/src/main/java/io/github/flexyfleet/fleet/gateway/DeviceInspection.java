package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.imports.ScriptIdentity;
import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at a Flexy where no runtime answers, before anything is changed: three calls, all reads. Refuses a machine that
 * is not the fleet file's or too old, and programs that ours would throw out or fight with.
 */
final class DeviceInspection {
    /** The BASIC program (flexy-etk 5). */
    static final String PROGRAM = "$dtPG$ftT";

    private static final Pattern FIRMWARE = Pattern.compile("FwrVer(Hi|Lo):\\s*(\\d+)");
    private static final Pattern SERIAL = Pattern.compile("SerNum:\\s*(\\d{4}-\\d{4}-\\d{2})");
    private static final Pattern COMMAND_LINE = Pattern.compile("-(classpath|cp|emain|jar|heapsize)\\b");

    private final FlexyForms forms;
    private final Talk2mDevice device;
    private final DeviceTarget target;

    DeviceInspection(FlexyForms forms, Talk2mDevice device, DeviceTarget target) {
        this.forms = forms;
        this.device = device;
        this.target = target;
    }

    /**
     * What runs there.
     *
     * @param autorun text of {@code /usr/jvmrun}; empty when there is none
     * @param ours whether that is a runtime of this tool, of whatever version
     * @param script BASIC program that connects as this device and has to make way
     */
    record Seen(Optional<String> autorun, boolean ours, Optional<String> script) {
        /** A Java program of somebody else. */
        Optional<String> foreign() {
            return ours ? Optional.empty() : autorun;
        }
    }

    Seen look() throws DeviceProblemException {
        checkMachine();
        Optional<String> autorun = commandIn(RuntimeInstaller.AUTORUN);
        boolean ours = autorun.filter(RuntimeRelease::isOurs).isPresent();
        if (autorun.isPresent() && !ours && !target.handling().takeOver()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.FOREIGN_PROGRAM,
                    "another Java program starts on this device: " + abbreviated(autorun.get()),
                    "set takeOver: true for this device, which saves it for flexy:release; or remove /usr/jvmrun by"
                            + " hand");
        }
        return new Seen(autorun, ours, clashingScript());
    }

    /** The text of a file that starts a Java VM; whatever a Flexy answers for a file that it does not have is none. */
    Optional<String> commandIn(String name) {
        return forms.readUserFile(device, name)
                .map(content -> new String(content, StandardCharsets.ISO_8859_1))
                .filter(text -> COMMAND_LINE.matcher(text).find());
    }

    void checkMachine() throws DeviceProblemException {
        String status = DeviceRights.EXPORT.with(() -> forms.export(device, "$dtES$ftT"));
        Matcher found = SERIAL.matcher(status);
        Optional<String> serial = target.serial();
        if (serial.isPresent() && (!found.find() || !found.group(1).equals(serial.get()))) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.WRONG_SERIAL,
                    "the serial number of this device is not " + serial.get() + " as the fleet file says",
                    "correct name or serial in the fleet file");
        }
        int[] version = new int[2];
        Matcher parts = FIRMWARE.matcher(status);
        while (parts.find()) {
            version[parts.group(1).equals("Hi") ? 0 : 1] = Integer.parseInt(parts.group(2));
        }
        FirmwareFloor.check(version[0] + "." + version[1]);
    }

    /** A BASIC program that connects as this device; refused unless it may be parked. */
    Optional<String> clashingScript() throws DeviceProblemException {
        String program = DeviceRights.EXPORT.with(() -> forms.export(device, PROGRAM));
        String id = target.device().value();
        ScriptIdentity identity = ScriptIdentity.of(program);
        if (!identity.clashesWith(id, program)) {
            return Optional.empty();
        }
        if (!target.handling().takeOver()) {
            throw new DeviceProblemException(
                    Outcome.REJECTED,
                    ProblemCode.SAME_IDENTITY,
                    "the device's BASIC program connects to "
                            + identity.host().orElse("an MQTT broker") + " as " + id
                            + ", the identity that the runtime is to have",
                    "set takeOver: true for this device, which parks the whole program, saved for flexy:release; or take"
                            + " the MQTT statements out of it, or give it another identity; then deploy again");
        }
        return Optional.of(program);
    }

    static String abbreviated(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 120 ? line : line.substring(0, 117) + "...";
    }
}
