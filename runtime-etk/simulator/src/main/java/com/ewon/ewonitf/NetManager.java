package com.ewon.ewonitf;

/** Addresses of the gateway; its Talk2M set-up cannot be changed in a rehearsal. */
@SuppressWarnings("DoNotCallSuggester")
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
        return Platform.host().system().wanAddress();
    }

    public static String getWanIp() {
        return Platform.host().system().wanAddress();
    }

    public static String getPppIp() {
        return "0.0.0.0";
    }

    public static void closePppConnection() {
        Platform.host().check();
    }

    public static void setTransparentForwardingDest(String address) throws EWException {
        throw new EWException("no transparent forwarding");
    }

    public static void t2mCfgCommand(String key) throws EWException {
        throw fixed();
    }

    public static void t2mCfgCommand(String account, String name, String password) throws EWException {
        throw fixed();
    }

    public static void t2mCfgCommand(String key, int flags) throws EWException {
        throw fixed();
    }

    public static void t2mCfgCommand(String account, String name, String password, int flags) throws EWException {
        throw fixed();
    }

    private static EWException fixed() {
        return new EWException("Talk2M is configured already");
    }

    public static boolean getT2mCfgInProgress() {
        return false;
    }

    public static InterfaceInfo readInterfaceInfo(int index) throws EWException {
        if (index != LAN_INTERFACE_NDX && index != WAN_INTERFACE_NDX) {
            throw new EWException("no interface " + index);
        }
        return new InterfaceInfo();
    }

    public static boolean getEthernetSwitchPortLink(int port) throws EWException {
        return true;
    }

    public static void setEthernetSwitchPortState(int port, boolean enabled) throws EWException {
        Platform.host().check();
    }
}
