package dev.bellwether.source;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Keeps the last answers that came with an ETag, so that an unchanged one need not be sent again. */
final class AnswerCache {

    private final long cap;
    private final LinkedHashMap<URI, Kept> byAddress = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param cap of all answers together; the longest unused go first */
    AnswerCache(long cap) {
        this.cap = cap;
    }

    /** An answer's body with its ETag. */
    record Kept(String etag, byte[] body) {}

    synchronized Optional<Kept> of(URI address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    synchronized void put(URI address, Kept answer) {
        Kept before = byAddress.put(address, answer);
        bytes += answer.body().length - (before == null ? 0 : before.body().length);
        var oldest = byAddress.values().iterator();
        while (bytes > cap) {
            bytes -= oldest.next().body().length;
            oldest.remove();
        }
    }
}
