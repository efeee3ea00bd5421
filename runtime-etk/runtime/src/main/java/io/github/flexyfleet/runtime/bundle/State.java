package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.SealedLine;
import io.github.flexyfleet.runtime.text.Sha256;
import java.util.StringTokenizer;

/** What the runtime remembers over a restart. A plain record with its text form; copied before it is changed. */
final class State {
    private static final String FIRST_WORD = "flexyfleet-state-1";

    long generation;
    int boot;
    String confirmed = "";
    int confirmedSlot;
    String candidate = "";
    int candidateSlot;
    boolean trial;
    int trialBoots;
    int revertAfterSeconds;
    String lastRequest = "";
    String lastOutcome = "";

    State copy() {
        State copy = new State();
        copy.generation = generation;
        copy.boot = boot;
        copy.confirmed = confirmed;
        copy.confirmedSlot = confirmedSlot;
        copy.candidate = candidate;
        copy.candidateSlot = candidateSlot;
        copy.trial = trial;
        copy.trialBoots = trialBoots;
        copy.revertAfterSeconds = revertAfterSeconds;
        copy.lastRequest = lastRequest;
        copy.lastOutcome = lastOutcome;
        return copy;
    }

    void dropCandidate() {
        candidate = "";
        candidateSlot = 0;
        trial = false;
        trialBoots = 0;
        revertAfterSeconds = 0;
    }

    /** One line of words with a CRC-32 over everything before it at the end. */
    byte[] encode() {
        StringBuffer out = new StringBuffer(256);
        out.append(FIRST_WORD).append(' ').append(generation).append(' ').append(boot);
        word(out, confirmed).append(' ').append(confirmedSlot);
        word(out, candidate).append(' ').append(candidateSlot);
        out.append(' ').append(trial ? 1 : 0).append(' ').append(trialBoots);
        out.append(' ').append(revertAfterSeconds);
        word(out, lastRequest);
        return SealedLine.seal(word(out, lastOutcome).toString());
    }

    /** An empty word is written as {@code *}, which no value can be. */
    private static StringBuffer word(StringBuffer out, String value) {
        return out.append(' ').append(value.length() == 0 ? "*" : value);
    }

    /** Reads what {@link #encode} wrote; null when a bit of it is different. */
    static State decode(byte[] bytes) {
        String line = SealedLine.open(bytes);
        if (line == null) {
            return null;
        }
        StringTokenizer words = new StringTokenizer(line);
        if (words.countTokens() != 12 || !words.nextToken().equals(FIRST_WORD)) {
            return null;
        }
        State state = new State();
        state.generation = number(words);
        state.boot = (int) number(words);
        state.confirmed = word(words);
        state.confirmedSlot = (int) number(words);
        state.candidate = word(words);
        state.candidateSlot = (int) number(words);
        state.trial = number(words) == 1;
        state.trialBoots = (int) number(words);
        state.revertAfterSeconds = (int) number(words);
        state.lastRequest = word(words);
        state.lastOutcome = word(words);
        return state.isSound() ? state : null;
    }

    private boolean isSound() {
        boolean confirmedSound = confirmed.length() == 0 || Sha256.isDigest(confirmed) && isSlot(confirmedSlot);
        boolean candidateSound = candidate.length() == 0
                || Sha256.isDigest(candidate) && isSlot(candidateSlot) && candidateSlot != confirmedSlot;
        boolean trialSound = !trial || candidate.length() > 0;
        return generation > 0 && boot >= 0 && confirmedSound && candidateSound && trialSound;
    }

    private static boolean isSlot(int slot) {
        return slot == 1 || slot == 2;
    }

    private static long number(StringTokenizer words) {
        return Names.number(words.nextToken(), Long.MAX_VALUE);
    }

    private static String word(StringTokenizer words) {
        String word = words.nextToken();
        return word.equals("*") ? "" : word;
    }
}
