/** YAML to a located tree: every key and value knows its file, line and column. Depends on {@code finding} only. */
package io.github.flexyfleet.fleet.source;
