package io.github.flexyfleet.runtime.etk;

import com.ewon.ewonitf.NetManager;
import io.github.flexyfleet.runtime.port.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Tries the way to a server. Connecting may block for minutes, so each look has a thread, which does not hold the VM. */
public final class EtkReach implements Reach, Runnable {
    /** Address of an interface that is down (flexy-etk 1.4). */
    private static final String DOWN = "0.0.0.0";

    private String host;
    private int port;
    private boolean asked;
    private String found;

    public synchronized void ask(String server, int at) {
        if (!asked) {
            asked = true;
            host = server;
            port = at;
            Thread look = new Thread(this, "reach");
            look.setDaemon(true);
            look.start();
        }
    }

    public void run() {
        String seen = null;
        try {
            seen = look();
        } catch (Throwable e) {
            // Nothing is known then, and the next look may have more luck.
            seen = null;
        }
        synchronized (this) {
            found = seen;
            asked = false;
        }
    }

    private String look() {
        InetAddress address = null;
        try {
            address = InetAddress.getByName(host);
            new Socket(address, port).close();
            return OPEN;
        } catch (IOException e) {
            // A Flexy whose way out is its LAN has no WAN address either, so only now does that count.
            return DOWN.equals(NetManager.getWanIp()) ? NO_WAN : address == null ? NAME : TCP;
        }
    }

    public synchronized String answer() {
        String last = found;
        found = null;
        return last;
    }
}
