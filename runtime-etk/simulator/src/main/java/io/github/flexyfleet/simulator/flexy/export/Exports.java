package io.github.flexyfleet.simulator.flexy.export;

import io.github.flexyfleet.simulator.flexy.export.ExportSource.TagRow;
import io.github.flexyfleet.simulator.vm.bridge.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes exports. Text exports are UTF-8 (flexy-etk 5) with a header line, {@code ;} between columns and CRLF. Binary
 * and other formats, whose bytes are not published, are refused. Thread-safe.
 */
public final class Exports {
    private static final String END = "\r\n";

    /** Columns of {@code $dtTL} by index (flexy-etk 5 gives the positions that clients rely on). */
    private static final List<String> TAG_COLUMNS =
            List.of(("Id Name Description ServerName TopicName Address Coef Offset LogEnabled AlEnabled AlBool MemTag "
                            + "MbsTcpEnabled MbsTcpFloat SnmpEnabled RTLogEnabled AlAutoAck ForceRO SnmpOID AutoType "
                            + "AlHint AlHigh AlLow AlTimeDB AlLevelDB IVGroupA IVGroupB IVGroupC IVGroupD PageId "
                            + "RTLogWindow RTLogTimer LogDB LogTimer AlLoLo AlHiHi MbsTcpRegister MbsTcpCoef "
                            + "MbsTcpOffset EEN ETO ECC ESU EAT ESH SEN STO SSU TEN TSU FEN FFN FCO KPI UseCustomUnit "
                            + "Type Unit AlStat ChangeTime TagValue TagQuality AlType")
                    .split(" ", -1));
    /** Columns of {@code $dtTL} that hold text. */
    private static final List<String> TEXT_COLUMNS = List.of(
            "Name",
            "Description",
            "ServerName",
            "TopicName",
            "Address",
            "SnmpOID",
            "AlHint",
            "ETO",
            "ECC",
            "ESU",
            "EAT",
            "STO",
            "SSU",
            "TSU",
            "FFN",
            "FCO",
            "Unit");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss", Locale.ROOT);

    private final ExportSource source;
    private final List<String> tagColumns;

    /** Exports of one gateway. */
    public Exports(ExportSource source, ExportQuirks quirks) {
        this.source = source;
        this.tagColumns = TAG_COLUMNS.stream()
                .filter(column -> !quirks.absentColumns().contains(column))
                .toList();
    }

    /**
     * Makes one export.
     *
     * @throws Refusal for an unknown type, field or format
     */
    public byte[] export(String descriptor) throws Refusal {
        ExportDescriptor wanted = ExportDescriptor.parse(descriptor);
        char format = wanted.format();
        if (wanted.type().equals("UF")) {
            return userFile(wanted);
        }
        if (wanted.type().equals("ES") && format == 'H') {
            return ("<table>" + status().replaceAll("([^:\r\n]+):([^\r\n]*)\r\n", "<tr><td>$1</td><td>$2</td></tr>")
                            + "</table>")
                    .getBytes(StandardCharsets.UTF_8);
        }
        if (format != 'T') {
            throw new Refusal("export: format " + format + " of " + wanted.type() + " is not readable here");
        }
        String text = switch (wanted.type()) {
            case "IV" -> instantValues(wanted);
            case "TL" -> tagList(wanted);
            case "ES" -> status();
            case "EV" -> events();
            case "HL" -> new HistoryExport(source).numbers(wanted);
            case "HS" -> new HistoryExport(source).texts(wanted);
            case "PG" -> source.programText();
            case "CF" -> source.configurationText();
            case "SC" -> ":Communication\r\n";
            case "SE" -> source.evaluate(wanted.value("se").orElseThrow(() -> new Refusal("export: $se missing")));
            default -> throw new Refusal("export: unknown type " + wanted.type());
        };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Type of an export. */
    public String typeOf(String descriptor) throws Refusal {
        return ExportDescriptor.parse(descriptor).type();
    }

    /** Path of the file that an export of a file gives; nothing for other exports. */
    public Optional<String> fileOf(String descriptor) throws Refusal {
        ExportDescriptor wanted = ExportDescriptor.parse(descriptor);
        return wanted.type().equals("UF") ? Optional.of(file(wanted)) : Optional.empty();
    }

    private static String file(ExportDescriptor wanted) throws Refusal {
        String name = wanted.value("uf").orElseThrow(() -> new Refusal("export: $uf missing"));
        return name.startsWith("/") ? name : "/usr/" + name;
    }

    private byte[] userFile(ExportDescriptor wanted) throws Refusal {
        String path = file(wanted);
        try {
            return source.flash().read(path);
        } catch (IOException e) {
            throw new Refusal("export: no file " + path);
        }
    }

    private List<TagRow> selected(ExportDescriptor wanted) {
        String groups = wanted.value("fl").orElse("");
        return source.tags().stream()
                .filter(tag -> groups.isEmpty()
                        || groups.chars().anyMatch(group -> tag.groups().indexOf(group) >= 0))
                .filter(tag -> wanted.value("tn").map(tag.name()::equals).orElse(true))
                .toList();
    }

    private String instantValues(ExportDescriptor wanted) {
        StringBuilder out =
                new StringBuilder("\"TagId\";\"TagName\";\"Value\";\"AlStatus\";\"AlType\";\"Quality\"").append(END);
        for (TagRow tag : selected(wanted)) {
            out.append(tag.id())
                    .append(';')
                    .append(quoted(tag.name()))
                    .append(';')
                    .append(tag.text() ? quoted(tag.value()) : tag.value())
                    .append(";0;0;")
                    .append(tag.quality())
                    .append(END);
        }
        return out.toString();
    }

    private String tagList(ExportDescriptor wanted) {
        StringBuilder out = new StringBuilder();
        for (String column : tagColumns) {
            out.append(out.isEmpty() ? "" : ";").append(quoted(column));
        }
        out.append(END);
        for (TagRow tag : selected(wanted)) {
            boolean first = true;
            for (String column : tagColumns) {
                out.append(first ? "" : ";").append(cell(tag, column));
                first = false;
            }
            out.append(END);
        }
        return out.toString();
    }

    private static String cell(TagRow tag, String column) {
        return switch (column) {
            case "Id" -> String.valueOf(tag.id());
            case "Name" -> quoted(tag.name());
            case "ServerName" -> quoted("MEM");
            case "IVGroupA", "IVGroupB", "IVGroupC", "IVGroupD" ->
                tag.groups().indexOf(column.charAt(7)) >= 0 ? "1" : "0";
            case "Type" -> String.valueOf(tag.type());
            case "LogEnabled" -> tag.logging().on() ? "1" : "0";
            case "LogTimer" -> String.valueOf(tag.logging().interval());
            case "LogDB" -> String.valueOf(tag.logging().deadband());
            case "Coef", "MbsTcpCoef", "MemTag" -> "1";
            case "PageId" -> "1";
            case "TagValue" -> tag.text() ? quoted(tag.value()) : tag.value();
            case "TagQuality" -> String.valueOf(tag.quality());
            default -> TEXT_COLUMNS.contains(column) ? "\"\"" : "0";
        };
    }

    private String status() {
        String[] version = source.firmware().split("[.s]", -1);
        return "SerNum:" + source.serial() + END
                + "FwrVerHi:" + version[0] + END
                + "FwrVerLo:" + version[1] + END
                + "CodeName:" + source.firmware() + END
                + "NbTags:" + source.tags().size() + END;
    }

    private String events() {
        StringBuilder out = new StringBuilder("\"TimeInt\";\"TimeStr\";\"Event\";\"EventId\"").append(END);
        source.events()
                .forEach(event -> out.append(event.time().getEpochSecond())
                        .append(';')
                        .append(quoted(TIME.format(event.time().atZone(source.zone()))))
                        .append(';')
                        .append(quoted(event.text()))
                        .append(';')
                        .append(event.id())
                        .append(END));
        return out.toString();
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
