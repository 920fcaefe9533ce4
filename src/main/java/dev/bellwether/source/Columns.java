package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.source.SourceException.Retry;
import java.util.ArrayList;
import java.util.List;

/**
 * Where an answer holds what a KPI needs: its dimensions, {@code at}, and either {@code value} or {@code numerator} and
 * {@code denominator}, with {@code sample} or without. Names are compared without regard to capitals.
 *
 * @param value -1, as the next three, where there is no such column
 */
record Columns(int[] dimensions, int at, int value, int numerator, int denominator, int sample) {

    static final int NONE = -1;

    /**
     * Finds the columns, counted from 0.
     *
     * @param names of the answer's columns, in order
     * @param answer what messages call the answer, such as {@code late.csv}
     */
    static Columns of(Kpi kpi, List<String> names, String answer) {
        var missing = new ArrayList<String>();
        int[] dimensions = kpi.dimensions().stream()
                .mapToInt(dimension -> required(dimension, names, missing))
                .toArray();
        int at = required("at", names, missing);
        int value = indexOf("value", names);
        int numerator = indexOf("numerator", names);
        int denominator = indexOf("denominator", names);
        boolean isRatio = numerator != NONE || denominator != NONE;
        if (isRatio) {
            required("numerator", names, missing);
            required("denominator", names, missing);
        } else {
            required("value", names, missing);
        }
        if (!missing.isEmpty()) {
            throw new SourceException(
                    "%s: %s has no column %s; it has %s"
                            .formatted(kpi.id(), answer, String.join(", ", missing), String.join(", ", names)),
                    Retry.POINTLESS);
        }
        if (isRatio && value != NONE) {
            throw new SourceException(
                    "%s: %s has both value and numerator over denominator; keep one or the other"
                            .formatted(kpi.id(), answer),
                    Retry.POINTLESS);
        }
        return new Columns(dimensions, at, value, numerator, denominator, indexOf("sample", names));
    }

    boolean isRatio() {
        return value == NONE;
    }

    private static int required(String name, List<String> names, List<String> missing) {
        int index = indexOf(name, names);
        if (index == NONE) {
            missing.add(name);
        }
        return index;
    }

    private static int indexOf(String name, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return NONE;
    }
}
