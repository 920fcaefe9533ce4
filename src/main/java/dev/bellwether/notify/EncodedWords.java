package dev.bellwether.notify;

import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text for a header as RFC 2047 wants it. Jakarta Mail's {@code MimeUtility.encodeText} searches all jars for an encoder
 * at each call, which costs more than the rest of the headers together.
 */
final class EncodedWords {

    /** Of a line with an encoded word, CRLF not counted (RFC 2047, 2). */
    private static final int LONGEST_LINE = 76;

    private static final String START = "=?UTF-8?B?";
    private static final String END = "?=";

    private EncodedWords() {}

    /**
     * The value of a header, folded: as it is when it is plain ASCII, else in encoded words.
     *
     * @param name of the header, which stands before it in its first line
     * @param text without line breaks
     */
    static String header(String name, String text) {
        int taken = name.length() + 2;
        if (isPlain(text)) {
            return MimeUtility.fold(taken, text);
        }
        var folded = new StringBuilder();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start, mostBytes(LONGEST_LINE - taken));
            folded.append(start == 0 ? "" : "\r\n ").append(word(text.substring(start, end)));
            start = end;
            taken = 1; // the blank that a folded line begins with
        }
        return folded.toString();
    }

    /** An encoded word in plain text would be taken for one. */
    private static boolean isPlain(String text) {
        return !text.contains("=?") && text.chars().allMatch(letter -> letter >= ' ' && letter <= '~');
    }

    /** Base64 makes four of three; a word is at most 75 long, which every line leaves room for. */
    private static int mostBytes(int room) {
        return (Math.min(room, LONGEST_LINE - 1) - START.length() - END.length()) / 4 * 3;
    }

    /** Where a word that begins at {@code start} ends: it holds whole characters only, and at least one. */
    private static int end(String text, int start, int mostBytes) {
        int bytes = 0;
        int at = start;
        while (at < text.length()) {
            int codePoint = text.codePointAt(at);
            bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            if (bytes > mostBytes && at > start) {
                break;
            }
            at += Character.charCount(codePoint);
        }
        return at;
    }

    private static String word(String text) {
        return START + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
    }
}
