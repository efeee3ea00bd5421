package io.github.flexyfleet.runtime.bundle;

import io.github.flexyfleet.runtime.text.Names;
import io.github.flexyfleet.runtime.text.Sha256;
import java.util.StringTokenizer;
import java.util.zip.CRC32;

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
        word(out, lastOutcome).append(' ');
        String line = out.toString();
        return ascii(line + crc(line) + "\n");
    }

    /** An empty word is written as {@code *}, which no value can be. */
    private static StringBuffer word(StringBuffer out, String value) {
        return out.append(' ').append(value.length() == 0 ? "*" : value);
    }

    /** Reads what {@link #encode} wrote; null when a bit of it is different. */
    static State decode(byte[] bytes) {
        StringBuffer chars = new StringBuffer(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            chars.append((char) (bytes[i] & 255));
        }
        String line = chars.toString();
        int end = line.lastIndexOf(' ') + 1;
        if (end == 0 || !line.substring(end).equals(crc(line.substring(0, end)) + "\n")) {
            return null;
        }
        StringTokenizer words = new StringTokenizer(line, " \n");
        if (words.countTokens() != 13 || !words.nextToken().equals(FIRST_WORD)) {
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

    private static String crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(ascii(text));
        return Long.toString(crc.getValue());
    }

    private static byte[] ascii(String text) {
        byte[] out = new byte[text.length()];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) text.charAt(i);
        }
        return out;
    }
}
