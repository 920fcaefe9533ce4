package dev.bellwether.notify;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How somebody likes numbers and times written. The words are English for all.
 *
 * @param locale whose separators numbers get
 * @param zone in which times are told; that of each alert's market where it is empty
 */
public record Reader(Locale locale, Optional<ZoneId> zone) {

    /** Decimal points, and the time of the market. */
    public static final Reader DEFAULT = new Reader(Locale.ENGLISH, Optional.empty());

    /**
     * Who likes what, by mail address or by receiver; an address goes before its receiver.
     *
     * @param others what all others get
     */
    public record Readers(Map<String, Reader> byName, Reader others) {

        /** Everyone likes the default. */
        public static final Readers DEFAULT = new Readers(Map.of(), Reader.DEFAULT);

        public Readers {
            byName = Map.copyOf(byName);
        }

        Reader of(String receiver, String recipient) {
            return byName.getOrDefault(recipient, byName.getOrDefault(receiver, others));
        }
    }
}
