package io.github.flexyfleet.fleet.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A way to a server on this machine that a test cuts: at once, or so that what is sent arrives and no answer comes back. */
public final class CuttableWay implements AutoCloseable {
    private final ServerSocket entrance;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean cut;
    private volatile boolean deaf;

    /** Leads to a port. */
    public CuttableWay(int port) throws IOException {
        this.port = port;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::accept);
    }

    /** Where to enter. */
    public int entrance() {
        return entrance.getLocalPort();
    }

    /** Nothing goes through any more; whatever was under way is cut. */
    public void cut() {
        cut = true;
        open.forEach(CuttableWay::closed);
        open.clear();
    }

    /** What is sent arrives; at the first answer the way is cut. */
    public void loseTheNextAnswer() {
        deaf = true;
    }

    /** Everything goes through again. */
    public void mend() {
        deaf = false;
        cut = false;
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "way");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                if (cut) {
                    closed(near);
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(near);
                open.add(far);
                run(() -> pump(near, far, false));
                run(() -> pump(far, near, true));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers && deaf) {
                    cut();
                    return;
                }
                out.write(buffer, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // Cut.
        }
        closed(from);
        closed(to);
    }

    private static void closed(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        cut();
    }
}
