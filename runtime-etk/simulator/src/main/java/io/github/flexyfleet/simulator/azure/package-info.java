/** Azure Resource Manager, as far as it shows the settings of the world's hub. */
package io.github.flexyfleet.simulator.azure;
