package dev.bellwether.notify;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A multipart body (RFC 2046) made in one go. Jakarta Mail's own way looks up a handler and scans and copies each part
 * several times, which costs more than writing the words of a mail.
 */
final class MimeBody {

    /** Of a line, without CRLF (RFC 5322, 2.1.1). */
    private static final int LONGEST_LINE = 998;

    private final String kind;
    private final String boundary;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);

    /** @param kind {@code alternative} or {@code related} */
    MimeBody(String kind, String boundary) {
        this.kind = kind;
        this.boundary = boundary;
    }

    String contentType() {
        String root = kind.equals("related") ? "; type=\"text/html\"" : "";
        return "multipart/" + kind + root + "; boundary=\"" + boundary + '"';
    }

    void add(String type, String text) {
        boolean plain = isPlain(text);
        byte[] content = text.replace("\r", "").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        write("--" + boundary + "\r\nContent-Type: " + type + "; charset=UTF-8\r\n" + "Content-Transfer-Encoding: "
                + (plain ? "7bit" : "quoted-printable") + "\r\n\r\n");
        bytes.writeBytes(plain ? content : quotedPrintable(content));
        write("\r\n");
    }

    /** A picture that the page refers to by {@code cid:}. */
    void add(Message.Chart chart) {
        write("--" + boundary + "\r\nContent-Type: image/png; name=\"chart.png\"\r\n"
                + "Content-Transfer-Encoding: base64\r\nContent-ID: <" + chart.contentId() + ">\r\n"
                + "Content-Disposition: inline; filename=\"chart.png\"\r\n\r\n");
        bytes.writeBytes(Base64.getMimeEncoder().encode(chart.png()));
        write("\r\n");
    }

    void add(MimeBody inner) {
        write("--" + boundary + "\r\nContent-Type: " + inner.contentType() + "\r\n\r\n");
        bytes.writeBytes(inner.bytes.toByteArray());
        inner.end(bytes);
        write("\r\n");
    }

    private void write(String ascii) {
        bytes.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private void end(ByteArrayOutputStream out) {
        out.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /** ASCII in short lines travels as it is. */
    private static boolean isPlain(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            length = letter == '\n' ? 0 : length + 1;
            if (letter >= 0x80 || letter == 0 || length > LONGEST_LINE) {
                return false;
            }
        }
        return true;
    }

    private static byte[] quotedPrintable(byte[] content) {
        var encoded = new ByteArrayOutputStream(content.length * 2);
        try (OutputStream out = MimeUtility.encode(encoded, "quoted-printable")) {
            out.write(content);
        } catch (MessagingException e) {
            throw new IllegalStateException("every Jakarta Mail knows quoted-printable", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    /** The whole, with the headers in front. */
    byte[] after(String headers) {
        byte[] start = headers.getBytes(StandardCharsets.UTF_8);
        var whole = new ByteArrayOutputStream(start.length + bytes.size() + boundary.length() + 8);
        whole.writeBytes(start);
        whole.writeBytes(bytes.toByteArray());
        end(whole);
        return whole.toByteArray();
    }

    /** The same page in plain ASCII; every mail reader knows the references. */
    static String withReferences(String html) {
        var ascii = new StringBuilder(html.length() + 64);
        for (int i = 0; i < html.length(); i++) {
            char letter = html.charAt(i);
            if (letter < 0x80) {
                ascii.append(letter);
            } else {
                int codePoint = html.codePointAt(i);
                i += Character.charCount(codePoint) - 1;
                ascii.append("&#").append(codePoint).append(';');
            }
        }
        return ascii.toString();
    }
}
