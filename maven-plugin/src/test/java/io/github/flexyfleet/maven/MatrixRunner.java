package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.gateway.Outcome;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.simulator.hub.HubEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs cases of the matrix in one world and judges them. For one thread. */
final class MatrixRunner {
    /** Calls of a change on a healthy device, and of a run that changes nothing: what the project promises. */
    private static final int MOST_CALLS_OF_A_CHANGE = 12;

    private static final int MOST_CALLS_OF_NOTHING = 1;

    /** Calls of an installation without faults. */
    private static final int MOST_CALLS_OF_AN_INSTALLATION = 30;

    /** Calls that one fault can add: three repeats of a call, and questions for five minutes every ten seconds. */
    private static final int MOST_CALLS_OF_A_FAULT = 45;

    /** Longer than a trial of a bundle or a runtime with the watchdog's reboot after it, and an offline phase. */
    private static final Duration ALL_OVER = Duration.ofMinutes(25);

    private static final Duration REBOOT = Duration.ofMinutes(4);

    private static final Duration START = Duration.ofSeconds(15);

    private final MatrixWorld world;
    private final MatrixImages images;
    private final List<String> faults = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    MatrixRunner(MatrixWorld world) throws Exception {
        this.world = world;
        this.images = new MatrixImages(world);
    }

    /** Calls of the first run by state, when nothing goes wrong. */
    Map<MatrixState, Integer> calls() throws Exception {
        Map<MatrixState, Integer> calls = new EnumMap<>(MatrixState.class);
        for (MatrixState state : MatrixState.values()) {
            images.begin(state);
            calls.put(
                    state,
                    world.deploy(images.wanted(), state != MatrixState.WRONG_PASSWORD)
                            .calls());
        }
        return calls;
    }

    /** Runs a case; what is wrong with it, nothing when all is well. */
    Optional<String> run(MatrixCase wanted) {
        faults.clear();
        story.clear();
        try {
            judge(wanted);
        } catch (Exception e) {
            faults.add("failed: " + e);
            for (StackTraceElement element : e.getStackTrace()) {
                story.add("    at " + element);
            }
        }
        if (faults.isEmpty()) {
            return Optional.empty();
        }
        story.addAll(world.flexy().eventLog());
        return Optional.of(String.join("; ", faults) + "\n  " + String.join("\n  ", story));
    }

    private void judge(MatrixCase now) throws Exception {
        images.begin(now.state());
        int downloads = world.downloads();
        world.faults().arm(now.fault(), now.call(), now.part());
        DeviceResult first = world.deploy(images.wanted(), now.state() != MatrixState.WRONG_PASSWORD);
        tell("first run", first);
        judgeFirst(now, first);
        if (now.settle()) {
            world.time().pass(ALL_OVER);
            judgeSettled(now, first);
        }
        world.time().pass(world.faults().lasts());
        world.faults().disarm();
        if (!world.flexy().online()) {
            // It reboots, after a runtime on trial that nobody kept.
            world.time().pass(REBOOT);
        }
        mend(now.state());
        world.faults().disarm();
        int before = world.downloads() - downloads;
        boolean whole = world.hasWholeJar();
        DeviceResult second = world.deploy(images.wanted(), true);
        tell("second run", second);
        if (now.state() == MatrixState.FOREIGN_PROGRAM) {
            check(second.outcome() == Outcome.REJECTED, "the second run touches a foreign program");
            check(world.faults().writes() == 0, "something was written to a foreign gateway");
            return;
        }
        judgeSecond(now, second);
        judgeDownloads(now, before, world.downloads() - downloads - before, whole);
        judgeThird();
    }

    private void judgeFirst(MatrixCase now, DeviceResult first) {
        boolean healthy = now.fault() == MatrixFault.NONE;
        check(
                first.calls() <= bound(now.state()) + (healthy ? 0 : MOST_CALLS_OF_A_FAULT),
                "the first run took " + first.calls() + " calls");
        check(first.outcome().done() || first.problem().isPresent(), "no reason is told");
        first.problem().ifPresent(problem -> check(problem.code() != ProblemCode.INTERNAL, "an internal error"));
        check(world.faults().deeds("fleetApply") <= 1, "applied more than once");
        check(world.faults().deeds("fleetConfirm") <= 1, "confirmed more than once");
        if (now.state() == MatrixState.WRONG_PASSWORD
                || now.state() == MatrixState.OFFLINE
                || now.state() == MatrixState.FOREIGN_PROGRAM) {
            check(!first.outcome().done() && world.faults().writes() == 0, "touched what must not be touched");
        } else if (healthy && now.state() != MatrixState.DISK_FULL) {
            check(first.outcome().done(), "fails although nothing goes wrong");
        }
    }

    private static int bound(MatrixState state) {
        return switch (state) {
            case WANTED -> MOST_CALLS_OF_NOTHING;
            case OLD, CANDIDATE_HALF, ON_TRIAL, OTHER_ON_TRIAL, OFFLINE, WRONG_PASSWORD, DISK_FULL ->
                MOST_CALLS_OF_A_CHANGE;
            case FACTORY_NEW, SCRIPT, FOREIGN_PROGRAM, JAR_ALONE, JAR_TORN, OLDER_RUNTIME ->
                MOST_CALLS_OF_AN_INSTALLATION;
        };
    }

    /** All timers have ended: the device runs one of the two bundles for good, or is as it was. */
    private void judgeSettled(MatrixCase now, DeviceResult first) {
        if (now.state() == MatrixState.OFFLINE) {
            return;
        }
        Optional<String> status = world.status();
        if (now.state().hasRuntime()) {
            check(status.isPresent(), "the runtime that it had does not work any more");
        }
        if (status.isEmpty()) {
            check(!first.outcome().done(), "the run says that it is done, and no runtime answers");
            return;
        }
        story.add(status.get());
        String confirmed = field(status.get(), "confirmed");
        check(!field(status.get(), "state").equals("trial"), "still on trial");
        check(field(status.get(), "running").equals(confirmed), "runs something else than what is confirmed");
        boolean known = confirmed.equals(wantedDigest())
                || confirmed.equals(images.old().digest().hex())
                || (confirmed.isEmpty() && !now.state().hasRuntime());
        check(known, "is on a digest that nobody wanted: " + confirmed);
        check(!first.outcome().done() || confirmed.equals(wantedDigest()), "said to be done, but is not");
    }

    private void mend(MatrixState state) throws Exception {
        if (state == MatrixState.DISK_FULL) {
            world.flexy().free();
            world.time().pass(START);
        } else if (state == MatrixState.OFFLINE) {
            world.flexy().powerOn();
            world.time().pass(START);
        }
    }

    private void judgeSecond(MatrixCase now, DeviceResult second) throws Exception {
        check(second.outcome().done(), "a second run without faults does not bring the new digest");
        check(second.calls() <= MOST_CALLS_OF_AN_INSTALLATION, "the second run took " + second.calls() + " calls");
        check(world.faults().deeds("fleetApply") <= 1, "applied more than once in the second run");
        check(world.faults().deeds("fleetConfirm") <= 1, "confirmed more than once in the second run");
        Optional<String> status = world.status();
        check(status.isPresent(), "no runtime answers at the end");
        status.ifPresent(text -> {
            story.add(text);
            check(field(text, "confirmed").equals(wantedDigest()), "the new digest is not confirmed");
            check(field(text, "running").equals(wantedDigest()), "the new digest does not run");
        });
        if (now.state() == MatrixState.SCRIPT) {
            check(world.flexy().file("data.csv").map(String::new).orElse("").equals("a;b\n"), "changed a file");
        }
    }

    /** Once an installation; again only for what the network doubled, or when the jar of the first run is not there whole. */
    private void judgeDownloads(MatrixCase now, int first, int second, boolean whole) {
        boolean installs = !now.state().hasRuntime() || now.state() == MatrixState.OLDER_RUNTIME;
        int most = now.fault() == MatrixFault.TWICE ? 2 : 1;
        check(first + second == 0 || installs, "fetched a runtime that it had");
        check(first <= most, "fetched the runtime " + first + " times in the first run");
        check(second <= 1, "fetched the runtime " + second + " times in the second run");
        check(first == 0 || second == 0 || !whole, "fetched a runtime again that was there");
    }

    private void judgeThird() throws Exception {
        long seen = world.hub().events().last();
        world.faults().disarm();
        DeviceResult third = world.deploy(images.wanted(), true);
        check(third.outcome() == Outcome.UNCHANGED, "a third run has something to do");
        check(third.calls() <= MOST_CALLS_OF_NOTHING, "a third run took " + third.calls() + " calls");
        check(world.faults().writes() == 0, "a third run writes");
        world.time().pass(Duration.ofSeconds(50));
        List<HubEvent> sent = world.hub().events().since(seen);
        check(
                sent.stream()
                        .filter(event -> event.properties().containsKey("seq"))
                        .anyMatch(event -> images.wanted()
                                .digest()
                                .abbreviated()
                                .equals(event.properties().get("cfg"))),
                "nothing arrives at the hub under the new digest");
    }

    private String wantedDigest() {
        return images.wanted().digest().hex();
    }

    private static String field(String json, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return found.find() ? found.group(1) : "";
    }

    private void tell(String which, DeviceResult result) {
        story.add(which + ": " + result.outcome() + " after " + result.calls() + " calls"
                + result.problem().map(problem -> ", " + problem).orElse(""));
        story.addAll(world.faults().calls());
    }

    private void check(boolean good, String otherwise) {
        if (!good) {
            faults.add(otherwise);
        }
    }
}
