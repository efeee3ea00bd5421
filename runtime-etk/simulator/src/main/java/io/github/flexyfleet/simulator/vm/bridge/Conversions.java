package io.github.flexyfleet.simulator.vm.bridge;

import java.util.EnumSet;
import java.util.Set;

/**
 * Conversions of text and numbers that a gateway's VM does wrong; measured on its public sibling (flexy-vm), INFERRED for
 * a gateway.
 *
 * @param flaws what is wrong; the rest is as in other VMs
 */
public record Conversions(Set<Flaw> flaws) {
    /** Something that other VMs do otherwise. */
    public enum Flaw {
        /** UTF-8 of a character beyond U+FFFF has six bytes. */
        UTF8_PAIRS,
        /** UTF-8 of U+0000 has two bytes. */
        UTF8_ZERO,
        /** Reading UTF-8 stops at a sequence that is wrong or has four bytes. */
        UTF8_STOPS,
        /** ASCII and Latin-1 keep the low byte of a character that they have not. */
        LOW_BYTES,
        /** URLEncoder and URLDecoder make one byte of a character. */
        URLS,
        /** Double.toString gives 16 digits at most. */
        SHORT_DOUBLES,
        /** Double.parseDouble is off by a unit for some texts. */
        INEXACT_DOUBLES,
        /** DecimalFormat rounds halves up. */
        HALF_UP,
        /** SimpleDateFormat prints nothing for Z. */
        ZONE_LETTER,
        /** Some time zones are missing and read as GMT. */
        ZONES
    }

    /** Copies the set. */
    public Conversions {
        flaws = Set.copyOf(flaws);
    }

    /** All flaws of the sibling. */
    public static Conversions standard() {
        return new Conversions(EnumSet.allOf(Flaw.class));
    }

    /** Whether this is done wrong. */
    public boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }
}
