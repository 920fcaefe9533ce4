package dev.bellwether.drl;

import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Unit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A field of a snapshot: its name in rules, what it means, and how people read it; the same words in summaries, in
 * explanations and in the documentation.
 */
public final class Field {

    /** How the numbers of a field are written. */
    private enum Form {
        /** In the KPI's unit. */
        AMOUNT {
            @Override
            String write(Unit unit, double number) {
                return unit.format(number);
            }
        },
        /** Of two amounts: 45 % is 30 points, not 30 %, below 75 %. */
        DIFFERENCE {
            @Override
            String write(Unit unit, double number) {
                if (unit == Unit.RATIO) {
                    return signed(number * 100, Math.abs(number) < 0.01 ? "%.2f points" : "%.1f points");
                }
                return Double.isFinite(number) ? sign(number) + unit.format(Math.abs(number)) : UNKNOWN;
            }
        },
        PERCENT {
            @Override
            String write(Unit unit, double number) {
                return signed(number * 100, "%.1f %%");
            }
        },
        SIGMAS {
            @Override
            String write(Unit unit, double number) {
                return signed(number, "%.1f");
            }
        },
        COUNT {
            @Override
            String write(Unit unit, double number) {
                return Unit.COUNT.format(number);
            }
        },
        AGE {
            @Override
            String write(Unit unit, double number) {
                return Durations.write(Duration.ofSeconds(Math.max(0, Math.round(number))));
            }
        };

        abstract String write(Unit unit, double number);
    }

    private static final String UNKNOWN = "–";

    private static final Map<String, Field> ALL = new LinkedHashMap<>();

    static {
        add("value", "the reading, in the KPI's unit", Form.AMOUNT, Snapshot::value);
        add(
                "expected",
                "what is usual: the median of the same local time of past weeks",
                Form.AMOUNT,
                Snapshot::expected);
        add("low", "lower end of the usual band", Form.AMOUNT, Snapshot::low);
        add("high", "upper end of the usual band", Form.AMOUNT, Snapshot::high);
        add(
                "delta",
                "value − expected, in the KPI's unit; for ratios 0.05 is 5 points",
                Form.DIFFERENCE,
                Snapshot::delta);
        add("deviation", "value / expected − 1; −0.3 is 30 % below", Form.PERCENT, Snapshot::deviation);
        add("z", "how unusual the value is, in robust sigmas", Form.SIGMAS, Snapshot::z);
        add(
                "significant",
                "whether the reading stands out among the KPI's series looked at together; one in twenty is chance",
                snapshot -> Boolean.toString(snapshot.significant()));
        add(
                "driftUp",
                "how far a rise that lasts has added up, in sigmas; above 8 is rarely chance",
                Form.SIGMAS,
                Snapshot::driftUp);
        add(
                "driftDown",
                "how far a fall that lasts has added up, in sigmas; above 8 is rarely chance",
                Form.SIGMAS,
                Snapshot::driftDown);
        add("previous", "the value one grain before", Form.AMOUNT, Snapshot::previous);
        add("change", "value / previous − 1", Form.PERCENT, Snapshot::change);
        add("lastWeek", "the value of the same local time a week before", Form.AMOUNT, Snapshot::lastWeek);
        add("sample", "how many observations stand behind the value", Form.COUNT, Snapshot::sample);
        add("numerator", "of a ratio", Form.COUNT, Snapshot::numerator);
        add("denominator", "of a ratio", Form.COUNT, Snapshot::denominator);
        add("weeks", "how many past readings stand behind expected", Form.COUNT, Snapshot::weeks);
        add("hour", "local hour of the market, 0–23, in which the grain ends", Form.COUNT, Snapshot::hour);
        add("weekday", "local weekday, such as \"MONDAY\", in which the grain ends", Snapshot::weekday);
        add(
                "phase",
                "of a sale in the market: teaser, open, running, closing, hangover, delivery_echo; empty otherwise",
                Snapshot::phase);
        add("holiday", "the market's public holiday, such as \"Christmas\"; empty otherwise", Snapshot::holiday);
        add(
                "mature",
                "whether the figure has settled, as old as the KPI's maturity asks",
                snapshot -> Boolean.toString(snapshot.mature()));
        add("missing", "whether a reading was due and did not come", snapshot -> Boolean.toString(snapshot.missing()));
        add("ageSeconds", "from the grain's end to the time of judging", Form.AGE, Snapshot::ageSeconds);
        add("at", "end of the grain, UTC", snapshot -> snapshot.at().toString());
        add("kpi", "the KPI's name", Snapshot::kpi);
        add("title", "the KPI's title; for summaries", snapshot -> snapshot.definition()
                .title());
    }

    private final String name;
    private final String meaning;
    private final @Nullable Form form;
    private final ToDoubleFunction<Snapshot> number;
    private final Function<Snapshot, String> text;

    private Field(
            String name,
            String meaning,
            @Nullable Form form,
            ToDoubleFunction<Snapshot> number,
            Function<Snapshot, String> text) {
        this.name = name;
        this.meaning = meaning;
        this.form = form;
        this.number = number;
        this.text = text;
    }

    private static void add(String name, String meaning, Form form, ToDoubleFunction<Snapshot> number) {
        Function<Snapshot, String> text =
                snapshot -> form.write(snapshot.definition().unit(), number.applyAsDouble(snapshot));
        ALL.put(name, new Field(name, meaning, form, number, text));
    }

    private static void add(String name, String meaning, Function<Snapshot, String> text) {
        ALL.put(name, new Field(name, meaning, null, snapshot -> Double.NaN, text));
    }

    /** All of them, in the order in which a person would ask for them. */
    public static List<Field> all() {
        return List.copyOf(ALL.values());
    }

    public static Optional<Field> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    public String name() {
        return name;
    }

    public String meaning() {
        return meaning;
    }

    public boolean isNumber() {
        return form != null;
    }

    boolean isWeekday() {
        return name.equals("weekday");
    }

    /** Whether its numbers are in the KPI's unit. */
    boolean isAmount() {
        return form == Form.AMOUNT;
    }

    /** {@code NaN} for fields that are none and figures that do not exist. */
    public double number(Snapshot snapshot) {
        return number.applyAsDouble(snapshot);
    }

    /** As people read it. */
    public String text(Snapshot snapshot) {
        return text.apply(snapshot);
    }

    /** Another number of this field's kind, as people read it. */
    public String write(Unit unit, double other) {
        return form == null ? Double.toString(other) : form.write(unit, other);
    }

    /** How far two numbers of this field's kind are apart, as people read it; without a sign. */
    public String distance(Unit unit, double distance) {
        Form apart = form == Form.AMOUNT ? Form.DIFFERENCE : form;
        String written = apart == null ? Double.toString(distance) : apart.write(unit, Math.abs(distance));
        return written.startsWith("+") ? written.substring(1) : written;
    }

    /** A label's value as people read it; a series without it has no word of its own for that. */
    public static String label(String value) {
        return value.isEmpty() ? UNKNOWN : value;
    }

    private static String signed(double value, String format) {
        return Double.isFinite(value) ? sign(value) + String.format(Locale.ROOT, format, Math.abs(value)) : UNKNOWN;
    }

    private static String sign(double value) {
        return value < 0 ? "−" : value > 0 ? "+" : "";
    }

    @Override
    public String toString() {
        return name;
    }
}
