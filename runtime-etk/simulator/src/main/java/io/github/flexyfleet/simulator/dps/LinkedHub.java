package io.github.flexyfleet.simulator.dps;

import tools.jackson.databind.JsonNode;

/** A hub that the service assigns devices to. Thread-safe. */
public interface LinkedHub {
    /** Its host name. */
    String host();

    /**
     * Makes the identity of a device, or has it trust another certificate.
     *
     * @param thumbprint SHA-256 of the certificate that the device registered with
     * @param initialTwin tags and desired properties of a twin that is new; anything else than an object for none
     * @throws DpsRefusal when the hub does not take it
     */
    void provision(String deviceId, String thumbprint, JsonNode initialTwin) throws DpsRefusal;
}
