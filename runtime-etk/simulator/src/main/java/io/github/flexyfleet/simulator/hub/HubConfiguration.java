package io.github.flexyfleet.simulator.hub;

import java.util.List;
import java.util.Optional;

/**
 * The settings of a hub as its pages in the portal change them; may be changed while it runs. Routes count for what devices
 * send; the others only show. Thread-safe.
 */
public final class HubConfiguration {
    private static final String EVENTS = "events";
    private static final String ALL = "true";

    private volatile Optional<String> sku = Optional.empty();
    private volatile int units = 1;
    private volatile int retentionDays = 1;
    private volatile boolean fallback = true;
    private volatile List<Route> routes = List.of();
    private volatile boolean publicAccess = true;
    private volatile Optional<List<String>> addresses = Optional.empty();
    private volatile boolean readable = true;

    /**
     * A route for messages of devices.
     *
     * @param condition {@code true} for all; no other one is worked out, and none of them fits
     * @param endpoint {@code events} for the built-in one
     */
    public record Route(String name, String condition, String endpoint) {}

    /** Another name of a tier than the hub really has. */
    public void sku(String now) {
        sku = Optional.of(now);
    }

    /** How many units. */
    public void units(int now) {
        units = now;
    }

    /** How long the built-in endpoint says that it keeps messages. */
    public void retentionDays(int now) {
        retentionDays = now;
    }

    /** Whether the built-in endpoint gets what no route takes. */
    public void fallback(boolean now) {
        fallback = now;
    }

    /** Other routes. */
    public void routes(List<Route> now) {
        routes = List.copyOf(now);
    }

    /** Whether anybody but private endpoints is said to get in. */
    public void publicAccess(boolean now) {
        publicAccess = now;
    }

    /** The addresses that are said to get in; no others then. */
    public void addresses(List<String> now) {
        addresses = Optional.of(List.copyOf(now));
    }

    /** Whether those who sign in have the role Reader at the hub. */
    public void readable(boolean now) {
        readable = now;
    }

    /** As a new hub has them. */
    public void calm() {
        sku = Optional.empty();
        units = 1;
        retentionDays = 1;
        fallback = true;
        routes = List.of();
        publicAccess = true;
        addresses = Optional.empty();
        readable = true;
    }

    /** The other name of its tier, if there is one. */
    public Optional<String> sku() {
        return sku;
    }

    /** How many units. */
    public int units() {
        return units;
    }

    /** How long messages are kept. */
    public int retentionDays() {
        return retentionDays;
    }

    /** Whether the fallback route is on. */
    public boolean fallback() {
        return fallback;
    }

    /** The routes. */
    public List<Route> routes() {
        return routes;
    }

    /** Whether the internet gets in. */
    public boolean publicAccess() {
        return publicAccess;
    }

    /** Who alone gets in by address. */
    public Optional<List<String>> addresses() {
        return addresses;
    }

    /** Whether the settings may be read. */
    public boolean readable() {
        return readable;
    }

    /** Whether the built-in endpoint gets what devices send (azure-iot-hub 0). */
    boolean reachesBuiltIn() {
        List<Route> fitting =
                routes.stream().filter(route -> route.condition().equals(ALL)).toList();
        return fitting.isEmpty()
                ? fallback
                : fitting.stream().anyMatch(route -> route.endpoint().equals(EVENTS));
    }
}
