package io.github.flexyfleet.fleet.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Damages a YAML or CSV file as slips, merges, editors and bad disks do. Draws from the random numbers given only. */
final class Mutator {
    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_RUN = 12;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]+|[^A-Za-z0-9_.\\s-]");
    private static final Pattern SCALAR = Pattern.compile("(?<=: )[^\\s{}\\[\\],#][^{}\\[\\],#\\n]*");
    private static final List<String> WORDS = List.of(
            "",
            "no",
            "on",
            "~",
            "null",
            "true",
            "0",
            "-1",
            "1e3",
            "0x1F",
            "0123",
            "1:30",
            "12345678901234567890",
            ".inf",
            "1.5",
            "2s",
            "24h",
            "0s",
            "99999999d",
            "A",
            "E",
            "S1",
            "Europe/Brussels",
            "2005-0001-25",
            "é",
            "𝄞",
            "{}",
            "[]",
            "[A, [B]]",
            "{a: b}",
            "'",
            "\"",
            "\"\\x00\"",
            "\"\\uD800\"",
            "|",
            ">-",
            "!!str x",
            "!x",
            "&a",
            "*a",
            "&a 1",
            "<<",
            "? a",
            "---",
            "...",
            "%YAML 1.1",
            "#",
            "@",
            "`",
            "%",
            "../x",
            "/etc/hostname",
            "${env.HOME}",
            "${",
            "fleet",
            "sites",
            "devices",
            "tagGroups",
            "groups",
            "push",
            "onChange",
            "heartbeat",
            "tagList",
            "tags/energy.csv",
            "plants.csv",
            "password",
            ".",
            "..",
            "secret: x",
            "a: b: c",
            "\t",
            "\r",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\u202E",
            "x".repeat(300),
            "-",
            ",",
            ":",
            ";",
            "\"a\"\"b\"",
            "9".repeat(400));

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /**
     * Changes a file.
     *
     * @param content the file
     * @param other another file, pieces of which may get into this one
     */
    byte[] mutate(byte[] content, byte[] other) {
        byte[] changed = content;
        // Mostly one: of several, the coarsest would hide the others from all that comes after the parser.
        int changes = random.nextInt(3) == 0 ? 1 + random.nextInt(MOST_CHANGES) : 1;
        for (int i = 0; i < changes; i++) {
            changed = random.nextInt(8) == 0 ? bytes(changed) : text(changed, other);
        }
        return changed;
    }

    private byte[] bytes(byte[] content) {
        int at = random.nextInt(content.length + 1);
        int end = Math.min(content.length, at + random.nextInt(LONGEST_RUN));
        byte[] middle = switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> noise();
            case 2 -> twice(Arrays.copyOfRange(content, at, end));
            case 3 -> new byte[] {(byte) "\t\n :-{}[],&*!|>'\"%@`#?".charAt(random.nextInt(22))};
            default -> flipped(Arrays.copyOfRange(content, at, end));
        };
        byte[] changed = Arrays.copyOf(content, at + middle.length + content.length - end);
        System.arraycopy(middle, 0, changed, at, middle.length);
        System.arraycopy(content, end, changed, at + middle.length, content.length - end);
        return changed;
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(4)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] twice(byte[] bytes) {
        byte[] twice = Arrays.copyOf(bytes, bytes.length * 2);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        return twice;
    }

    private byte[] flipped(byte[] bytes) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] text(byte[] content, byte[] other) {
        String text = new String(content, UTF_8);
        String changed = switch (random.nextInt(6)) {
            case 0 -> replaceOne(TOKEN, text, word());
            case 1 -> replaceOne(SCALAR, text, word());
            case 2 -> replaceOne(SCALAR, text, "&a " + word()) + "\n" + word() + ": *a\n";
            case 3 -> insert(text, word());
            default -> lines(text, new String(other, UTF_8));
        };
        return changed.getBytes(UTF_8);
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String insert(String text, String piece) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + piece + text.substring(at);
    }

    private String replaceOne(Pattern pattern, String text, String word) {
        Matcher matcher = pattern.matcher(text);
        int start = random.nextInt(text.length() + 1);
        if (!matcher.find(start) && !matcher.find(0)) {
            return insert(text, word);
        }
        return text.substring(0, matcher.start()) + word + text.substring(matcher.end());
    }

    private String lines(String text, String other) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        List<String> block = lines.subList(at, endOfBlock(lines, at));
        switch (random.nextInt(9)) {
            case 0 -> block.clear();
            case 1 -> lines.addAll(random.nextInt(lines.size() + 1), List.copyOf(block));
            case 2 -> {
                List<String> moved = List.copyOf(block);
                block.clear();
                lines.addAll(random.nextInt(lines.size() + 1), moved);
            }
            case 3 -> lines.remove(at);
            case 4 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 5 -> block.replaceAll(line -> " ".repeat(1) + line);
            case 6 -> block.replaceAll(line -> line.replaceFirst("^ {1,2}", ""));
            case 7 -> lines.set(at, lines.get(at).replaceFirst("^ {0,2}", "\t"));
            default -> {
                List<String> others = Arrays.asList(other.split("\n", -1));
                int from = random.nextInt(others.size());
                lines.addAll(at, List.copyOf(others.subList(from, endOfBlock(others, from))));
            }
        }
        return String.join(random.nextInt(20) == 0 ? "\r\n" : "\n", lines);
    }

    /** A line with all lines after it that are indented more: a key with its value. */
    private static int endOfBlock(List<String> lines, int start) {
        int end = start + 1;
        while (end < lines.size() && indentation(lines.get(end)) > indentation(lines.get(start))) {
            end++;
        }
        return end;
    }

    private static int indentation(String line) {
        int indentation = 0;
        while (indentation < line.length() && line.charAt(indentation) == ' ') {
            indentation++;
        }
        return indentation;
    }
}
