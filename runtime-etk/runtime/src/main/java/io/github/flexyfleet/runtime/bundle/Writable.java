package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Decimal;

/** A rule of the device configuration that lets the hub write tags. Immutable. */
public final class Writable {
    private final String name;
    private final Decimal min;
    private final Decimal max;

    Writable(DeviceConfigReader fields) throws Refusal {
        name = fields.string("name");
        min = fields.has("min") ? fields.decimal("min") : null;
        max = fields.has("max") ? fields.decimal("max") : null;
        if (min != null && max != null && max.isBelow(min)) {
            throw fields.bad("max", "below min");
        }
    }

    /** Whether the rule is about this tag. */
    public boolean matches(String tag) {
        return TagGroup.matches(name, 0, tag);
    }

    /** Whether the number is within the limits; null stands for a text, which no limit lets pass. */
    public boolean allows(Decimal number) {
        if (number == null) {
            return min == null && max == null;
        }
        return (min == null || !number.isBelow(min)) && (max == null || !max.isBelow(number));
    }
}
