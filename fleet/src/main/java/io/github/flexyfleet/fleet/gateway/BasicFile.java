package io.github.flexyfleet.fleet.gateway;

import io.github.flexyfleet.fleet.talk2m.FlexyForms;
import io.github.flexyfleet.fleet.talk2m.Talk2mDevice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a small text file below {@code /usr} by BASIC file I/O, and reads it back (talk2m-m2web 4.3). Uses file number
 * 8, the last one, and no variable, so that no running program is disturbed.
 */
final class BasicFile {
    private static final int READS = 10;

    /** Longest piece of a text in one command, far below the 200 characters that we allow ourselves. */
    private static final int PIECE = 120;

    private final FlexyForms forms;
    private final Talk2mDevice device;
    private final Pace pace;
    private final Duration pause;

    BasicFile(FlexyForms forms, Talk2mDevice device, Pace pace, Duration pause) {
        this.forms = forms;
        this.device = device;
        this.pace = pace;
        this.pause = pause;
    }

    /** The file's text, in Latin-1; empty when there is none. */
    Optional<String> read(String name) {
        return forms.readUserFile(device, name).map(content -> new String(content, StandardCharsets.ISO_8859_1));
    }

    /** Writes and returns when the device has it: one call, and one for each look, at most 10. */
    void write(String name, String text) throws DeviceProblemException, InterruptedException {
        List<String> commands = new ArrayList<>();
        commands.add("OPEN \"file:/usr/" + name + "\" FOR BINARY OUTPUT AS 8");
        for (String expression : expressions(text)) {
            commands.add("PUT 8," + expression);
        }
        commands.add("CLOSE 8");
        DeviceRights.SCRIPT.run(() -> forms.executeScript(device, commands));
        for (int reads = 0; reads < READS; reads++) {
            pace.pause(pause);
            if (read(name).filter(text::equals).isPresent()) {
                return;
            }
        }
        throw new DeviceProblemException(
                Outcome.FAILED,
                ProblemCode.SCRIPT_NOT_RUN,
                "the device did not write /usr/" + name,
                "check that no BASIC program blocks the script engine, that /usr is not full, and that the device user"
                        + " may change the configuration");
    }

    /** BASIC string expressions that together are the text: quoted pieces, and CHR$ for what cannot be quoted. */
    private static List<String> expressions(String text) {
        List<String> expressions = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= ' ' && c < 127 && c != '"';
            if (plain) {
                piece.append(c);
            }
            if (!piece.isEmpty() && (!plain || piece.length() == PIECE)) {
                expressions.add("\"" + piece + "\"");
                piece.setLength(0);
            }
            if (!plain) {
                expressions.add("CHR$(" + (c & 255) + ")");
            }
        }
        if (!piece.isEmpty()) {
            expressions.add("\"" + piece + "\"");
        }
        return expressions;
    }
}
