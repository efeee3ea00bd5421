/**
 * Key pairs and certificates of the devices, the folder that keeps them, and the roots that are trusted. Depends on
 * {@code model} and {@code secret} only.
 */
package io.github.flexyfleet.fleet.certificate;
