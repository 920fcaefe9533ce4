package dev.bellwether.rules;

import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** A snapshot's figures as people read them; the same words in summaries and in explanations. */
final class Wording {

    private static final String UNKNOWN = "–";

    private static final Map<String, Function<Snapshot, String>> FIGURES = Map.ofEntries(
            Map.entry("value", s -> inUnit(s, s.value())),
            Map.entry("expected", s -> inUnit(s, s.expected())),
            Map.entry("low", s -> inUnit(s, s.low())),
            Map.entry("high", s -> inUnit(s, s.high())),
            Map.entry("previous", s -> inUnit(s, s.previous())),
            Map.entry("lastWeek", s -> inUnit(s, s.lastWeek())),
            Map.entry("delta", s -> difference(s.definition().unit(), s.delta())),
            Map.entry("deviation", s -> signed(s.deviation() * 100, "%.1f %%")),
            Map.entry("change", s -> signed(s.change() * 100, "%.1f %%")),
            Map.entry("z", s -> signed(s.z(), "%.1f")),
            Map.entry("sample", s -> Unit.COUNT.format(s.sample())),
            Map.entry("numerator", s -> Unit.COUNT.format(s.numerator())),
            Map.entry("denominator", s -> Unit.COUNT.format(s.denominator())),
            Map.entry("weeks", s -> Integer.toString(s.weeks())),
            Map.entry("hour", s -> Integer.toString(s.hour())),
            Map.entry("weekday", Snapshot::weekday),
            Map.entry("at", s -> s.at().toString()),
            Map.entry("ageSeconds", s -> Durations.write(Duration.ofSeconds(Math.max(0, s.ageSeconds())))),
            Map.entry("missing", s -> Boolean.toString(s.missing())),
            Map.entry("kpi", Snapshot::kpi),
            Map.entry("title", s -> s.definition().title()));

    private Wording() {}

    /** The figures that have a wording, named as rules name them. */
    static Set<String> figures() {
        return FIGURES.keySet();
    }

    /** A figure of {@link #figures()}. */
    static String of(String figure, Snapshot snapshot) {
        return Objects.requireNonNull(FIGURES.get(figure), figure).apply(snapshot);
    }

    /** A label's value; a series without it has no word of its own for that. */
    static String label(String value) {
        return value.isEmpty() ? UNKNOWN : value;
    }

    private static String inUnit(Snapshot snapshot, double value) {
        return snapshot.definition().unit().format(value);
    }

    /** The difference of two ratios is counted in points: 45 % is 30 points, not 30 %, below 75 %. */
    private static String difference(Unit unit, double delta) {
        if (unit == Unit.RATIO) {
            return signed(delta * 100, Math.abs(delta) < 0.01 ? "%.2f points" : "%.1f points");
        }
        String size = unit.format(Math.abs(delta));
        return Double.isFinite(delta) ? sign(delta) + size : UNKNOWN;
    }

    private static String signed(double value, String format) {
        return Double.isFinite(value) ? sign(value) + String.format(Locale.ROOT, format, Math.abs(value)) : UNKNOWN;
    }

    private static String sign(double value) {
        return value < 0 ? "−" : value > 0 ? "+" : "";
    }
}
