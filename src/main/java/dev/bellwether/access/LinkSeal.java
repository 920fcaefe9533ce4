package dev.bellwether.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes mandates into links, and tells those that it wrote from all others (HMAC-SHA256, RFC 2104). */
public final class LinkSeal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LEAST_KEY = 32;
    private static final int LONGEST = 2_000;
    private static final String MANDATE = "1";
    private static final String SUBSCRIPTION = "subscription 1";

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException when the key has fewer than 32 bytes */
    public LinkSeal(byte[] key) {
        if (key.length < LEAST_KEY) {
            throw new IllegalArgumentException("the key of links has " + key.length + " bytes, and needs 32 or more");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Letters, digits, {@code -}, {@code _} and a dot. */
    public String seal(Mandate mandate) {
        return seal(
                MANDATE,
                mandate.action(),
                mandate.fingerprint(),
                Long.toString(mandate.activeAt().toEpochMilli()),
                Long.toString(mandate.expires().getEpochSecond()),
                mandate.recipient());
    }

    /** Letters, digits, {@code -}, {@code _} and a dot. */
    public String seal(Subscription subscription) {
        return seal(SUBSCRIPTION, subscription.recipient(), subscription.receiver());
    }

    private String seal(String... words) {
        byte[] content = String.join("\n", words).getBytes(StandardCharsets.UTF_8);
        return encoded(content) + "." + encoded(mac(content));
    }

    /** Nothing where the text is not exactly as it was sealed. Whether it has expired is for the caller to look at. */
    public Optional<Mandate> open(String sealed) {
        return words(sealed, MANDATE, 6)
                .map(words -> new Mandate(
                        words[1],
                        words[2],
                        Instant.ofEpochMilli(Long.parseLong(words[3])),
                        words[5],
                        Instant.ofEpochSecond(Long.parseLong(words[4]))));
    }

    /** Nothing where the text is not exactly as it was sealed. */
    public Optional<Subscription> openSubscription(String sealed) {
        return words(sealed, SUBSCRIPTION, 3).map(words -> new Subscription(words[2], words[1]));
    }

    /** What was sealed as this kind; the last word may have lines. */
    private Optional<String[]> words(String sealed, String kind, int count) {
        int dot = sealed.indexOf('.');
        if (dot < 0 || sealed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] content = Base64.getUrlDecoder().decode(sealed.substring(0, dot));
            byte[] mac = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
            if (!MessageDigest.isEqual(mac, mac(content))) {
                return Optional.empty();
            }
            String[] words = new String(content, StandardCharsets.UTF_8).split("\n", count);
            return Optional.of(words).filter(found -> found[0].equals(kind));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no Base64
        }
    }

    private byte[] mac(byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
