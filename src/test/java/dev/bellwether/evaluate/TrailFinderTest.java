package dev.bellwether.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.InMemoryAlerts;
import dev.bellwether.history.InMemoryHistory;
import dev.bellwether.history.Samples;
import dev.bellwether.history.SeriesIndex;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Grain;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Unit;
import dev.bellwether.testing.Kpis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrailFinderTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final Labels SPAIN = Labels.of("market", "ES");
    private static final int WEEKS = 9;
    private static final Kpi ORDERS =
            Kpis.kpi("orders_total").unit(Unit.COUNT).grain(Grain.HOUR).build();

    private final InMemoryHistory history = new InMemoryHistory();
    private final TrailFinder finder = new TrailFinder(history, new InMemoryAlerts());

    /** A thousand an hour for nine weeks; two hundred in the last hour. */
    @BeforeEach
    void fill() {
        SeriesIndex index = history.seriesOf(ORDERS);
        index.add(Labels.of("market", "BR"));
        int spain = index.add(SPAIN).number();
        for (int hour = 0; hour < WEEKS * 7 * 24; hour++) {
            var samples = new Samples(NOON.minus(Duration.ofHours(hour)), index.size());
            samples.put(spain, hour == 0 ? 200 : 1_000, Double.NaN, Double.NaN, Double.NaN);
            history.append(ORDERS, List.of(samples));
        }
    }

    @Test
    void putsEachReadingBesideWhatWasUsualThen() {
        List<Snapshot> trail = find(SPAIN, 5, Duration.ofMinutes(5));

        assertThat(trail).extracting(Snapshot::at).isSorted().hasSize(5).endsWith(NOON);
        assertThat(trail).extracting(Snapshot::value).containsExactly(1_000.0, 1_000.0, 1_000.0, 1_000.0, 200.0);
        assertThat(trail).allSatisfy(snapshot -> {
            assertThat(snapshot.expected()).isEqualTo(1_000);
            assertThat(snapshot.low()).isBetween(200.0, 1_000.0);
            assertThat(snapshot.high()).isGreaterThan(1_000);
        });
    }

    @Test
    void answersWithWhatItHasWhenTimeIsUp() {
        assertThat(find(SPAIN, 50, Duration.ZERO)).isEmpty();
    }

    @Test
    void knowsNothingOfASeriesThatNeverCame() {
        assertThat(find(Labels.of("market", "XX"), 5, Duration.ofMinutes(5))).isEmpty();
    }

    private List<Snapshot> find(Labels labels, int most, Duration longest) {
        return finder.find(ORDERS, Markets.NONE, labels, NOON.plusSeconds(90), most, longest);
    }
}
