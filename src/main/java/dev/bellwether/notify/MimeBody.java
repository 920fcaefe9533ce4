package dev.bellwether.notify;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A multipart body (RFC 2046) made in one go. Jakarta Mail's own way looks up a handler and scans and copies each part
 * several times, which costs more than writing the words of a mail.
 */
final class MimeBody {

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

    void addText(String text) {
        add("text/plain", MailLines.of(text));
    }

    void addPage(String html) {
        add("text/html", MailLines.ofPage(html));
    }

    private void add(String type, MailLines lines) {
        write("--" + boundary + "\r\nContent-Type: " + type + "; charset=UTF-8\r\nContent-Transfer-Encoding: "
                + lines.encoding() + "\r\n\r\n");
        lines.writeTo(bytes);
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

    /** The whole, with the headers in front. */
    byte[] after(String headers) {
        byte[] start = headers.getBytes(StandardCharsets.UTF_8);
        var whole = new ByteArrayOutputStream(start.length + bytes.size() + boundary.length() + 8);
        whole.writeBytes(start);
        whole.writeBytes(bytes.toByteArray());
        end(whole);
        return whole.toByteArray();
    }
}
