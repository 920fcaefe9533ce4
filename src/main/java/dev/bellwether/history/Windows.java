package dev.bellwether.history;

import java.util.List;

/**
 * Figures over the readings of the last while, by the name of the window.
 *
 * @param names as the KPI declares them, such as {@code 24h}
 * @param figures one for each name
 */
public record Windows(List<String> names, List<Figures> figures) {

    /** For a KPI that declares none. */
    public static final Windows NONE = new Windows(List.of(), List.of());

    /**
     * Over the readings whose grain ended within a window, the newest included; {@code NaN} where there is none.
     *
     * @param stddev of the readings, {@code NaN} where there are fewer than two
     */
    public record Figures(double mean, double stddev, double min, double max) {

        static final Figures NONE = new Figures(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    Figures of(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                return figures.get(i);
            }
        }
        return Figures.NONE;
    }
}
