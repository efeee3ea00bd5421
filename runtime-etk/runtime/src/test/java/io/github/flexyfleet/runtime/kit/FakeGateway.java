package io.github.flexyfleet.runtime.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.flexyfleet.runtime.port.Gateway;
import io.github.flexyfleet.runtime.port.TagWatcher;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Flexy with a tag table, values and a local time. */
public final class FakeGateway implements Gateway {
    private static final DateTimeFormatter BASIC_TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss");

    /** One tag with the value as an export shows it. */
    private record Row(int id, String name, int type, String groups, String value) {}

    private static final DateTimeFormatter RECORDED = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final Pattern HISTORY = Pattern.compile("\\$dtH([LS])\\$ftT\\$st_s(\\d+)\\$et_s(\\d+)");

    /** A recorded value, quoted for string tags. */
    private record Point(int id, Instant time, String value, int quality) {}

    private final List<Point> points = new ArrayList<>();
    private ZoneId recordedIn = ZoneOffset.UTC;
    private boolean textsFail;

    private final ManualClock clock;
    private final Map<Integer, Row> rows = new LinkedHashMap<>();
    private final Map<Integer, Integer> qualities = new HashMap<>();
    private final List<String> exports = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final Set<String> readOnly = new HashSet<>();
    private ZoneOffset offset = ZoneOffset.ofHours(1);
    private boolean failing;
    private String program = "";
    private boolean programRefused;
    private boolean garbling;
    private TagWatcher watcher;
    private boolean announcing = true;
    private long exportTime;
    private RuntimeException bug;
    private int deletedBeforeValues;

    /** A Flexy one hour ahead of UTC, without tags. */
    public FakeGateway(ManualClock clock) {
        this.clock = clock;
    }

    /** Adds or changes a tag; {@code value} is quoted for string tags. */
    public void tag(int id, String name, int type, String groups, String value) {
        rows.put(id, new Row(id, name, type, groups, value));
    }

    /** Changes a value, which is an event for whoever watches. */
    public void value(int id, String value) {
        Row row = rows.get(id);
        tag(id, row.name(), row.type(), row.groups(), value);
        if (watcher != null && announcing) {
            watcher.changed(id, number(row.type(), value), clock.now());
        }
    }

    /** The value as an event has it: a text is none. */
    private static double number(int type, String value) {
        if (type != 1) {
            return type == 6 ? 0 : (double) Long.parseLong(value);
        }
        return switch (value) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Float.parseFloat(value);
        };
    }

    /** From now on changes are events, or events are lost. */
    public void announcing(boolean now) {
        announcing = now;
    }

    /** Who watches the changes of tags, null for nobody. */
    public TagWatcher watcher() {
        return watcher;
    }

    /** The next export throws this. */
    public void breaking(RuntimeException once) {
        bug = once;
    }

    /** The tag is deleted between the next tag list and the export of values after it. */
    public void deleteBeforeValues(int id) {
        deletedBeforeValues = id;
    }

    /** An export takes so long from now on. */
    public void exportTime(long ms) {
        exportTime = ms;
    }

    /** Sets the OPC quality of a tag's value, good before. */
    public void quality(int id, int quality) {
        qualities.put(id, quality);
    }

    /** Deletes a tag. */
    public void delete(int id) {
        rows.remove(id);
    }

    /** Sets the zone of the Flexy. */
    public void offset(ZoneOffset zone) {
        offset = zone;
    }

    /** Exports fail from now on, or work again. */
    public void failing(boolean now) {
        failing = now;
    }

    /** Exports give something that is no table from now on, or work again. */
    public void garbling(boolean now) {
        garbling = now;
    }

    /** Descriptors of all exports so far. */
    public List<String> exports() {
        return exports;
    }

    @Override
    public byte[] export(String descriptor) throws IOException {
        exports.add(descriptor);
        clock.pass(exportTime);
        if (bug != null) {
            RuntimeException thrown = bug;
            bug = null;
            throw thrown;
        }
        if (failing) {
            throw new IOException("busy");
        }
        if (garbling) {
            return new byte[0];
        }
        if (descriptor.startsWith("$dtPG")) {
            if (programRefused) {
                throw new IOException("no program to export");
            }
            return program.getBytes(ISO_8859_1);
        }
        if (descriptor.startsWith("$dtTL")) {
            return tagList().getBytes(UTF_8);
        }
        if (descriptor.startsWith("$dtH")) {
            return history(descriptor).getBytes(UTF_8);
        }
        if (descriptor.startsWith("$dtIV")) {
            rows.remove(deletedBeforeValues);
            return values().getBytes(UTF_8);
        }
        return (Instant.ofEpochMilli(clock.now()).atOffset(offset).format(BASIC_TIME) + "\r\n").getBytes(UTF_8);
    }

    @Override
    public byte[] export(String descriptor, int max) throws IOException {
        byte[] all = export(descriptor);
        return all.length > max ? null : all;
    }

    /** Records a value. */
    public void record(int id, String time, String value, int quality) {
        points.add(new Point(id, Instant.parse(time), value, quality));
    }

    /** Recorded times are local ones of a zone from now on; in UTC before. */
    public void recordIn(ZoneId zone) {
        recordedIn = zone;
    }

    /** The export of recorded texts fails from now on. */
    public void failTexts() {
        textsFail = true;
    }

    private String history(String descriptor) throws IOException {
        Matcher span = HISTORY.matcher(descriptor);
        assertThat(span.matches()).as(descriptor).isTrue();
        boolean texts = span.group(1).equals("S");
        if (texts && textsFail) {
            throw new IOException("no texts");
        }
        Instant now = Instant.ofEpochMilli(clock.now());
        Instant from = now.minusSeconds(Long.parseLong(span.group(2)));
        Instant to = now.minusSeconds(Long.parseLong(span.group(3)));
        StringBuilder out =
                new StringBuilder("\r\n\"TagId\";\"TimeInt\";\"TimeStr\";\"IsInitValue\";\"Value\";\"IQuality\"\r\n");
        for (Point point : points) {
            boolean text = rows.get(point.id()).type() == 6;
            if (text == texts && !point.time().isBefore(from) && !point.time().isAfter(to)) {
                ZonedDateTime shown = point.time().atZone(recordedIn);
                out.append(point.id())
                        .append(';')
                        .append(shown.toLocalDateTime().toEpochSecond(ZoneOffset.UTC))
                        .append(";\"")
                        .append(RECORDED.format(shown))
                        .append("\";0;")
                        .append(text ? quote(point.value()) : point.value())
                        .append(';')
                        .append(point.quality())
                        .append("\r\n");
            }
        }
        return out.toString();
    }

    private String tagList() {
        StringBuilder out = new StringBuilder("\r\n\"Id\";\"Name\";\"IVGroupA\";\"IVGroupB\";\"IVGroupC\";\"IVGroupD\"")
                .append(";\"Type\"\r\n");
        rows.values().forEach(row -> {
            out.append(row.id()).append(';').append(quote(row.name()));
            "ABCD".chars().forEach(c -> out.append(row.groups().indexOf(c) >= 0 ? ";1" : ";0"));
            out.append(';').append(row.type()).append("\r\n");
        });
        return out.toString();
    }

    private String values() {
        StringBuilder out =
                new StringBuilder("\"TagId\";\"TagName\";\"Value\";\"AlStatus\";\"AlType\";\"Quality\"\r\n");
        rows.values()
                .forEach(row -> out.append(row.id())
                        .append(';')
                        .append(quote(row.name()))
                        .append(';')
                        .append(row.type() == 6 ? quote(row.value()) : row.value())
                        .append(";0;0;")
                        .append(qualities.getOrDefault(row.id(), 65472))
                        .append("\r\n"));
        return out.toString();
    }

    private static String quote(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The BASIC program. */
    public String program() {
        return program;
    }

    /** From now on the program cannot be read. */
    public void refuseProgram() {
        programRefused = true;
    }

    /** Another BASIC program, from now on. */
    public void program(String text) {
        program = text;
    }

    @Override
    public void watch(TagWatcher who) {
        watcher = who;
    }

    @Override
    public void load(byte[] text) throws IOException {
        program = new String(text, ISO_8859_1);
    }

    @Override
    public String write(int id, int type, Object value) throws IOException {
        Row row = rows.get(id);
        if (row == null) {
            throw new IOException("no tag " + id);
        }
        if (readOnly.contains(row.name())) {
            throw new IOException("read only");
        }
        Object taken = type == 1 ? (Object) Float.intBitsToFloat((Integer) value) : value;
        written.add(row.name() + "=" + taken.getClass().getSimpleName() + " " + taken);
        value(id, taken.toString());
        return row.value();
    }

    /** What was written, such as {@code Level=Float 2.5}. */
    public List<String> written() {
        return written;
    }

    /** From now on the Flexy refuses writes of this tag. */
    public void readOnly(String tag) {
        readOnly.add(tag);
    }

    @Override
    public String serial() {
        return "2005-0001-25";
    }

    @Override
    public String firmware() {
        return "14.9";
    }

    @Override
    public long upSeconds() {
        return clock.upSeconds();
    }

    @Override
    public long freeFlash() {
        return 28000000;
    }

    @Override
    public long freeHeap() {
        return 20000000;
    }
}
