package io.github.flexyfleet.runtime.text;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Many random cases on all processors, the same ones in each run. An everyday build makes the first twentieth of them,
 * since all of them take minutes: {@code -Dflexy.random.percent=100}.
 */
final class Millions {
    private static final int BLOCK = 10_000;
    private static final int PERCENT = Integer.getInteger("flexy.random.percent", 5);

    private Millions() {}

    /** Makes the wanted share of so many checks, rounded to tens of thousands; what a check throws ends them. */
    static void check(int count, long seed, Consumer<SplittableRandom> check) {
        IntStream.range(0, count / BLOCK * PERCENT / 100).parallel().forEach(block -> {
            SplittableRandom random = new SplittableRandom(seed * 1_000_003 + block);
            for (int i = 0; i < BLOCK; i++) {
                check.accept(random);
            }
        });
    }
}
