package io.github.flexyfleet.fleet.rollout;

import io.github.flexyfleet.fleet.gateway.DeviceTarget;
import io.github.flexyfleet.fleet.gateway.Pace;
import io.github.flexyfleet.fleet.model.GateRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds a wave's gates: looks at its devices again and again until each has shown what is asked, one has shown the
 * contrary, or the time is over. All gates run side by side. One use.
 */
final class Gates {
    private static final int SHOWN = 3;

    private final GateJudge judge;
    private final Pace pace;
    private final Consumer<RolloutEvent> listener;
    private final Stops stops;

    Gates(GateJudge judge, Pace pace, Consumer<RolloutEvent> listener, Stops stops) {
        this.stops = stops;
        this.judge = judge;
        this.pace = pace;
        this.listener = listener;
    }

    /**
     * How the gates ended.
     *
     * @param closed why the next wave must not begin
     * @param failed devices that showed the contrary, with what they showed; not those of a dry run
     */
    record Result(Optional<String> closed, Map<DeviceTarget, String> failed) {}

    /** A device at a gate, with the looks in a row that agree. */
    private static final class Case {
        private final GateRule rule;
        private final GatedDevice device;
        private Look last = Look.inconclusive("nothing was looked at");
        private int inARow;
        private Optional<Verdict> ended = Optional.empty();

        Case(GateRule rule, GatedDevice device) {
            this.rule = rule;
            this.device = device;
        }

        void add(Look look) {
            inARow = look.verdict() == last.verdict() ? inARow + 1 : 1;
            last = look;
            if (look.verdict() != Verdict.INCONCLUSIVE && inARow >= rule.consecutive()) {
                ended = Optional.of(look.verdict());
            }
        }
    }

    /** Judges a wave. */
    Result judge(int number, WavePlan.Wave wave, List<GatedDevice> devices) throws InterruptedException {
        Instant begun = pace.now();
        List<Case> cases = new ArrayList<>();
        List<GateRule> rules = wave.gates().stream().distinct().toList();
        rules.forEach(rule -> devices.forEach(device -> cases.add(new Case(rule, device))));
        if (cases.isEmpty()) {
            return new Result(Optional.empty(), Map.of());
        }
        Duration longest = rules.stream()
                .map(rule -> rule.initialDelay().plus(rule.within()))
                .max(Duration::compareTo)
                .orElseThrow();
        listener.accept(new RolloutEvent.GatesHeld(number, wave.name(), devices.size(), longest));
        boolean stopped = false;
        while (!stopped && !stops.over() && cases.stream().anyMatch(one -> one.ended.isEmpty())) {
            for (GateRule rule : rules) {
                look(rule, cases, begun, number);
            }
            stopped = cases.stream().anyMatch(one -> !one.rule.dryRun() && one.ended.equals(Optional.of(Verdict.FAIL)));
            if (!stopped && cases.stream().anyMatch(one -> one.ended.isEmpty())) {
                pace.pause(pause(cases, begun));
            }
        }
        // Who stops a rollout ends its gates without a verdict; they are owed in the next run.
        return !stopped && stops.over() ? new Result(Optional.empty(), Map.of()) : result(number, wave, cases);
    }

    private void look(GateRule rule, List<Case> all, Instant begun, int wave) throws InterruptedException {
        Instant begin = begun.plus(rule.initialDelay());
        List<Case> open = all.stream()
                .filter(one -> one.rule.equals(rule) && one.ended.isEmpty())
                .toList();
        if (open.isEmpty() || pace.now().isBefore(begin)) {
            return;
        }
        Map<GatedDevice, Look> looks =
                judge.look(rule.shows(), open.stream().map(one -> one.device).toList(), begin);
        boolean over = !pace.now().isBefore(begin.plus(rule.within()));
        for (Case one : open) {
            one.add(looks.get(one.device));
            if (one.ended.isEmpty() && over) {
                one.ended = Optional.of(Verdict.INCONCLUSIVE);
            }
            one.ended.ifPresent(verdict -> listener.accept(new RolloutEvent.GateJudged(
                    wave, one.device.target().device(), verdict, one.last.words(), rule.dryRun())));
        }
    }

    /** Until the next look of a gate that is still open, at the latest until its end. */
    private Duration pause(List<Case> cases, Instant begun) {
        Map<GateRule, Duration> pauses = new HashMap<>();
        for (Case one : cases) {
            if (one.ended.isEmpty()) {
                pauses.computeIfAbsent(one.rule, rule -> {
                    Instant begin = begun.plus(rule.initialDelay());
                    Instant now = pace.now();
                    Instant next = now.isBefore(begin) ? begin : now.plus(judge.every(rule.within()));
                    Instant end = begin.plus(rule.within());
                    return Duration.between(now, next.isAfter(end) && now.isBefore(end) ? end : next);
                });
            }
        }
        return pauses.values().stream().min(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Result result(int number, WavePlan.Wave wave, List<Case> cases) {
        Map<DeviceTarget, String> failed = new LinkedHashMap<>();
        Map<DeviceTarget, String> open = new LinkedHashMap<>();
        for (Case one : cases) {
            if (one.rule.dryRun()) {
                continue;
            }
            DeviceTarget target = one.device.target();
            switch (one.ended.orElse(Verdict.INCONCLUSIVE)) {
                case FAIL -> failed.putIfAbsent(target, one.last.words());
                case INCONCLUSIVE -> open.putIfAbsent(target, one.last.words());
                case PASS -> {}
            }
        }
        String name = "wave " + number + " (" + wave.name() + "): ";
        if (!failed.isEmpty()) {
            return new Result(Optional.of(name + "a gate failed: " + words(failed)), failed);
        }
        if (!open.isEmpty()) {
            return new Result(
                    Optional.of(name + "a gate is inconclusive, the time for it is over: " + words(open)), Map.of());
        }
        return new Result(Optional.empty(), Map.of());
    }

    private static String words(Map<DeviceTarget, String> devices) {
        List<String> shown = devices.entrySet().stream()
                .limit(SHOWN)
                .map(device -> device.getKey().device() + " (" + device.getValue() + ")")
                .toList();
        int more = devices.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
