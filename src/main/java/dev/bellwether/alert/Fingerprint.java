package dev.bellwether.alert;

import dev.bellwether.kpi.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short name for an alert's identity, which is its rule's name and its labels and nothing else. */
public final class Fingerprint {

    private Fingerprint() {}

    /** Sixteen hexadecimal digits, the same on every machine and after every restart. */
    public static String of(String alertname, Labels labels) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((alertname + labels).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
