/**
 * Key pairs and certificates of the devices, the folder that keeps them, the roots that our
 * own clients and the devices trust, and how our HTTP clients trust and leave the network. Depends
 * on {@code model} and {@code secret} only.
 */
package io.github.flexyfleet.fleet.certificate;
