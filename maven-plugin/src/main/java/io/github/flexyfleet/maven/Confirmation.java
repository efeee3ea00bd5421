package io.github.flexyfleet.maven;

import io.github.flexyfleet.fleet.plan.Plan;
import io.github.flexyfleet.fleet.rollout.ExitClass;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.MojoFailureException;

/**
 * Asks whether a plan is to be done.
 *
 * @param terminal whether there is somebody to ask
 * @param ask shows a question and gives the answer; null at the end of the input
 */
record Confirmation(boolean terminal, UnaryOperator<String> ask) {
    /** On the terminal of this process. */
    static Confirmation onTerminal(boolean interactive) {
        return new Confirmation(
                interactive && Terminal.isThere(), question -> System.console().readLine("%s", question));
    }

    /**
     * Whether somebody said yes. A plan in which nothing is to do needs no answer.
     *
     * @throws MojoFailureException when there is nobody to ask
     */
    boolean isGiven(Plan plan) throws MojoFailureException {
        if (plan.exitClass() != ExitClass.CHANGES_PENDING) {
            return true;
        }
        if (!terminal) {
            throw new MojoFailureException("flexy.confirm asks on a terminal, and there is none; nothing was done."
                    + " Leave it out, or deploy a plan that was looked at: -Dflexy.plan=FILE");
        }
        String answer = ask.apply("Deploy this? Type yes to go on: ");
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).equals("yes");
    }
}
