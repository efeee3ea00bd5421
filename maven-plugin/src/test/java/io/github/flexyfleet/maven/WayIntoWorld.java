package io.github.flexyfleet.maven;

import io.github.flexyfleet.simulator.RehearsalWorld;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;

/** The way of a Maven process into a rehearsal world as into the real one, from behind a proxy. */
final class WayIntoWorld {
    private static final String STORE_PASSWORD = "changeit";

    private WayIntoWorld() {}

    /**
     * The variables of the process: the way, and the credentials that the world takes.
     *
     * @param folder where the world's root is kept for the process
     */
    static Map<String, String> environment(RehearsalWorld world, Path folder)
            throws IOException, GeneralSecurityException {
        InetSocketAddress proxy = world.proxy();
        Map<String, String> all = new HashMap<>();
        all.put(
                "MAVEN_OPTS",
                String.join(
                        " ",
                        "-Dhttps.proxyHost=" + proxy.getAddress().getHostAddress(),
                        "-Dhttps.proxyPort=" + proxy.getPort(),
                        "-Djavax.net.ssl.trustStore=" + trustStore(world, folder),
                        "-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD));
        all.put("FLEXY_TALK2M_USER", world.talk2m().user());
        all.put("FLEXY_TALK2M_PASSWORD", world.talk2m().password());
        all.put("FLEXY_TALK2M_DEVELOPER_ID", world.talk2m().developerId());
        all.put("FLEXY_DEVICE_USER", world.device().user());
        all.put("FLEXY_DEVICE_PASSWORD", world.device().password());
        all.put("FLEXY_HUB_CONNECTION_STRING", world.hubConnectionString());
        return all;
    }

    private static Path trustStore(RehearsalWorld world, Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("world", world.rootCertificate());
        Path file = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
        }
        return file;
    }
}
