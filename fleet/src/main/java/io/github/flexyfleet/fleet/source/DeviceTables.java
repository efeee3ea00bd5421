package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the CSV files that {@code devicesFrom} names and puts their devices into the tree, below their sites, as if they
 * stood in the fleet file. One use per fleet.
 */
final class DeviceTables {
    private final ProjectFolder project;
    private final Findings findings;
    private final Map<String, SiteDraft> drafts = new LinkedHashMap<>();
    private final Map<String, String> mends = new HashMap<>();
    private Map<String, MapEntry> sites = Map.of();
    private boolean complete;
    private boolean allDevices = true;

    DeviceTables(ProjectFolder project, Findings findings) {
        this.project = project;
        this.findings = findings;
    }

    SourceTree read(SourceTree tree) {
        MapValue root = tree.root();
        sites = root.map("sites").map(MapValue::entries).orElse(Map.of());
        complete = tree.complete();
        for (Value table : tables(root)) {
            table(table, Optional.empty());
        }
        for (MapEntry site : sites.values()) {
            if (site.value() instanceof MapValue map) {
                tables(map).forEach(table -> table(table, Optional.of(site.name())));
            }
        }
        return new SourceTree(drafts.isEmpty() ? root : withSites(root), complete, allDevices);
    }

    private static List<Value> tables(MapValue holder) {
        Optional<Value> value = holder.get("devicesFrom");
        return value.map(tables -> tables instanceof ListValue list ? list.items() : List.of(tables))
                .orElse(List.of());
    }

    private MapValue withSites(MapValue root) {
        Map<String, MapEntry> all = new LinkedHashMap<>(sites);
        drafts.forEach((name, draft) -> all.put(name, draft.build()));
        MapEntry first =
                root.entry("sites").orElseGet(() -> root.entry("devicesFrom").orElseThrow());
        ScalarValue key = new ScalarValue("sites", ScalarKind.TEXT, first.keySpan());
        Map<String, MapEntry> entries = new LinkedHashMap<>(root.entries());
        entries.put("sites", new MapEntry(key, new MapValue(all, first.value().span())));
        return new MapValue(entries, root.span());
    }

    /** Reads one table; what does not fit the schema is left to its check. */
    private void table(Value value, Optional<String> site) {
        Optional<Value> file = value instanceof MapValue map ? map.get("file") : Optional.of(value);
        if (!(file.orElse(null) instanceof ScalarValue name)
                || name.kind() != ScalarKind.TEXT
                || name.text().isEmpty()) {
            complete = false;
            return;
        }
        Map<TableColumn, ScalarValue> names = new EnumMap<>(TableColumn.class);
        if (value instanceof MapValue map) {
            for (TableColumn column : TableColumn.values()) {
                map.map("columns").flatMap(columns -> columns.get(column.key())).ifPresent(text -> {
                    if (text instanceof ScalarValue scalar && scalar.kind() == ScalarKind.TEXT) {
                        names.put(column, scalar);
                    }
                });
            }
        }
        Optional<ProjectFolder.NamedFile> table = project.file(new Located<>(name.text(), name.span()), findings);
        complete &= table.flatMap(named -> text(named).map(text -> new CsvParser(named.label(), text, findings)))
                .map(csv -> rows(csv, names, name, site))
                .orElse(false);
    }

    private Optional<String> text(ProjectFolder.NamedFile table) {
        return project.read(table, findings).flatMap(bytes -> SourceText.csv(table.label(), bytes, findings));
    }

    private boolean rows(
            CsvParser csv, Map<TableColumn, ScalarValue> names, ScalarValue named, Optional<String> ownSite) {
        List<CsvCell> header = csv.next();
        if (header.isEmpty()) {
            if (!csv.broken()) {
                findings.add(FindingCode.CSV_SYNTAX, named.span(), "the table is empty", "write column names and rows");
            }
            return false;
        }
        Optional<DeviceTable> table = DeviceTable.of(header, names, named.span(), findings);
        if (table.isEmpty()) {
            return false;
        }
        if (ownSite.isEmpty() && table.get().key(TableColumn.SITE) == null) {
            findings.add(
                    FindingCode.CSV_COLUMN,
                    named.span(),
                    "the table has no column for the site",
                    "name it under columns: {site: ...}, or move devicesFrom to a site",
                    header.get(0).span());
            return false;
        }
        for (List<CsvCell> row = csv.next(); !row.isEmpty(); row = csv.next()) {
            row(table.get(), row, ownSite);
        }
        return !csv.broken();
    }

    private void row(DeviceTable table, List<CsvCell> row, Optional<String> ownSite) {
        Optional<MapEntry> device = table.device(row);
        Optional<CsvCell> cell = table.cell(row, TableColumn.SITE);
        if (device.isEmpty()) {
            allDevices = false;
            return;
        }
        if (ownSite.isPresent() && cell.isPresent() && !cell.get().text().equals(ownSite.get())) {
            allDevices = false;
            findings.add(
                    FindingCode.CSV_ROW,
                    cell.get().span(),
                    "this device belongs to site " + Text.quote(cell.get().text()) + ", but the table is that of site "
                            + Text.quote(ownSite.get()),
                    "move devicesFrom to the top of the file, so that each row finds its site");
            return;
        }
        Optional<SiteDraft> site =
                ownSite.isPresent() ? Optional.of(draft(sites.get(ownSite.get()))) : site(cell, device.get());
        allDevices &= site.isPresent();
        site.ifPresent(draft -> {
            draft.addDevice(device.get()).ifPresent(first -> duplicate(device.get(), first));
            table.cell(row, TableColumn.TIME_ZONE)
                    .ifPresent(zone -> timeZone(draft, new MapEntry(table.key(TableColumn.TIME_ZONE), zone.value())));
        });
    }

    private Optional<SiteDraft> site(Optional<CsvCell> cell, MapEntry device) {
        if (cell.isEmpty()) {
            findings.add(FindingCode.CSV_ROW, device.keySpan(), "this row has no site", "fill it in");
            return Optional.empty();
        }
        String name = cell.get().text();
        MapEntry known = sites.get(name);
        if (known == null && !sites.isEmpty()) {
            if (complete) {
                findings.add(
                        FindingCode.UNKNOWN_SITE,
                        cell.get().span(),
                        "there is no site " + Text.quote(name),
                        mends.computeIfAbsent(name, this::mend));
            }
            return Optional.empty();
        }
        MapValue empty = MapValue.empty(cell.get().span());
        return Optional.of(draft(known == null ? new MapEntry(cell.get().value(), empty) : known));
    }

    private String mend(String site) {
        return DidYouMean.suggest(site, sites.keySet())
                .map(known -> "did you mean " + Text.quote(known) + "?")
                .orElse("add it below sites:, or leave sites: out and let the table make them all");
    }

    private SiteDraft draft(MapEntry site) {
        return drafts.computeIfAbsent(site.name(), name -> new SiteDraft(site));
    }

    private void duplicate(MapEntry device, MapEntry first) {
        findings.add(
                FindingCode.DUPLICATE_DEVICE_ID,
                device.keySpan(),
                "device id " + Text.quote(device.name()) + " is used twice",
                FindingCode.DUPLICATE_DEVICE_ID.mend(),
                first.keySpan());
    }

    private void timeZone(SiteDraft site, MapEntry zone) {
        Optional<MapEntry> first = site.add(zone);
        if (first.isPresent()
                && first.get().value() instanceof ScalarValue other
                && zone.value() instanceof ScalarValue own
                && !other.text().equals(own.text())) {
            findings.add(
                    FindingCode.CSV_ROW,
                    own.span(),
                    "the site has time zone " + Text.quote(other.text()) + " already, not " + Text.quote(own.text()),
                    "write one time zone for the whole site",
                    other.span());
        }
    }
}
