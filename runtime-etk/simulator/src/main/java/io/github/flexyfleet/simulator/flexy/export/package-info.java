/** Exports by export block descriptor (flexy-etk 5, talk2m-m2web 5). */
package io.github.flexyfleet.simulator.flexy.export;
