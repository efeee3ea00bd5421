/** What {@code maven-plugin/src/benchmark/throughput.sh} runs; no test. */
package io.github.flexyfleet.maven.benchmark;
