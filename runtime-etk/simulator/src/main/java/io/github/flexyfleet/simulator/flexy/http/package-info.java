/** The gateway's own HTTP client, behind REQUESTHTTPX. */
package io.github.flexyfleet.simulator.flexy.http;
