package dev.bellwether.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Range;
import dev.bellwether.kpi.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncomingSamplesTest {

    private static final Instant AT = Instant.parse("2026-01-05T01:00:00Z");
    private static final Window WINDOW = new Window(AT.minusSeconds(3600), AT);

    private final SeriesIndex index = new SeriesIndex(List.of("market"));

    @Test
    void s6OfTwoRowsThatDisagreeTheLaterCountsAndIsCounted() {
        var incoming = new IncomingSamples(index, WINDOW);

        accept(incoming, "ES", 1);
        accept(incoming, "ES", 1);
        accept(incoming, "ES", 2);

        assertThat(incoming.at(AT).value(0)).isEqualTo(2);
        assertThat(incoming.at(AT).count()).isEqualTo(1);
        assertThat(incoming.conflicting()).isEqualTo(1);
        assertThat(incoming.rows()).isEqualTo(3);
    }

    @Test
    void s14ABadRowMakesNoNewSeries() {
        var incoming = new IncomingSamples(index, WINDOW, Range.ANY, 1);

        accept(incoming, "PL", Double.NaN);
        incoming.reject(new String[] {"IL"}, "value is \"n/a\"");
        assertThat(index.size()).isZero();

        accept(incoming, "ES", 1);
        accept(incoming, "BR", 1);
        accept(incoming, "ES", 1);
        assertThat(index.size()).isEqualTo(1);
        assertThat(incoming.rejected()).isEqualTo(3);
        assertThat(incoming.rejectedSeries()).isZero();
    }

    private static void accept(IncomingSamples incoming, String market, double value) {
        incoming.accept(new String[] {market}, AT.toEpochMilli(), value, Double.NaN, Double.NaN, Double.NaN);
    }
}
