package io.github.flexyfleet.simulator.dps;

import io.github.flexyfleet.simulator.hub.Journal;
import io.github.flexyfleet.simulator.net.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** Decides who may register, and assigns hubs (azure-iot-hub 3). Thread-safe. */
final class Registrar {
    /** Seconds after which a device asks again. */
    static final int RETRY_AFTER = 3;

    private final Enrollments enrollments;
    private final LinkedHub hub;
    private final DpsSwitches switches;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Journal journal;
    private final Map<String, ObjectNode> registrations = new TreeMap<>();
    private final Map<String, Operation> operations = new HashMap<>();

    private record Operation(String registrationId, X509Certificate leaf, List<X509Certificate> chain, Instant ready) {}

    private Registrar(
            Path file,
            Enrollments enrollments,
            LinkedHub hub,
            DpsSwitches switches,
            InstantSource clock,
            RandomGenerator random) {
        this.enrollments = enrollments;
        this.hub = hub;
        this.switches = switches;
        this.clock = clock;
        this.random = random;
        this.journal = new Journal(file, () -> Map.copyOf(registrations));
    }

    static Registrar open(
            Path file,
            Enrollments enrollments,
            LinkedHub hub,
            DpsSwitches switches,
            InstantSource clock,
            RandomGenerator random)
            throws IOException {
        Registrar opened = new Registrar(file, enrollments, hub, switches, clock, random);
        opened.registrations.putAll(opened.journal.read());
        return opened;
    }

    /**
     * The enrollment that speaks for a device. One of its own decides alone; else the chain is walked from the leaf
     * upwards, and the first authority with an enrollment decides, disabled or not (azure-iot-hub 3).
     *
     * @param chain what the device showed, its own certificate first
     */
    Optional<Enrollment> admit(String registrationId, List<X509Certificate> chain) {
        X509Certificate leaf = chain.get(0);
        if (!Certificates.commonName(leaf).equals(registrationId) || !isCurrent(leaf)) {
            return Optional.empty();
        }
        Optional<Enrollment> own = enrollments.find(Kind.INDIVIDUAL, registrationId);
        if (own.isPresent()) {
            return own.filter(enrollment -> enrollment.has(leaf));
        }
        for (int i = 0; i < chain.size(); i++) {
            X509Certificate lower = chain.get(i);
            if (i > 0 && (!Certificates.signed(lower, chain.get(i - 1)) || !isCurrent(lower))) {
                return Optional.empty();
            }
            Optional<Enrollment> group = enrollments.list(Kind.GROUP).stream()
                    .filter(enrollment -> enrollment.certificates().stream()
                            .anyMatch(authority -> isCurrent(authority) && Certificates.signed(authority, lower)))
                    .min(Comparator.comparing(Enrollment::id));
            if (group.isPresent()) {
                return group;
            }
        }
        return Optional.empty();
    }

    private boolean isCurrent(X509Certificate certificate) {
        try {
            certificate.checkValidity(Date.from(clock.instant()));
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Begins a registration; the answer of 202. */
    synchronized ObjectNode begin(String registrationId, List<X509Certificate> chain) {
        String id = "5." + Long.toHexString(random.nextLong()) + "." + Long.toHexString(random.nextLong());
        operations.put(
                id,
                new Operation(
                        registrationId, chain.get(0), chain, clock.instant().plus(switches.assigning())));
        return answer(id, "assigning");
    }

    /**
     * How far an operation is: {@code assigning}, or its end.
     *
     * @throws DpsRefusal 404201 when the device has no such operation
     */
    synchronized ObjectNode look(String registrationId, String id) throws DpsRefusal {
        Operation operation = operations.get(id);
        if (operation == null || !operation.registrationId().equals(registrationId)) {
            throw new DpsRefusal(DpsError.NOT_FOUND, "Operation not found");
        }
        if (clock.instant().isBefore(operation.ready())) {
            return answer(id, "assigning");
        }
        ObjectNode state = end(operation);
        ObjectNode answer = answer(id, state.path("status").asString(""));
        answer.set("registrationState", state);
        return answer;
    }

    private static ObjectNode answer(String id, String status) {
        return Json.object().put("operationId", id).put("status", status);
    }

    private ObjectNode end(Operation operation) {
        String id = operation.registrationId();
        Optional<Enrollment> enrollment = admit(id, operation.chain());
        if (enrollment.isEmpty()) {
            return failed(id, DpsError.UNAUTHORIZED, "No enrollment fits");
        }
        if (!enrollment.get().enabled()) {
            return state(id, "disabled");
        }
        Optional<DpsError> failing = switches.failing();
        if (failing.isPresent()) {
            return failed(id, failing.get(), "The service cannot assign a hub now");
        }
        String device = enrollment.get().deviceId(id);
        LinkedHub assigned = switches.hub().orElse(hub);
        try {
            assigned.provision(
                    device,
                    Certificates.thumbprint(operation.leaf(), "SHA-256"),
                    enrollment.get().json().path("initialTwin"));
        } catch (DpsRefusal e) {
            return failed(id, e.error(), e.getMessage());
        }
        ObjectNode state = state(id, "assigned")
                .put("assignedHub", assigned.host())
                .put("deviceId", device)
                .put("substatus", "initialAssignment")
                .put("etag", Long.toHexString(random.nextLong()));
        ObjectNode x509 = state.putObject("x509");
        if (enrollment.get().kind() == Kind.GROUP) {
            x509.put("enrollmentGroupId", enrollment.get().id());
        }
        x509.set("certificateInfo", Certificates.info(operation.leaf()));
        registrations.put(id, state);
        journal.put(id, state);
        return state;
    }

    private ObjectNode failed(String id, DpsError error, String words) {
        return state(id, "failed").put("errorCode", error.code()).put("errorMessage", words);
    }

    private ObjectNode state(String id, String status) {
        String now = clock.instant().toString();
        return Json.object()
                .put("registrationId", id)
                .put("createdDateTimeUtc", now)
                .put("lastUpdatedDateTimeUtc", now)
                .put("status", status);
    }

    synchronized Optional<ObjectNode> find(String registrationId) {
        return Optional.ofNullable(registrations.get(registrationId));
    }

    synchronized List<ObjectNode> ofGroup(String group) {
        return registrations.values().stream()
                .filter(state -> state.path("x509")
                        .path("enrollmentGroupId")
                        .asString("")
                        .equals(group))
                .toList();
    }

    synchronized boolean forget(String registrationId) {
        journal.remove(registrationId);
        return registrations.remove(registrationId) != null;
    }
}
