package io.github.flexyfleet.fleet.certificate;

import io.github.flexyfleet.fleet.model.DeviceId;

/**
 * Stands for a certificate or key that is not known on this machine, for who only looks; nothing is deployed with it.
 *
 * @param device whose it is
 * @param certificate whether it is a certificate
 */
public record UnknownCredential(DeviceId device, boolean certificate) implements DeviceCredential {}
