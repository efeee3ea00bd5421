package io.github.flexyfleet.fleet.source;

import io.github.flexyfleet.fleet.finding.FindingCode;
import io.github.flexyfleet.fleet.finding.Findings;
import io.github.flexyfleet.fleet.finding.Span;
import io.github.flexyfleet.fleet.finding.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the located tree from SnakeYAML's events. The events, not its nodes, because only they tell an explicit tag
 * from a guessed one and leave aliases to us, with a limit of our own. One use per file.
 */
final class YamlParser {
    private static final int MAX_DEPTH = 50;
    /** Values that all aliases together may add. */
    private static final int MAX_ALIASED = 100_000;

    private final String label;
    private final String text;
    private final Findings findings;
    private final ParserImpl events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private long values;
    private long aliased;
    private boolean broken;
    private boolean oddlySpaced;

    private record Anchored(Value value, long values) {}

    YamlParser(String label, String text, Findings findings) {
        this.label = label;
        this.text = text;
        this.findings = findings;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // SourceReader has limited the file's size
        this.events = new ParserImpl(new StreamReader(text), options);
    }

    /** The file's map; empty when the file is not one well-formed document with a map at its top. */
    Optional<MapValue> parse() {
        try {
            return document();
        } catch (MarkedYAMLException e) {
            if (!oddlySpaced) {
                YamlErrors.report(e, label, text, findings);
            }
        } catch (YAMLException e) {
            findings.add(FindingCode.YAML_SYNTAX, Span.startOf(label), "this is not YAML");
        }
        return Optional.empty();
    }

    private Optional<MapValue> document() {
        events.getEvent(); // start of stream
        if (events.checkEvent(Event.ID.StreamEnd)) {
            findings.add(FindingCode.YAML_NO_MAP, Span.startOf(label), "the file is empty");
            return Optional.empty();
        }
        events.getEvent(); // start of document
        Value root = value(0);
        events.getEvent(); // end of document
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            Span next = span(events.peekEvent().getStartMark());
            findings.add(FindingCode.YAML_SEVERAL_DOCUMENTS, next, "a second YAML document starts here");
        }
        if (broken) {
            return Optional.empty();
        }
        if (root instanceof MapValue map) {
            return Optional.of(map);
        }
        findings.add(FindingCode.YAML_NO_MAP, root.span(), "the file holds no map");
        return Optional.empty();
    }

    private Value value(int depth) {
        NodeEvent event = (NodeEvent) events.getEvent();
        if (event instanceof AliasEvent alias) {
            return resolve(alias);
        }
        Span span = span(event.getStartMark());
        long before = values++;
        if (event.getAnchor() != null) {
            anchors.remove(event.getAnchor()); // until it is complete, an alias to it would hold itself
        }
        Value value;
        if (event instanceof ScalarEvent scalar) {
            value = scalar(scalar, span);
        } else if (depth == MAX_DEPTH) {
            value = skip(span);
        } else {
            refuseTag(((CollectionStartEvent) event).getTag(), span);
            value = event instanceof MappingStartEvent ? map(span, depth) : list(span, depth);
        }
        if (event.getAnchor() != null) {
            anchors.put(event.getAnchor(), new Anchored(value, values - before));
        }
        return value;
    }

    private Value resolve(AliasEvent alias) {
        Span span = span(alias.getStartMark());
        Anchored anchored = anchors.get(alias.getAnchor());
        if (anchored == null) {
            // The name is not shown: a password may start with an asterisk.
            return unusable(
                    FindingCode.YAML_ALIAS,
                    span,
                    "the alias names no anchor that ends above it",
                    "put text that starts with * in quotes, or define the anchor first");
        }
        values += anchored.values();
        aliased += anchored.values();
        if (aliased > MAX_ALIASED) {
            return unusable(
                    FindingCode.YAML_ALIAS,
                    span,
                    "aliases repeat more than " + MAX_ALIASED + " values up to here",
                    FindingCode.YAML_ALIAS.mend());
        }
        return anchored.value();
    }

    private ScalarValue scalar(ScalarEvent event, Span span) {
        refuseTag(event.getTag(), span);
        ScalarKind kind = event.isPlain() ? ScalarKind.ofPlain(event.getValue()) : ScalarKind.TEXT;
        return new ScalarValue(event.getValue(), kind, span);
    }

    private ListValue list(Span span, int depth) {
        List<Value> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(value(depth + 1));
        }
        events.getEvent();
        return new ListValue(items, span);
    }

    private MapValue map(Span span, int depth) {
        Map<String, MapEntry> entries = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Value key = value(depth + 1);
            Value value = value(depth + 1);
            if (!(key instanceof ScalarValue name)) {
                unusable(FindingCode.YAML_UNSUPPORTED, key.span(), "a map or list cannot be a key", "write a name");
            } else if (startsWithOddSpace(name.text())) {
                oddSpace(name.span());
            } else if (name.text().equals("<<") && name.kind() == ScalarKind.TEXT) {
                unusable(
                        FindingCode.YAML_UNSUPPORTED,
                        key.span(),
                        "merge keys (<<) are not supported",
                        "put common settings under defaults");
            } else {
                put(entries, new MapEntry(name, value));
            }
        }
        events.getEvent();
        return new MapValue(entries, span);
    }

    /** To YAML such a character is part of the name, so the key lands in the wrong map. */
    private static boolean startsWithOddSpace(String key) {
        return !key.isEmpty() && key.charAt(0) != ' ' && Character.isSpaceChar(key.charAt(0));
    }

    /** Where one line is indented so, others mostly are, and all that follows is out of place: the first one is told. */
    private void oddSpace(Span span) {
        if (!oddlySpaced) {
            unusable(
                    FindingCode.YAML_SYNTAX,
                    span,
                    "a no-break or other special space stands where YAML wants plain ones",
                    "replace such characters by plain spaces in the whole file");
        }
        oddlySpaced = true;
    }

    private void put(Map<String, MapEntry> entries, MapEntry entry) {
        MapEntry first = entries.putIfAbsent(entry.name(), entry);
        if (first != null) {
            findings.add(
                    FindingCode.YAML_DUPLICATE_KEY,
                    entry.keySpan(),
                    "key " + Text.quote(entry.name()) + " stands twice in this map",
                    FindingCode.YAML_DUPLICATE_KEY.mend(),
                    first.keySpan());
        }
    }

    /** Reads over a collection whose start was read. */
    private Value skip(Span span) {
        for (int open = 1; open > 0; ) {
            Event event = events.getEvent();
            if (event instanceof CollectionStartEvent) {
                open++;
            } else if (event.is(Event.ID.MappingEnd) || event.is(Event.ID.SequenceEnd)) {
                open--;
            }
        }
        return unusable(
                FindingCode.YAML_TOO_DEEP,
                span,
                "maps and lists are nested more than " + MAX_DEPTH + " deep",
                FindingCode.YAML_TOO_DEEP.mend());
    }

    private void refuseTag(String tag, Span span) {
        if (tag != null) {
            unusable(
                    FindingCode.YAML_UNSUPPORTED,
                    span,
                    "tags (a word that starts with !) are not supported",
                    "put text that starts with ! in quotes, or remove the tag");
        }
    }

    private ScalarValue unusable(FindingCode code, Span span, String what, String mend) {
        broken = true;
        findings.add(code, span, what, mend);
        return new ScalarValue("", ScalarKind.NULL, span);
    }

    private Span span(Mark mark) {
        return new Span(label, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
