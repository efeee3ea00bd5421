/**
 * Key pairs and certificates of the devices, the folder that keeps them, the roots that our
 * own clients and the devices trust, and the proxy that our clients go through. Depends on
 * {@code model} and {@code secret} only.
 */
package io.github.flexyfleet.fleet.certificate;
