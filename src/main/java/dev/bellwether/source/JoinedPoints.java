package dev.bellwether.source;

import dev.bellwether.kpi.SampleReceiver;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings together what several queries answer for one series and instant. */
final class JoinedPoints {

    private record Place(List<String> dimensionValues, long at) {}

    private final List<String> columns;
    private final Map<Place, double[]> rows = new LinkedHashMap<>();

    /** @param columns {@code value} or {@code numerator} and {@code denominator}, and perhaps {@code sample} */
    JoinedPoints(List<String> columns) {
        this.columns = columns;
    }

    void put(String column, String[] dimensionValues, long at, double figure) {
        rows.computeIfAbsent(new Place(List.of(dimensionValues), at), place -> {
            var empty = new double[columns.size()];
            Arrays.fill(empty, Double.NaN);
            return empty;
        })[columns.indexOf(column)] = figure;
    }

    void handTo(SampleReceiver receiver) {
        rows.forEach((place, figures) -> {
            String[] values = place.dimensionValues().toArray(String[]::new);
            String missing = missingIn(figures);
            if (missing.isEmpty()) {
                receiver.accept(
                        values,
                        place.at(),
                        figure(figures, "value"),
                        figure(figures, "numerator"),
                        figure(figures, "denominator"),
                        figure(figures, "sample"));
            } else {
                receiver.reject(values, missing);
            }
        });
    }

    /** What may not be absent: without a numerator nobody knows whether it is 0 or lost. */
    private String missingIn(double[] figures) {
        for (int i = 0; i < figures.length; i++) {
            if (!Double.isFinite(figures[i]) && !columns.get(i).equals("sample")) {
                return Double.isNaN(figures[i])
                        ? columns.get(i)
                                + " is missing or NaN; where none means 0, write \"… or 0 * (the other query)\""
                        : columns.get(i) + " is " + figures[i];
            }
        }
        return "";
    }

    private double figure(double[] figures, String column) {
        int index = columns.indexOf(column);
        return index < 0 ? Double.NaN : figures[index];
    }
}
