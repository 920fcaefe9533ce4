package dev.bellwether.notify;

import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.kpi.Unit;
import java.util.Locale;

/** Figures in a reader's own separators. */
final class Numbers {

    private final Locale locale;

    Numbers(Locale locale) {
        this.locale = locale;
    }

    String value(Unit unit, double value) {
        return unit.format(value, locale);
    }

    String count(double value) {
        return Unit.COUNT.format(value, locale);
    }

    String percent(double share) {
        return String.format(locale, "%.0f %%", share * 100);
    }

    /** {@code 95 % → 45 %}, as short as the two can be told from each other. */
    String move(Unit unit, double from, double to) {
        String arrow = " → ";
        String brief = brief(unit, from) + arrow + brief(unit, to);
        return brief(unit, from).equals(brief(unit, to)) ? value(unit, from) + arrow + value(unit, to) : brief;
    }

    String brief(Unit unit, double value) {
        boolean isLarge = unit == Unit.RATIO && Double.isFinite(value) && Math.abs(value) >= 0.1;
        return isLarge ? percent(value) : value(unit, value);
    }

    /** {@code 49.8 points}: in points for ratios, since "42 % below 78 %" can be read in two ways. */
    String distance(Unit unit, double delta) {
        return unit == Unit.RATIO
                ? String.format(locale, "%.1f points", Math.abs(delta) * 100)
                : value(unit, Math.abs(delta));
    }

    /** {@code −49.8 points}. */
    String signed(Unit unit, double delta) {
        return (delta < 0 ? "−" : "+") + distance(unit, delta);
    }

    /** {@code −52 %}; empty where nothing was expected. */
    String relative(Figures figures) {
        double relative = (figures.value() - figures.expected()) / Math.abs(figures.expected());
        if (!Double.isFinite(relative)) {
            return "";
        }
        String times = relative >= 9.5 ? String.format(locale, "%.0f times", relative + 1) : "";
        return times.isEmpty() ? (relative < 0 ? "−" : "+") + percent(Math.abs(relative)) : times;
    }

    String band(Figures figures) {
        return Double.isFinite(figures.low()) && Double.isFinite(figures.high())
                ? value(figures.unit(), figures.low()) + " to " + value(figures.unit(), figures.high())
                : "";
    }
}
