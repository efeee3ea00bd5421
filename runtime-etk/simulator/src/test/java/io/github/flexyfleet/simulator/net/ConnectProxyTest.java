package io.github.flexyfleet.simulator.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.SSLException;
import okhttp3.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectProxyTest {
    private static final String HOST = "downloads.flexyfleet.example";

    private TestNet net;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        net = new TestNet(directory);
    }

    @AfterEach
    void reset() throws Exception {
        net.reset();
    }

    @AfterAll
    void close() throws Exception {
        net.close();
    }

    @Test
    void tunnelsToTheServerOfAName() throws IOException {
        byte[] jar = new byte[3_000_000];
        Arrays.fill(jar, (byte) 'x');
        serve(Map.of("/runtime.jar", jar));

        WebClient.Reply reply = net.client().get("https://" + HOST + "/runtime.jar");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).hasSize(jar.length);
    }

    @Test
    void staticHostKnowsItsFilesAndReadingOnly() throws IOException {
        serve(Map.of("/a b.txt", "text".getBytes(StandardCharsets.UTF_8)));
        WebClient client = net.client();

        assertThat(client.get("https://" + HOST + "/a%20b.txt").body()).isEqualTo("text");
        assertThat(client.get("https://" + HOST + "/other").status()).isEqualTo(404);
        assertThat(client.post("https://" + HOST + "/a%20b.txt", Map.of()).status())
                .isEqualTo(405);
        WebClient.Reply head = client.send(new Request.Builder()
                .url("https://" + HOST + "/a%20b.txt")
                .head()
                .build());
        assertThat(head.headers()).containsEntry("Content-Length", "4");
        assertThat(client.get("https://" + HOST + "/a%20b.txt").body())
                .as("the connection is still usable")
                .isEqualTo("text");
    }

    @Test
    void certificateMustFitTheName() throws IOException {
        HttpsServer server = serve(Map.of());
        net.network.register("other.example", 443, server.address());

        WebClient client = net.client();
        assertThatThrownBy(() -> client.get("https://other.example/")).isInstanceOf(SSLException.class);
    }

    @Test
    void unknownNameIsABadGateway() throws IOException {
        assertThat(statusOf("CONNECT nowhere.example:443 HTTP/1.1")).isEqualTo("HTTP/1.1 502 Bad Gateway");
    }

    @Test
    void serverThatIsGoneIsABadGateway() throws IOException {
        HttpsServer server = serve(Map.of());
        server.close();

        assertThat(statusOf("CONNECT " + HOST + ":443 HTTP/1.1")).isEqualTo("HTTP/1.1 502 Bad Gateway");
    }

    @Test
    void otherMethodsAreNotAllowed() throws IOException {
        assertThat(statusOf("GET http://" + HOST + "/ HTTP/1.1")).isEqualTo("HTTP/1.1 405 Method Not Allowed");
    }

    @Test
    void portMustBeNamed() throws IOException {
        assertThat(statusOf("CONNECT " + HOST + " HTTP/1.1")).isEqualTo("HTTP/1.1 400 Bad Request");
        assertThat(statusOf("CONNECT " + HOST + ":70000 HTTP/1.1")).isEqualTo("HTTP/1.1 400 Bad Request");
    }

    @Test
    void namesHaveNoCaseAndOneServer() throws IOException {
        InetSocketAddress first = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        net.network.register("A.example", 443, first);

        assertThat(net.network.resolve("a.EXAMPLE", 443)).isEqualTo(first);
        assertThatThrownBy(() -> net.network.register("a.example", 443, first))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> net.network.resolve("a.example", 8883)).isInstanceOf(UnknownHostException.class);
        assertThat(net.network.publicRoots()).containsExactly(net.ca.certificate());
    }

    private HttpsServer serve(Map<String, byte[]> files) throws IOException {
        HttpsServer server = net.closing(HttpsServer.start(
                net.transport, ServerTls.web(net.ca.issue(HOST)), net.workers, new StaticHost(files)));
        net.network.register(HOST, 443, server.address());
        return server;
    }

    private String statusOf(String requestLine) throws IOException {
        InetSocketAddress proxy = net.proxyAddress();
        try (Socket socket = new Socket(proxy.getAddress(), proxy.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write((requestLine + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }
}
