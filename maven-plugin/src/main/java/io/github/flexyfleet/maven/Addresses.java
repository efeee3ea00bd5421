package io.github.flexyfleet.maven;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Reads addresses that users give. Neither an exception nor a word about one that is wrong has the text itself: an address
 * may hold a password, and Maven shows the messages of causes.
 */
final class Addresses {
    private static final int HIGHEST_PORT = 65_535;

    private Addresses() {}

    /** An address with http or https, a host, and neither user information nor a fragment; empty for all else. */
    static Optional<URI> read(String text) {
        try {
            URI address = new URI(text.strip());
            boolean usable =
                    ("https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme()))
                            && address.getHost() != null
                            && address.getPort() <= HIGHEST_PORT
                            && address.getRawUserInfo() == null
                            && address.getRawFragment() == null;
            return usable ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** The https address of a host, with or without a port, and nothing more; empty for all else. */
    static Optional<URI> ofHost(String host) {
        return read("https://" + host.strip())
                .filter(address -> address.getRawPath().isEmpty() && address.getRawQuery() == null);
    }
}
