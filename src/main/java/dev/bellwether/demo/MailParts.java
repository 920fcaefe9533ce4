package dev.bellwether.demo;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail taken apart for the page.
 *
 * @param headers in the order they came, decoded
 * @param text the plain part; empty when there is none
 * @param html the HTML part with its pictures in it; empty when there is none
 */
record MailParts(List<Line> headers, String text, String html) {

    private static final Pattern HEAD = Pattern.compile("<head[^>]*>", Pattern.CASE_INSENSITIVE);

    /** One header. */
    record Line(String name, String value) {}

    static MailParts of(MimeMessage message) throws MessagingException, IOException {
        var found = new Found();
        found.walk(message);
        var headers = new ArrayList<Line>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.add(new Line(header.getName(), MimeUtility.decodeText(MimeUtility.unfold(header.getValue()))));
        }
        return new MailParts(headers, found.text, found.htmlWithPictures());
    }

    private static final class Found {
        private String text = "";
        private String html = "";
        private final Map<String, String> pictures = new LinkedHashMap<>();

        void walk(Part part) throws MessagingException, IOException {
            if (part.getContent() instanceof Multipart several) {
                for (int i = 0; i < several.getCount(); i++) {
                    walk(several.getBodyPart(i));
                }
            } else if (part.isMimeType("text/plain") && text.isEmpty()) {
                text = (String) part.getContent();
            } else if (part.isMimeType("text/html") && html.isEmpty()) {
                html = (String) part.getContent();
            } else if (part.isMimeType("image/*") && part instanceof MimePart picture) {
                keep(picture, picture.getContentID());
            }
        }

        private void keep(MimePart picture, @Nullable String id) throws MessagingException, IOException {
            if (id == null) {
                return;
            }
            try (InputStream in = picture.getInputStream()) {
                String type = picture.getContentType().split(";")[0].strip();
                pictures.put(
                        id.replaceAll("^<|>$", ""),
                        "data:" + type + ";base64," + Base64.getEncoder().encodeToString(in.readAllBytes()));
            }
        }

        /** Pictures are put in by value, so that the page needs no rights to load any; links open beside the console. */
        String htmlWithPictures() {
            String whole = html;
            for (Map.Entry<String, String> picture : pictures.entrySet()) {
                whole = whole.replace("cid:" + picture.getKey(), picture.getValue());
            }
            return HEAD.matcher(whole).replaceFirst(Matcher.quoteReplacement("<head><base target=\"_blank\">"));
        }
    }
}
