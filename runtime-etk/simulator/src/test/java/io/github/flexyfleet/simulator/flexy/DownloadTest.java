package io.github.flexyfleet.simulator.flexy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.flexyfleet.simulator.flexy.http.HttpQuirks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final String CONTENT = "jar\0\u00ff".repeat(5000);

    private static TestTls publicAuthority;
    private static HttpsServer good;
    private static HttpsServer foreign;

    @TempDir
    Path directory;

    private TestNetwork network;
    private TestFlexy flexy;

    @BeforeAll
    static void startServers() throws Exception {
        publicAuthority = new TestTls("Public");
        good = server(publicAuthority);
        foreign = server(new TestTls("Foreign"));
    }

    private static HttpsServer server(TestTls authority) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server("files.example.com")));
        server.createContext("/a.jar", exchange -> {
            byte[] bytes = CONTENT.getBytes(StandardCharsets.ISO_8859_1);
            exchange.sendResponseHeaders(200, exchange.getRequestURI().getQuery() == null ? bytes.length : 0);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.createContext("/closed", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.createContext("/echo", exchange -> {
            byte[] bytes = exchange.getRequestHeaders().getFirst("X-Word").getBytes(StandardCharsets.ISO_8859_1);
            exchange.sendResponseHeaders(403, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    @AfterAll
    static void stopServers() {
        good.stop(0);
        foreign.stop(0);
    }

    @BeforeEach
    void start() {
        network = new TestNetwork(publicAuthority.root());
        network.ports().put("files.example.com", good.getAddress().getPort());
        network.ports().put("other.example.com", good.getAddress().getPort());
        flexy = new TestFlexy(directory, network, InstantSource.system()).on();
    }

    @AfterEach
    void stop() {
        flexy.close();
    }

    /** Asks for a download and gives the action's final status, as the orchestrator reads it. */
    private String download(String url) {
        flexy.script(
                "REQUESTHTTPX \"" + url + "\",\"GET\",\"\",\"\",\"\",\"/usr/a.jar\"", "zA%=GETSYS PRG,\"ACTIONID\"");
        TestFlexy.await(() -> !flexy.export("$dtSE$ftT$se\"zA%\"").equals("0"), "action id");
        flexy.script("SETSYS PRG,\"ACTIONID\",zA%");
        TestFlexy.await(() -> !status().equals("-1"), "end of the action");
        return status();
    }

    private String status() {
        return flexy.export("$dtSE$ftT$se\"GETSYS PRG,\"ACTIONSTAT\"\"");
    }

    @Test
    void aGoodServerGivesTheFileUnchanged() {
        assertThat(download("https://files.example.com/a.jar")).isEqualTo("0");
        assertThat(flexy.file("a.jar")).isEqualTo(CONTENT);
    }

    @Test
    void aChunkedAnswerIsReadWhole() {
        assertThat(download("https://files.example.com/a.jar?chunked")).isEqualTo("0");
        assertThat(flexy.file("a.jar")).isEqualTo(CONTENT);
    }

    @Test
    void withoutADestinationStatusAndBodyCanBeRead() {
        flexy.script("REQUESTHTTPX \"https://files.example.com/a.jar\",\"GET\"");
        TestFlexy.await(
                () -> flexy.export("$dtSE$ftT$se\"RESPONSEHTTPX \"STATUSCODE\"\"")
                        .equals("200"),
                "the status");
        assertThat(flexy.export("$dtSE$ftT$se\"RESPONSEHTTPX \"RESPONSE-BODY\"\""))
                .startsWith("jar");
    }

    @Test
    void anAuthorityOfTheConfiguredFolderIsTrustedToo() throws Exception {
        TestTls own = new TestTls("Own");
        HttpsServer server = server(own);
        network.ports().put("own.example.com", server.getAddress().getPort());
        network.ports().put("files.example.com", server.getAddress().getPort());
        try {
            assertThat(download("https://files.example.com/a.jar")).isEqualTo("32601");
            flexy.put("ca/own.pem", own.rootPem());
            flexy.script("SETSYS SYS,\"HttpCertDir\",\"/usr/ca/\"", "zA%=0", "set%=1");
            TestFlexy.await(() -> flexy.export("$dtSE$ftT$se\"set%\"").equals("1"), "the setting");
            assertThat(download("https://files.example.com/a.jar")).isEqualTo("0");
        } finally {
            server.stop(0);
        }
    }

    /** What a program gets for a request that the server refuses with the value of a header: result and file. */
    private String refused(HttpQuirks quirks, String folder) throws Exception {
        flexy.close();
        flexy = new TestFlexy(
                        Files.createDirectory(directory.resolve(folder)),
                        network,
                        InstantSource.system(),
                        FlexySpec.Past.NONE,
                        TestFlexy.QUICK.with(quirks))
                .with("public static void main(String[] a) throws Exception {"
                        + " int r = ScheduledActionManager.RequestHttpX(\"https://files.example.com/echo\", \"POST\","
                        + " \"X-Word=a%26b%3D1\", \"{}\", \"\", \"/usr/answer\");"
                        + " FileOutputStream out = new FileOutputStream(\"/usr/result\");"
                        + " out.write((r + \".\").getBytes()); out.close(); }")
                .on();
        TestFlexy.await(() -> flexy.file("result").endsWith("."), "the result");
        return flexy.file("result") + flexy.file("answer");
    }

    @Test
    void whatARequestOfJavaGetsIsASwitch() throws Exception {
        assertThat(refused(new HttpQuirks(true, true), "lost")).isEqualTo("0.a&b=1");
        assertThat(refused(new HttpQuirks(true, false), "literal")).isEqualTo("0.a%26b%3D1");
        assertThat(refused(new HttpQuirks(false, true), "told")).isEqualTo("1.");
    }

    private void guessed(HttpQuirks quirks, String folder) throws Exception {
        flexy.close();
        flexy = new TestFlexy(
                        Files.createDirectory(directory.resolve(folder)),
                        network,
                        InstantSource.system(),
                        FlexySpec.Past.NONE,
                        TestFlexy.QUICK.with(quirks))
                .on();
    }

    @Test
    void eachGuessAboutDownloadsCanBeWrong() throws Exception {
        guessed(HttpQuirks.standard().withOverwrites(false), "keeps");
        flexy.put("a.jar", new byte[] {'a'});
        assertThat(download("https://files.example.com/a.jar")).isEqualTo("1");
        assertThat(flexy.file("a.jar")).isEqualTo("a");

        guessed(HttpQuirks.standard().withStatusLost(true, true), "lost in the script");
        assertThat(download("https://files.example.com/none")).isEqualTo("0");
        assertThat(flexy.file("a.jar")).contains("404");
    }

    @Test
    void aMissingFileLeavesNone() {
        flexy.put("a.jar", new byte[] {1});
        assertThat(download("https://files.example.com/none")).isEqualTo("1");
        assertThat(flexy.file("a.jar")).isEmpty();
        flexy.awaitLog("HTTP status 404");
    }

    @Test
    void aRefusedLoginHasItsOwnCode() {
        assertThat(download("https://files.example.com/closed")).isEqualTo("2");
    }

    @Test
    void aForeignAuthorityIsNotTrusted() {
        network.ports().put("files.example.com", foreign.getAddress().getPort());
        assertThat(download("https://files.example.com/a.jar")).isEqualTo("32601");
        assertThat(flexy.file("a.jar")).isEmpty();
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        assertThat(download("https://other.example.com/a.jar")).isEqualTo("32601");
    }

    @Test
    void anUnknownNameIsAConnectionError() {
        assertThat(download("https://nowhere.example.com/a.jar?token=secret")).isEqualTo("32601");
        assertThat(flexy.flexy().eventLog()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void certificatesAreJudgedAtTheGatewaysTime() {
        flexy.close();
        flexy = new TestFlexy(
                        directory,
                        network,
                        () -> InstantSource.system().instant().minus(Duration.ofDays(400)))
                .on();
        assertThat(download("https://files.example.com/a.jar")).isEqualTo("32601");
    }
}
