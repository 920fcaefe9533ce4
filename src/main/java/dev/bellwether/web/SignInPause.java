package dev.bellwether.web;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes guessing slow. Each failed attempt beyond the first few doubles the pause of its name, and of the address it
 * came from. The longest pause of a name is short, so that a stranger cannot keep its owner out for long.
 */
public final class SignInPause {

    private static final int MOST_KNOWN = 10_000;
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final Limit OF_A_NAME = new Limit(5, Duration.ofMinutes(1));
    private static final Limit OF_AN_ADDRESS = new Limit(20, Duration.ofMinutes(15));

    private record Limit(int free, Duration longest) {

        Duration pauseAfter(int attempts) {
            int beyond = attempts - free;
            if (beyond < 0) {
                return Duration.ZERO;
            }
            Duration doubled = Duration.ofSeconds(1L << Math.min(beyond, 20));
            return doubled.compareTo(longest) < 0 ? doubled : longest;
        }
    }

    private record Attempts(int count, Instant last) {}

    private final Map<String, Attempts> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    /**
     * Counts an attempt before it is looked at, so that many at once count as many.
     *
     * @return how long to wait; nothing when it may be looked at, and only then it was counted
     */
    synchronized Optional<Duration> begin(String name, String address, Instant now) {
        Duration wait = longer(left("n " + cut(name), OF_A_NAME, now), left("a " + address, OF_AN_ADDRESS, now));
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        count("n " + cut(name), now);
        count("a " + address, now);
        return Optional.empty();
    }

    /** The attempt that was counted last was right. */
    synchronized void succeeded(String name, String address) {
        known.remove("n " + cut(name));
        known.computeIfPresent(
                "a " + address,
                (key, attempts) -> attempts.count() == 1 ? null : new Attempts(attempts.count() - 1, attempts.last()));
    }

    private Duration left(String key, Limit limit, Instant now) {
        Attempts attempts = known.get(key);
        if (attempts == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, attempts.last().plus(limit.pauseAfter(attempts.count())));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void count(String key, Instant now) {
        known.merge(
                key,
                new Attempts(1, now),
                (before, one) ->
                        before.last().plus(FORGOTTEN).isBefore(now) ? one : new Attempts(before.count() + 1, now));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(100, name.length()));
    }
}
