/** Renders results: pure functions from one result model to what people and programs read. */
package io.github.flexyfleet.fleet.report;
