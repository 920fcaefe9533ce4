package dev.bellwether.alert;

import dev.bellwether.kpi.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long, or how often, a rule must be breached before its alert fires: {@code @for}. */
public sealed interface HoldFor {

    /** Fires at the first breach. */
    HoldFor AT_ONCE = new Lasting(Duration.ZERO);

    /** Breached at every judgement for this long; one good reading starts anew. As Prometheus' {@code for}. */
    record Lasting(Duration duration) implements HoldFor {
        @Override
        public String toString() {
            return Durations.write(duration);
        }
    }

    /** Breached at {@code times} of the last {@code of} judgements with a sound reading. */
    record Often(int times, int of) implements HoldFor {
        public Often {
            if (times < 1 || of < times) {
                throw new IllegalArgumentException(times + " of " + of + " can never be");
            }
        }

        @Override
        public String toString() {
            return times + " of " + of;
        }
    }

    /** Whether it asks for more than {@code other}; of two kinds that cannot be compared, one does. */
    default boolean isLongerThan(HoldFor other) {
        if (this instanceof Lasting lasting && other instanceof Lasting before) {
            return lasting.duration().compareTo(before.duration()) > 0;
        }
        return !(this instanceof Often often && other instanceof Often before) || often.times() > before.times();
    }

    Pattern OFTEN = Pattern.compile("(\\d{1,3})\\s+of\\s+(\\d{1,3})");

    /** Nothing when {@code text} is neither a duration nor {@code M of N} with 1 ≤ M ≤ N. */
    static Optional<HoldFor> parse(String text) {
        Matcher often = OFTEN.matcher(text.strip());
        if (often.matches()) {
            int times = Integer.parseInt(often.group(1));
            int of = Integer.parseInt(often.group(2));
            return times >= 1 && times <= of ? Optional.of(new Often(times, of)) : Optional.empty();
        }
        return Durations.parse(text).map(Lasting::new);
    }

    /** How it is written, for messages. */
    static List<String> examples() {
        return List.of("2 of 3", "30m", "2d");
    }
}
