package dev.bellwether.notify;

import jakarta.mail.util.StreamProvider;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The lines of one part of a mail as they travel: bytes with CRLF at the end of each, put down in one pass. */
final class MailLines {

    /** Of a line, without CRLF (RFC 5322, 2.1.1). */
    private static final int LONGEST_LINE = 998;

    /** Found by a search through all jars, so once. */
    private static final StreamProvider STREAMS = StreamProvider.provider();

    private byte[] bytes;
    private int size;
    private int lineStart;
    private boolean plain = true;

    private MailLines(int letters) {
        bytes = new byte[letters + letters / 16 + 64];
    }

    /** In UTF-8. */
    static MailLines of(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        var lines = new MailLines(encoded.length);
        for (byte octet : encoded) {
            lines.add(octet);
        }
        lines.endLine();
        return lines;
    }

    /** In plain ASCII; every mail reader knows the references that stand for other letters. */
    static MailLines ofPage(String html) {
        var lines = new MailLines(html.length());
        for (int i = 0; i < html.length(); i++) {
            char letter = html.charAt(i);
            if (letter < 0x80) {
                lines.add((byte) letter);
            } else {
                int codePoint = html.codePointAt(i);
                i += Character.charCount(codePoint) - 1;
                for (byte octet : ("&#" + codePoint + ';').getBytes(StandardCharsets.US_ASCII)) {
                    lines.add(octet);
                }
            }
        }
        lines.endLine();
        return lines;
    }

    private void add(byte octet) {
        if (octet == '\r') {
            return;
        }
        if (size + 2 > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        if (octet == '\n') {
            endLine();
            bytes[size++] = '\r';
            bytes[size++] = '\n';
            lineStart = size;
        } else {
            bytes[size++] = octet;
            plain &= octet > 0;
        }
    }

    private void endLine() {
        plain &= size - lineStart <= LONGEST_LINE;
    }

    /** ASCII in short lines travels as it is. */
    String encoding() {
        return plain ? "7bit" : "quoted-printable";
    }

    void writeTo(ByteArrayOutputStream out) {
        if (plain) {
            out.write(bytes, 0, size);
            return;
        }
        try (OutputStream encoder = STREAMS.outputQP(out)) {
            encoder.write(bytes, 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
