package com.ewon.ewonitf;

/** Addresses of a network interface. */
public class InterfaceInfo {
    /** What the values mean is not published. */
    public InterfaceInfo(long a, long b, boolean c, long d, long e, long f, long g, boolean h, long i) {}

    public long getIpAddress() {
        throw new RuntimeException("compile-only");
    }

    public long getIpMask() {
        throw new RuntimeException("compile-only");
    }

    public long getIpGatewayOffer() {
        throw new RuntimeException("compile-only");
    }

    public long getDnsPri() {
        throw new RuntimeException("compile-only");
    }

    public long getDnsSec() {
        throw new RuntimeException("compile-only");
    }

    public boolean getLinkGood() {
        throw new RuntimeException("compile-only");
    }
}
