package dev.bellwether.notify;

import dev.bellwether.kpi.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long after a mail an unchanged group is mailed again, as a ladder: {@code 4h 1d 1w off} repeats after four hours,
 * then after a day, then after a week, then no more. Without {@code off} the last step goes on. News starts the ladder
 * anew.
 *
 * @param ends whether nothing is repeated after the last step
 */
public record RepeatInterval(List<Duration> steps, boolean ends) {

    private static final String OFF = "off";

    public RepeatInterval {
        steps = List.copyOf(steps);
        if (steps.isEmpty() && !ends) {
            throw new IllegalArgumentException("a repeat interval has a step, or is off");
        }
    }

    /** Always the same. */
    public static RepeatInterval every(Duration step) {
        return new RepeatInterval(List.of(step), false);
    }

    /** Nothing when {@code text} is not written as above. */
    public static Optional<RepeatInterval> parse(String text) {
        var words = new ArrayList<>(List.of(text.strip().split("\\s+")));
        boolean ends = words.get(words.size() - 1).equals(OFF);
        if (ends) {
            words.remove(words.size() - 1);
        }
        List<Duration> steps =
                words.stream().map(Durations::parse).flatMap(Optional::stream).toList();
        return steps.size() < words.size() ? Optional.empty() : Optional.of(new RepeatInterval(steps, ends));
    }

    /** How long to wait after the last mail; nothing when it is not to be repeated. */
    public Optional<Duration> after(int repeats) {
        if (repeats < steps.size()) {
            return Optional.of(steps.get(repeats));
        }
        return ends ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
    }

    /** The step that comes soonest; nothing when it is off from the start. */
    public Optional<Duration> shortest() {
        return steps.stream().min(Duration::compareTo);
    }

    /** As it is written. */
    @Override
    public String toString() {
        String written = steps.stream().map(Durations::write).collect(Collectors.joining(" "));
        return ends ? (written + " " + OFF).strip() : written;
    }
}
