package io.github.flexyfleet.simulator.vm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command that starts the Java VM, from {@code /usr/jvmrun} or {@code jvmCmd} (flexy-etk 2.3).
 *
 * @param heapSize heap in bytes
 * @param classPath jars below {@code /usr}
 * @param mainClass class with {@code main}
 * @param arguments arguments of {@code main}
 */
public record RunCommand(long heapSize, List<String> classPath, String mainClass, List<String> arguments) {
    private static final Pattern HEAP = Pattern.compile("([1-9][0-9]{0,8})([KM]?)");

    /** Copies the lists. */
    public RunCommand {
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads a command: an optional first line {@code #IOSERVER}, then one line of options.
     *
     * @throws IllegalArgumentException with words that name what is wrong
     */
    public static RunCommand parse(String text) {
        String line = text.lines()
                .map(String::strip)
                .filter(each -> !each.isEmpty() && !each.startsWith("#"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command"));
        List<String> words = List.of(line.split("\\s+"));
        long heap = 0;
        List<String> jars = List.of();
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-heapsize" -> heap = heap(word(words, ++i));
                case "-classpath" -> jars = List.of(word(words, ++i).split(":"));
                case "-debugger", "-nosuspend" -> {
                    // Debugging changes nothing in a rehearsal.
                }
                case "-port" -> word(words, ++i);
                case "-emain" -> {
                    if (heap == 0 || jars.isEmpty()) {
                        throw new IllegalArgumentException("-heapsize and -classpath must come before -emain");
                    }
                    String main = word(words, ++i);
                    return new RunCommand(heap, jars, main, new ArrayList<>(words.subList(i + 1, words.size())));
                }
                default -> throw new IllegalArgumentException("unknown option " + words.get(i));
            }
        }
        throw new IllegalArgumentException("no -emain");
    }

    private static String word(List<String> words, int index) {
        if (index >= words.size()) {
            throw new IllegalArgumentException("value missing after " + words.get(index - 1));
        }
        return words.get(index);
    }

    private static long heap(String word) {
        Matcher matcher = HEAP.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("heap size " + word);
        }
        long unit = matcher.group(2).equals("M") ? 1 << 20 : matcher.group(2).equals("K") ? 1 << 10 : 1;
        return Long.parseLong(matcher.group(1)) * unit;
    }
}
