package dev.bellwether.source;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads an answer of Prometheus' query API, series by series. See
 * <a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP API</a>.
 */
final class PrometheusAnswer {

    private final List<String> dimensions;
    private final Points points;
    private final Function<String, SourceException> foreign;
    private final String[] dimensionValues;
    private long[] times = new long[16];
    private double[] figures = new double[16];
    private int size;
    private String status = "";
    private String warning = "";

    /** @param foreign what to throw at a label that is no dimension, by which several series would become one */
    PrometheusAnswer(List<String> dimensions, Points points, Function<String, SourceException> foreign) {
        this.dimensions = dimensions;
        this.points = points;
        this.foreign = foreign;
        this.dimensionValues = new String[dimensions.size()];
    }

    /** Takes the points of an answer one by one. */
    @FunctionalInterface
    interface Points {

        /**
         * One point.
         *
         * @param dimensionValues reused after the call
         * @param at milliseconds since the epoch
         * @param figure as it came, {@code NaN} and infinities too
         */
        void accept(String[] dimensionValues, long at, double figure);
    }

    /** What an answer says that is an error; empty when it says nothing. */
    static String errorIn(InputStream body) {
        try (JsonParser json = JsonStreams.open(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (JsonStreams.nextKey(json)) {
                    if (json.currentName().equals("error")) {
                        String line =
                                json.getValueAsString("").lines().findFirst().orElse("");
                        return line.substring(0, Math.min(300, line.length()));
                    }
                    json.skipChildren();
                }
            }
            return "";
        } catch (JacksonException e) {
            return "";
        }
    }

    /** Reads the answer to its end. */
    void read(InputStream body) {
        try (JsonParser json = JsonStreams.open(body)) {
            json.nextToken();
            while (JsonStreams.nextKey(json)) {
                switch (json.currentName()) {
                    case "status" -> status = json.getValueAsString("");
                    case "data" -> readData(json);
                    case "warnings" -> readWarnings(json);
                    default -> json.skipChildren();
                }
            }
            JsonStreams.finish(json);
        }
    }

    boolean isSuccess() {
        return status.equals("success");
    }

    /** Why the answer may not be whole; empty when nothing speaks for it. */
    String warning() {
        return warning;
    }

    private void readWarnings(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            warning = warning.isEmpty() ? json.getValueAsString("a warning") : warning;
            json.skipChildren();
        }
    }

    private void readData(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (JsonStreams.nextKey(json)) {
            if (json.currentName().equals("result") && json.currentToken() == JsonToken.START_ARRAY) {
                readResult(json);
            } else {
                json.skipChildren();
            }
        }
    }

    /** A list of series; of a scalar it is the point itself. */
    private void readResult(JsonParser json) {
        JsonToken token = json.nextToken();
        if (token != null && token.isNumeric()) {
            begin();
            readPoint(json);
            hand();
            return;
        }
        while (token == JsonToken.START_OBJECT) {
            readSeries(json);
            token = json.nextToken();
        }
    }

    private void readSeries(JsonParser json) {
        begin();
        while (JsonStreams.nextKey(json)) {
            switch (json.currentName()) {
                case "metric" -> readLabels(json);
                case "value" -> {
                    json.nextToken();
                    readPoint(json);
                }
                case "values" -> {
                    while (json.nextToken() == JsonToken.START_ARRAY) {
                        json.nextToken();
                        readPoint(json);
                    }
                }
                case "histogram", "histograms" -> {
                    put(0, Double.NaN); // no single figure
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        hand();
    }

    private void begin() {
        Arrays.fill(dimensionValues, "");
        size = 0;
    }

    private void readLabels(JsonParser json) {
        while (JsonStreams.nextKey(json)) {
            String label = json.currentName();
            int dimension = dimensions.indexOf(label);
            if (dimension >= 0) {
                dimensionValues[dimension] = json.getValueAsString("");
            } else if (!label.equals("__name__")) {
                throw foreign.apply(label);
            }
        }
    }

    /** {@code [1435781430.781, "1"]}, the parser standing on the time; the end is read too. */
    private void readPoint(JsonParser json) {
        long at = Math.round(json.getDoubleValue() * 1000);
        json.nextToken();
        put(at, figure(json.getValueAsString("")));
        json.nextToken();
    }

    private void put(long at, double figure) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            figures = Arrays.copyOf(figures, size * 2);
        }
        times[size] = at;
        figures[size++] = figure;
    }

    private void hand() {
        for (int i = 0; i < size; i++) {
            points.accept(dimensionValues, times[i], figures[i]);
        }
    }

    /** As Go writes a number. */
    private static double figure(String text) {
        try {
            return switch (text) {
                case "+Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
