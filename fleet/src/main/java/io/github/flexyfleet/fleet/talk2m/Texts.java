package io.github.flexyfleet.fleet.talk2m;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text of a Flexy. */
final class Texts {
    private Texts() {}

    /** As UTF-8 when it is that, else as Latin-1, the charset of the Flexy's own VM (flexy-etk 1.3). */
    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
