package com.ewon.ewonitf;

/** An IP interface: in a rehearsal the loopback. */
public class InterfaceInfo {
    private static final long LOOPBACK = 0x7F000001L;
    private static final long MASK = 0xFF000000L;

    InterfaceInfo() {}

    /** What the values mean is not published, so they change nothing here. */
    @SuppressWarnings("unused")
    public InterfaceInfo(long a, long b, boolean c, long d, long e, long f, long g, boolean h, long i) {}

    public long getIpAddress() {
        return LOOPBACK;
    }

    public long getIpMask() {
        return MASK;
    }

    public long getIpGatewayOffer() {
        return LOOPBACK;
    }

    public long getDnsPri() {
        return LOOPBACK;
    }

    public long getDnsSec() {
        return LOOPBACK;
    }

    public boolean getLinkGood() {
        return true;
    }
}
