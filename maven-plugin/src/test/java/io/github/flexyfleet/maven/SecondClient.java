package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.fleet.certificate.TrustedRoots;
import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Somebody who has a device's certificate and key, and connects as that device over MQTT. */
final class SecondClient implements AutoCloseable {
    private static final int PORT = 8883;
    private static final char[] NO_WORD = new char[0];
    private static final int CONNECT = 0x10;
    private static final int CONNACK = 0x20;
    /** At QoS 1. */
    private static final int PUBLISH = 0x32;

    private static final int PUBACK = 0x40;

    private final SSLSocket socket;
    private final String id;

    /** Connects; returns when the hub has taken the connection. */
    SecondClient(RehearsalWorld world, String host, DeviceCertificate stolen)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "device", key(stolen.keyPem().reveal()), NO_WORD, new X509Certificate[] {stolen.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_WORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(
                keys.getKeyManagers(),
                new TrustManager[] {
                    TrustedRoots.withExtra(List.of(world.rootCertificate())).manager()
                },
                null);
        InetSocketAddress address = world.address(host, PORT);
        // By its name, which the hub's certificate is for.
        socket = (SSLSocket) tls.getSocketFactory()
                .createSocket(new Socket(address.getAddress(), address.getPort()), host, PORT, true);
        socket.setSoTimeout(30_000);
        id = stolen.device().value();
        socket.getOutputStream().write(connect(id, host + "/" + id + "/?api-version=2021-04-12"));
        if (answer(CONNACK)[3] != 0) {
            throw new IOException("the hub does not take the second client");
        }
    }

    /** Sends a message as a BASIC script does, without a word of what it is; returns when the hub has it. */
    void publish(String body) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(rest);
        text(data, "devices/" + id + "/messages/events/");
        data.writeShort(1);
        data.write(body.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().write(packet(PUBLISH, rest));
        answer(PUBACK);
    }

    private byte[] answer(int kind) throws IOException {
        byte[] answer = socket.getInputStream().readNBytes(4);
        if (answer.length != 4 || answer[0] != kind) {
            throw new IOException("the hub does not answer the second client");
        }
        return answer;
    }

    private static byte[] connect(String id, String user) throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(rest);
        text(data, "MQTT");
        data.writeByte(4);
        data.writeByte(0b1000_0010); // user name, clean session
        data.writeShort(600);
        text(data, id);
        text(data, user);
        return packet(CONNECT, rest);
    }

    private static byte[] packet(int kind, ByteArrayOutputStream rest) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(kind);
        int length = rest.size();
        while (length > 127) {
            packet.write(length % 128 + 128);
            length /= 128;
        }
        packet.write(length);
        rest.writeTo(packet);
        return packet.toByteArray();
    }

    private static void text(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeShort(bytes.length);
        data.write(bytes);
    }

    /** Java reads PKCS#8 only; devices have PKCS#1, which is its innermost part. */
    private static PrivateKey key(String pem) throws GeneralSecurityException {
        byte[] inner = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----", ""));
        byte[] head = {2, 1, 0, 0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0};
        ByteArrayOutputStream outer = new ByteArrayOutputStream();
        outer.writeBytes(head);
        outer.writeBytes(block(4, inner));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(block(0x30, outer.toByteArray())));
    }

    private static byte[] block(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
