package com.ewon.ewonitf;

/** Addresses of a network interface. */
public class InterfaceInfo {
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
