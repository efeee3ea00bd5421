package io.github.flexyfleet.fleet.rollout;

import java.util.List;

/**
 * What one look at a device shows.
 *
 * @param verdict of this look alone
 * @param words what was seen, for people
 */
record Look(Verdict verdict, String words) {
    static Look pass(String words) {
        return new Look(Verdict.PASS, words);
    }

    static Look fail(String words) {
        return new Look(Verdict.FAIL, words);
    }

    static Look inconclusive(String words) {
        return new Look(Verdict.INCONCLUSIVE, words);
    }

    /** All of them together: the contrary of one is that of all, and all must pass. The words are of the first that decides. */
    static Look all(List<Look> looks) {
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE)) {
            for (Look look : looks) {
                if (look.verdict() == verdict) {
                    return look;
                }
            }
        }
        return looks.isEmpty() ? pass("nothing is asked") : looks.get(looks.size() - 1);
    }
}
