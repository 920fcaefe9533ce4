package dev.bellwether.drl;

import dev.bellwether.history.Snapshot;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;

/** A figure over a window that the KPI declares, written {@code mean("24h")}. */
enum WindowFigure {
    MEAN(Snapshot::mean),
    STDDEV(Snapshot::stddev),
    MIN(Snapshot::min),
    MAX(Snapshot::max);

    private final ToDoubleBiFunction<Snapshot, String> figure;

    WindowFigure(ToDoubleBiFunction<Snapshot, String> figure) {
        this.figure = figure;
    }

    static Optional<WindowFigure> named(String function) {
        for (WindowFigure figure : values()) {
            if (figure.toString().equals(function)) {
                return Optional.of(figure);
            }
        }
        return Optional.empty();
    }

    double in(Snapshot snapshot, String window) {
        return figure.applyAsDouble(snapshot, window);
    }

    /** As rules write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
