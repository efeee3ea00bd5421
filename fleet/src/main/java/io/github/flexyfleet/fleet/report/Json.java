package io.github.flexyfleet.fleet.report;

import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as all reports write it: indented by two blanks, lines ended by LF on every machine. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final PrettyPrinter PRETTY =
            new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES);

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The text, ended by a line end. */
    static String text(ObjectNode node) {
        return MAPPER.writer().with(PRETTY).writeValueAsString(node) + "\n";
    }
}
