package io.github.flexyfleet.simulator.hub;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A device that speaks MQTT by hand, to do what a well-behaved client does not: fall silent, vanish. */
final class RawDevice implements AutoCloseable {
    private final SSLSocket socket;

    RawDevice(TestHub hub, X509Certificate certificate) throws Exception {
        this(hub, certificate, "TLSv1.2");
    }

    RawDevice(TestHub hub, X509Certificate certificate, String protocol) throws Exception {
        SSLContext context = hub.net.tls("TLS", hub.keyManagers(certificate).getKeyManagers());
        InetSocketAddress address = hub.deviceEndpoint();
        socket = (SSLSocket) context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(30_000);
        socket.startHandshake();
    }

    String suite() {
        return socket.getSession().getCipherSuite();
    }

    void connect(String id, String userName, int keepAlive, String willTopic, String will) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(rest);
        data.writeUTF("MQTT");
        data.writeByte(4);
        data.writeByte(0b1000_0110); // user name, will, clean session
        data.writeShort(keepAlive);
        data.writeUTF(id);
        data.writeUTF(willTopic);
        data.writeUTF(will);
        data.writeUTF(userName);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        int length = rest.size();
        while (length > 127) {
            packet.write(length % 128 + 128);
            length /= 128;
        }
        packet.write(length);
        rest.writeTo(packet);
        socket.getOutputStream().write(packet.toByteArray());
    }

    /** Reads the CONNACK; answers its return code. */
    int connAck() throws IOException {
        byte[] packet = socket.getInputStream().readNBytes(4);
        return packet.length == 4 && packet[0] == 0x20 ? packet[3] : -1;
    }

    void disconnect() throws IOException {
        socket.getOutputStream().write(new byte[] {(byte) 0xe0, 0});
    }

    /** Waits for the hub to end the connection. */
    boolean ended() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
