package io.github.flexyfleet.maven;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One case of the matrix.
 *
 * @param state what the gateway is like
 * @param fault what goes wrong
 * @param call at which call to the gateway, from 1
 * @param part how far: bytes of a cut answer, or changes of the flash before a power cut
 * @param settle whether the second run comes after all timers have ended, or as soon as the gateway can be reached
 */
record MatrixCase(MatrixState state, MatrixFault fault, int call, int part, boolean settle) {
    private static final int MOST_PARTS = 40;

    /**
     * Cases in random order, no two alike while there are others.
     *
     * @param calls how many calls the first run makes, by state, when nothing goes wrong
     * @param seed of all that is random
     */
    static List<MatrixCase> some(int count, Map<MatrixState, Integer> calls, long seed) {
        Random random = new Random(seed);
        List<MatrixCase> cases = new ArrayList<>();
        while (cases.size() < count) {
            List<MatrixCase> round = round(calls, random);
            Collections.shuffle(round, random);
            cases.addAll(round.subList(0, Math.min(round.size(), count - cases.size())));
        }
        return cases;
    }

    /** Every state, fault and call once, with random details. */
    private static List<MatrixCase> round(Map<MatrixState, Integer> calls, Random random) {
        List<MatrixCase> cases = new ArrayList<>();
        for (MatrixState state : MatrixState.values()) {
            for (MatrixFault fault : MatrixFault.values()) {
                int last = fault == MatrixFault.NONE ? 1 : Math.max(1, calls.get(state));
                for (int call = 1; call <= last; call++) {
                    cases.add(new MatrixCase(state, fault, call, 1 + random.nextInt(MOST_PARTS), random.nextBoolean()));
                }
            }
        }
        return cases;
    }

    /** Reads what {@link #toString} wrote. */
    static MatrixCase parse(String text) {
        String[] parts = text.split(":", -1);
        return new MatrixCase(
                MatrixState.valueOf(parts[0]),
                MatrixFault.valueOf(parts[1]),
                Integer.parseInt(parts[2]),
                Integer.parseInt(parts[3]),
                parts[4].equals("settled"));
    }

    @Override
    public String toString() {
        return state + ":" + fault + ":" + call + ":" + part + ":" + (settle ? "settled" : "atonce");
    }
}
