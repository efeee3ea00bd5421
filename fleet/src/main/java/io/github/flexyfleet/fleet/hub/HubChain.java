package io.github.flexyfleet.fleet.hub;

import java.io.IOException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import okhttp3.Request;
import okhttp3.Response;

/** The certificates by which a hub shows itself to this machine, on port 443. INFERRED: it shows the same ones on 8883. */
public final class HubChain {
    private HubChain() {}

    /**
     * Asks for them; no login is needed.
     *
     * @return the hub's own certificate first, and those that lead to a root that this machine trusts
     * @throws IOException when the hub is not reached, or this machine trusts none of its roots
     */
    public static List<X509Certificate> of(String host, IotHubRegistry.Network network) throws IOException {
        Request request =
                new Request.Builder().url("https://" + host + "/").head().build();
        try (HubHttp http = new HubHttp(network);
                Response response = http.send(request)) {
            List<Certificate> shown = response.handshake().peerCertificates();
            return shown.stream().map(X509Certificate.class::cast).toList();
        }
    }
}
