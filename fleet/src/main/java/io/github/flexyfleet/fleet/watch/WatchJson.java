package io.github.flexyfleet.fleet.watch;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A message as one line of JSON, for programs. */
public final class WatchJson {
    private static final JsonMapper JSON = new JsonMapper();

    private WatchJson() {}

    /** The line. Members that are not known are left out; times are UTC (ISO 8601). */
    public static String line(Sighting sighting) {
        var message = sighting.message();
        ObjectNode line = JSON.createObjectNode();
        line.put("device", message.device().value());
        line.put("site", sighting.site());
        line.put("enqueued", message.enqueued().toString());
        line.put("lagMillis", sighting.lag().toMillis());
        line.put("kind", sighting.kind());
        message.group().ifPresent(group -> line.put("group", group));
        message.boot().ifPresent(boot -> line.put("boot", boot));
        message.sequence().ifPresent(sequence -> line.put("sequence", sequence));
        line.put("order", name(sighting.order()));
        if (sighting.order() instanceof Order.Gap gap) {
            line.put("missing", gap.to() - gap.from() + 1);
        } else if (sighting.order() instanceof Order.Restart restart) {
            line.put("missing", restart.missing());
        }
        message.configuration().ifPresent(digest -> line.put("configuration", digest));
        message.fingerprint().ifPresent(print -> line.put("fingerprint", print));
        ObjectNode values = line.putObject("values");
        sighting.values().forEach(values::put);
        return line.toString();
    }

    private static String name(Order order) {
        if (order instanceof Order.First) {
            return "first";
        }
        if (order instanceof Order.Next) {
            return "next";
        }
        if (order instanceof Order.Gap) {
            return "gap";
        }
        if (order instanceof Order.Restart) {
            return "restart";
        }
        if (order instanceof Order.Late) {
            return "late";
        }
        return order instanceof Order.Duplicate ? "duplicate" : "unnumbered";
    }
}
