package io.github.flexyfleet.simulator.flexy.http;

import io.github.flexyfleet.simulator.flexy.tls.DeviceTls;
import io.github.flexyfleet.simulator.net.Network;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Does one HTTP request on a connection of its own. Names are resolved in the rehearsal's network; over TLS the server
 * must show a certificate for its name under the public authorities. Redirects are not followed (INFERRED,
 * talk2m-m2web 4.2).
 */
final class HttpClient {
    private final Network network;
    private final InstantSource clock;
    private final Duration timeout;
    private final Supplier<List<X509Certificate>> authorities;

    /**
     * A client.
     *
     * @param timeout for connecting and for each read
     * @param authorities trusted besides the public ones (INFERRED: not instead of them)
     */
    HttpClient(Network network, InstantSource clock, Duration timeout, Supplier<List<X509Certificate>> authorities) {
        this.network = network;
        this.clock = clock;
        this.timeout = timeout;
        this.authorities = authorities;
    }

    /**
     * Does a request and reads the whole answer.
     *
     * @param headers name and value by turns
     * @param limit most bytes of body that are read
     * @throws IOException also when the certificate or the name is wrong
     */
    HttpAnswer request(URI url, String method, List<String> headers, byte[] body, long limit) throws IOException {
        boolean tls = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        InetSocketAddress address = network.resolve(url.getHost(), port);
        try (Socket plain = new Socket()) {
            plain.connect(address, (int) timeout.toMillis());
            plain.setSoTimeout((int) timeout.toMillis());
            try (Socket socket = tls ? secure(plain, url.getHost(), port) : plain) {
                send(socket.getOutputStream(), url, method, headers, body);
                return HttpAnswer.read(socket.getInputStream(), limit);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS: " + e.getMessage(), e);
        }
    }

    private Socket secure(Socket plain, String host, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        List<X509Certificate> trusted = new ArrayList<>(network.publicRoots());
        trusted.addAll(authorities.get());
        context.init(null, DeviceTls.trust(trusted, clock.instant()).getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.matches("[0-9.]+|.*:.*")) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void send(OutputStream out, URI url, String method, List<String> headers, byte[] body)
            throws IOException {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder()
                .append(method.toUpperCase(Locale.ROOT))
                .append(' ')
                .append(path)
                .append(url.getRawQuery() == null ? "" : "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getRawAuthority())
                .append("\r\nConnection: close\r\n");
        for (int i = 0; i + 1 < headers.size(); i += 2) {
            head.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
        }
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.write(body);
        out.write(whole.toByteArray());
        out.flush();
    }

    /** Reads what HTTP/1.1 sends. The body is not copied. */
    @SuppressWarnings("ArrayRecordComponent")
    record HttpAnswer(int status, byte[] body) {
        static HttpAnswer read(InputStream in, long limit) throws IOException {
            String statusLine = line(in);
            if (!statusLine.matches("HTTP/1\\.[01] [1-5][0-9][0-9].*")) {
                throw new IOException("not an HTTP answer");
            }
            long length = -1;
            boolean chunked = false;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Long.parseLong(
                            lower.substring(lower.indexOf(':') + 1).trim());
                } else if (lower.startsWith("transfer-encoding:")) {
                    chunked = lower.contains("chunked");
                }
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (chunked) {
                for (int size = chunk(in); size > 0; size = chunk(in)) {
                    copy(in, size, limit, body);
                    line(in);
                }
            } else if (length >= 0) {
                copy(in, length, limit, body);
            } else {
                check(body.size(), limit);
                body.write(in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 16)));
                check(body.size(), limit);
            }
            return new HttpAnswer(Integer.parseInt(statusLine.substring(9, 12)), body.toByteArray());
        }

        private static int chunk(InputStream in) throws IOException {
            String size = line(in);
            return Integer.parseInt(size.contains(";") ? size.substring(0, size.indexOf(';')) : size, 16);
        }

        private static void copy(InputStream in, long size, long limit, ByteArrayOutputStream body) throws IOException {
            check(body.size() + size, limit);
            byte[] part = in.readNBytes((int) size);
            if (part.length < size) {
                throw new IOException("answer cut short");
            }
            body.write(part);
        }

        private static void check(long size, long limit) throws IOException {
            if (size > limit) {
                throw new IOException("answer larger than the free space");
            }
        }

        private static String line(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0 || line.length() > 16_384) {
                    throw new IOException("answer cut short");
                }
                line.append((char) c);
            }
            return line.toString().strip();
        }
    }
}
