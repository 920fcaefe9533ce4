package dev.bellwether.history;

import dev.bellwether.history.Windows.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * What the windows of a KPI hold up to the grain before the one that is judged.
 *
 * @param names of the windows
 * @param sums one for each name
 */
record RollingFigures(List<String> names, List<RollingSums> sums) {

    /** The windows of a series when the newest grain reads {@code value}. */
    Windows with(int series, double value) {
        List<Figures> figures = new ArrayList<>(sums.size());
        for (RollingSums of : sums) {
            figures.add(of.with(series, value));
        }
        return new Windows(names, figures);
    }
}
