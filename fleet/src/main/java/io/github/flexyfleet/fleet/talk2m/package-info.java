/**
 * The Talk2M M2Web client, the Flexy's web forms over it, and the device protocol over these. Layers, each using only
 * the one below: {@link io.github.flexyfleet.fleet.talk2m.RuntimeClient},
 * {@link io.github.flexyfleet.fleet.talk2m.FlexyForms}, {@link io.github.flexyfleet.fleet.talk2m.M2WebClient}. No OkHttp
 * type is part of the public interface.
 */
package io.github.flexyfleet.fleet.talk2m;
