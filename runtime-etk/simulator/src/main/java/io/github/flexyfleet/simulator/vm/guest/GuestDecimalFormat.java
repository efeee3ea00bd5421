package io.github.flexyfleet.simulator.vm.guest;

import io.github.flexyfleet.simulator.vm.bridge.Conversions.Flaw;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;

/** {@code DecimalFormat}, which rounds half up on the gateway (flexy-vm). */
public class GuestDecimalFormat extends DecimalFormat {
    public GuestDecimalFormat() {
        setRoundingMode(rounding());
    }

    public GuestDecimalFormat(String pattern) {
        super(pattern);
        setRoundingMode(rounding());
    }

    public GuestDecimalFormat(String pattern, DecimalFormatSymbols symbols) {
        super(pattern, symbols);
        setRoundingMode(rounding());
    }

    private static RoundingMode rounding() {
        return Guest.has(Flaw.HALF_UP) ? RoundingMode.HALF_UP : RoundingMode.HALF_EVEN;
    }
}
