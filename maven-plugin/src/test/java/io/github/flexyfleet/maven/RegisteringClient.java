package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.DeviceCertificate;
import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Whoever has a device's certificate and its key: registers at a Device Provisioning Service and connects to a hub, by MQTT
 * 3.1.1 and nothing but the JDK, as azure-iot-hub 1 and 3 have it.
 */
final class RegisteringClient {
    private static final String SERVICE = "global.azure-devices-provisioning.net";
    private static final int PATIENCE_MS = 30_000;

    private final RehearsalWorld world;
    private final String device;
    private final SSLContext tls;

    RegisteringClient(RehearsalWorld world, DeviceCertificate pair) throws Exception {
        this.world = world;
        this.device = pair.device().value();
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(pair.certificatePem().getBytes(StandardCharsets.US_ASCII)))
                .toArray(new Certificate[0]);
        KeyPair keys;
        try (PEMParser pem = new PEMParser(new StringReader(pair.keyPem().reveal()))) {
            keys = new JcaPEMKeyConverter().getKeyPair((PEMKeyPair) pem.readObject());
        }
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("device", keys.getPrivate(), new char[0], chain);
        own.setCertificateEntry("world", world.rootCertificate());
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(own, new char[0]);
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("world", world.rootCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(roots);
        tls = SSLContext.getInstance("TLSv1.2");
        tls.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
    }

    /** How a registration ends: {@code refused} at the door, else the status that the service tells. */
    String register() throws IOException {
        String user = world.dps().orElseThrow().idScope() + "/registrations/" + device + "/api-version=2019-03-31";
        try (Link link = new Link(SERVICE)) {
            if (link.connect(device, user) != 0) {
                return "refused";
            }
            link.subscribe("$dps/registrations/res/#");
            JsonNode begun = link.ask(
                    "$dps/registrations/PUT/iotdps-register/?$rid=1", "{\"registrationId\":\"" + device + "\"}");
            return link.ask(
                            "$dps/registrations/GET/iotdps-get-operationstatus/?$rid=2&operationId="
                                    + begun.path("operationId").asString(""),
                            "")
                    .path("status")
                    .asString("");
        }
    }

    /** Whether a hub lets it in. */
    boolean connects(String hub) throws IOException {
        try (Link link = new Link(hub)) {
            return link.connect(device, hub + "/" + device + "/?api-version=2021-04-12") == 0;
        }
    }

    private final class Link implements AutoCloseable {
        private final SSLSocket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        Link(String host) throws IOException {
            InetSocketAddress address = world.address(host, 8883);
            Socket plain = new Socket(address.getAddress(), address.getPort());
            socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, 8883, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(host)));
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(PATIENCE_MS);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        }

        /** The return code. */
        int connect(String client, String user) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream packet = new DataOutputStream(body);
            packet.writeUTF("MQTT");
            packet.writeByte(4);
            packet.writeByte(0x82); // a user name, and a clean session
            packet.writeShort(60);
            packet.writeUTF(client);
            packet.writeUTF(user);
            send(0x10, body.toByteArray());
            return receive(0x20)[1];
        }

        void subscribe(String filter) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream packet = new DataOutputStream(body);
            packet.writeShort(1);
            packet.writeUTF(filter);
            packet.writeByte(0);
            send(0x82, body.toByteArray());
            receive(0x90);
        }

        /** Publishes, and reads the body of the one message that comes back. */
        JsonNode ask(String topic, String text) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            DataOutputStream packet = new DataOutputStream(body);
            packet.writeUTF(topic);
            packet.write(text.getBytes(StandardCharsets.UTF_8));
            send(0x30, body.toByteArray());
            byte[] answer = receive(0x30);
            int skipped = 2 + ((answer[0] & 0xff) << 8) + (answer[1] & 0xff);
            return new ObjectMapper().readTree(answer, skipped, answer.length - skipped);
        }

        private void send(int type, byte[] body) throws IOException {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.write(type);
            int left = body.length;
            do {
                packet.write(left > 127 ? left % 128 | 128 : left);
                left /= 128;
            } while (left > 0);
            packet.write(body);
            out.write(packet.toByteArray());
            out.flush();
        }

        private byte[] receive(int type) throws IOException {
            int first = in.readUnsignedByte();
            int length = 0;
            int shift = 0;
            int part;
            do {
                part = in.readUnsignedByte();
                length |= (part & 127) << shift;
                shift += 7;
            } while (part > 127);
            byte[] body = in.readNBytes(length);
            if ((first & 0xf0) != (type & 0xf0)) {
                throw new IOException("packet " + first + " instead of " + type);
            }
            return body;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
