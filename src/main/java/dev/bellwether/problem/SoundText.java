package dev.bellwether.problem;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tells texts that can be kept and shown from those that no database takes. */
public final class SoundText {

    private SoundText() {}

    /** Whether it has no NUL and no half of a character. Everything else, in every script, is sound. */
    public static boolean isSound(String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return text.indexOf('\0') < 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
