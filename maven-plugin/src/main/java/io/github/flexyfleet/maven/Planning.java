package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.certificate.CertificateStoreException;
import io.github.flexyfleet.fleet.engine.DeliveredKeys;
import io.github.flexyfleet.fleet.engine.FleetEngine;
import io.github.flexyfleet.fleet.gateway.DeviceProblemException;
import io.github.flexyfleet.fleet.gateway.ProblemCode;
import io.github.flexyfleet.fleet.model.DeviceId;
import io.github.flexyfleet.fleet.plan.AppliedConfigurations;
import io.github.flexyfleet.fleet.plan.KeptRoots;
import io.github.flexyfleet.fleet.plan.Observations;
import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.plan.PlanCheck;
import io.github.flexyfleet.fleet.plan.PlanFile;
import io.github.flexyfleet.fleet.plan.Planner;
import io.github.flexyfleet.fleet.report.ConsolePlan;
import io.github.flexyfleet.fleet.rollout.DeviceResult;
import io.github.flexyfleet.fleet.rollout.RolloutEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/**
 * Makes plans, and takes sealed ones.
 *
 * @param inputs what plans are made from
 * @param applied what devices were confirmed with
 * @param keys forgets keys that only their devices are to have
 * @param log hears of what could not be done
 */
record Planning(Planner.Inputs inputs, AppliedConfigurations applied, DeliveredKeys keys, Log log) {
    /**
     * A plan from what the devices run.
     *
     * @param askDevices whether devices are asked of which the hub says nothing, one Talk2M call each
     */
    Plan observed(FleetEngine engine, boolean askDevices) throws DeviceProblemException, InterruptedException {
        Observations seen = engine.observe(inputs.fleet(), inputs.targets(), askDevices);
        seen.twinsMissed().ifPresent(reason -> log.warn("not everything at Azure could be asked: " + reason));
        return Planner.plan(inputs, seen.byDevice(), applied)
                .with(seen.identities())
                .with(seen.enrollments());
    }

    /**
     * The plan of a file, when its inputs are what they were.
     *
     * @throws MojoFailureException that names each input that moved
     */
    Plan fromFile(Path file) throws MojoFailureException {
        PlanFile.Read read = PlanFile.read(text(file));
        List<String> wrong = new ArrayList<>();
        read.broken().ifPresent(wrong::add);
        read.plan().ifPresent(plan -> wrong.addAll(PlanCheck.moved(plan, Planner.plan(inputs, Map.of(), applied))));
        if (!wrong.isEmpty()) {
            ProblemCode code = read.broken().isPresent() ? ProblemCode.PLAN_BROKEN : ProblemCode.PLAN_MOVED;
            throw refused(code, file, wrong);
        }
        return read.plan().orElseThrow();
    }

    /**
     * Shows a plan that is about to be done.
     *
     * @param exchange whether it may exchange roots at once
     * @throws MojoFailureException when it would, and may not
     */
    void announce(Plan plan, boolean exchange) throws MojoFailureException {
        ConsolePlan.lines(plan, Optional.empty()).forEach(log::info);
        log.info("");
        Optional<String> exchanged = exchange ? Optional.empty() : exchangedRoots(plan);
        if (exchanged.isPresent()) {
            throw new MojoFailureException(exchanged.get());
        }
    }

    /** Words for what a plan would exchange at once of the roots that devices trust. */
    Optional<String> exchangedRoots(Plan plan) {
        Map<DeviceId, String> exchanged =
                new KeptRoots(applied, InstantSource.system()).exchanged(plan, inputs.targets());
        ProblemCode code = ProblemCode.ROOTS_EXCHANGED;
        return exchanged.entrySet().stream()
                .findFirst()
                .map(first -> code.id() + " a deploy would exchange roots at once: on " + first.getKey() + " "
                        + first.getValue()
                        + (exchanged.size() > 1 ? ", and on " + (exchanged.size() - 1) + " more devices" : "")
                        + "\nmend: " + code.mend());
    }

    private static String text(Path file) throws MojoFailureException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw refused(ProblemCode.PLAN_BROKEN, file, List.of("it is no text"));
        } catch (IOException e) {
            throw refused(ProblemCode.PLAN_BROKEN, file, List.of("it cannot be read"));
        }
    }

    private static MojoFailureException refused(ProblemCode code, Path file, List<String> wrong) {
        String title = code.title().substring(0, 1).toLowerCase(Locale.ROOT)
                + code.title().substring(1);
        return new MojoFailureException(code.id() + " " + file + ": " + title + "; nothing was done\n  "
                + String.join("\n  ", wrong) + "\nmend: mvn flexy:plan makes a new one");
    }

    /** Keeps what devices are confirmed with, and their keys or not, before others hear of it. */
    Consumer<RolloutEvent> keeping(Consumer<RolloutEvent> others) {
        return event -> {
            if (event instanceof RolloutEvent.DeviceFinished finished) {
                if (finished.result().outcome().done()) {
                    keep(finished);
                }
                keepKey(finished.result());
            }
            others.accept(event);
        };
    }

    /** A configuration that cannot be kept is missing in the next plan's words, and nowhere else. */
    private void keep(RolloutEvent.DeviceFinished finished) {
        try {
            applied.keep(finished.result().target().bundle());
        } catch (UncheckedIOException e) {
            log.warn(e.getMessage());
        }
    }

    private void keepKey(DeviceResult result) {
        try {
            keys.finished(result);
        } catch (CertificateStoreException e) {
            log.warn("the private key of " + result.target().device() + " was to be forgotten or renewed: "
                    + e.getMessage() + "; the next deploy tries again");
        }
    }
}
