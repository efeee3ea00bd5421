package io.github.flexyfleet.simulator.vm.guest;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;

/** {@code DecimalFormat}, which rounds half up on the gateway (flexy-vm). */
public class GuestDecimalFormat extends DecimalFormat {
    public GuestDecimalFormat() {
        setRoundingMode(RoundingMode.HALF_UP);
    }

    public GuestDecimalFormat(String pattern) {
        super(pattern);
        setRoundingMode(RoundingMode.HALF_UP);
    }

    public GuestDecimalFormat(String pattern, DecimalFormatSymbols symbols) {
        super(pattern, symbols);
        setRoundingMode(RoundingMode.HALF_UP);
    }
}
