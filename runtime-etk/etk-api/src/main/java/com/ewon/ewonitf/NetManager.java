package com.ewon.ewonitf;

/** Network interfaces and the Talk2M connection. */
public class NetManager {
    public static final int LAN_INTERFACE_NDX = 0;
    public static final int WAN_INTERFACE_NDX = 1;
    public static final int T2M_CNX_AUTO = 0;
    public static final int T2M_CNX_UDP = 1;
    public static final int T2M_CNX_TCP = 2;
    public static final int T2M_CNX_TCP_PROXY = 3;
    public static final int T2M_CNX_FLAG_DONT_TOUCH_VPN_SERVER_CONFIG = 8;
    public static final int T2M_CNX_FLAG_DONT_TOUCH_VPN_KEY_CONFIG = 16;

    public static String getVpnIp() {
        throw new RuntimeException("compile-only");
    }

    public static String getWanIp() {
        throw new RuntimeException("compile-only");
    }

    public static String getPppIp() {
        throw new RuntimeException("compile-only");
    }

    public static void closePppConnection() {
        throw new RuntimeException("compile-only");
    }

    public static void setTransparentForwardingDest(String address) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static void t2mCfgCommand(String command) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static void t2mCfgCommand(String first, String second, String third) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static void t2mCfgCommand(String key, int connection) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static void t2mCfgCommand(String first, String second, String third, int connection) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static boolean getT2mCfgInProgress() {
        throw new RuntimeException("compile-only");
    }

    public static InterfaceInfo readInterfaceInfo(int index) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static boolean getEthernetSwitchPortLink(int port) throws EWException {
        throw new RuntimeException("compile-only");
    }

    public static void setEthernetSwitchPortState(int port, boolean enabled) throws EWException {
        throw new RuntimeException("compile-only");
    }
}
