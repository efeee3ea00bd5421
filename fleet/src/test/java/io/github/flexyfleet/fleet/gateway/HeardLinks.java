package io.github.flexyfleet.fleet.gateway;

/** The links of an account, which hear what whoever stands around them passes on. */
public final class HeardLinks implements DeviceLinks {
    private boolean reserveOpen;

    @Override
    public DeviceLink open(DeviceTarget target) {
        throw new AssertionError("nothing is opened here");
    }

    @Override
    public void openReserve() {
        reserveOpen = true;
    }

    @Override
    public String account(DeviceTarget target) {
        return "acme";
    }

    /** Whether the reserve was opened. */
    public boolean isReserveOpen() {
        return reserveOpen;
    }
}
