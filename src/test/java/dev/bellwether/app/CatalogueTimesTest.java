package dev.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.Alert;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.testing.RuleFolder;
import dev.bellwether.testing.SampleAlerts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTimesTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    Path folder;

    private CatalogueBook book;
    private CatalogueTimes times;

    @BeforeEach
    void read() {
        book = new CatalogueBook(new RuleFolder(folder).kpis());
        book.reload();
        times = new CatalogueTimes(book, 3, MIDNIGHT);
    }

    @Test
    @DisplayName("AC 19: an alert is not evaluated once its third judgement is overdue, delay included")
    void countsGrainsAndTheDelay() {
        Alert daily = SampleAlerts.firing(new KpiId("late_shipment_ratio"), Labels.of("market", "BR"), MIDNIGHT);
        Instant due = MIDNIGHT.plus(Duration.ofDays(3)).plus(Duration.ofHours(2));

        assertThat(times.isEvaluated(daily, due)).isTrue();
        assertThat(times.isEvaluated(daily, due.plusSeconds(1))).isFalse();

        Alert hourly = SampleAlerts.firing(new KpiId("checkouts_total"), Labels.of("market", "BR"), MIDNIGHT);
        assertThat(times.isEvaluated(hourly, MIDNIGHT.plus(Duration.ofHours(3))))
                .isTrue();
        assertThat(times.isEvaluated(hourly, MIDNIGHT.plus(Duration.ofHours(4))))
                .isFalse();
    }

    @Test
    @DisplayName(
            "AC 19: after a long pause of the service an alert counts as evaluated until there was time to catch up")
    void waitsForWhatWasMissedAfterAStart() {
        Alert hourly = SampleAlerts.firing(new KpiId("checkouts_total"), Labels.of("market", "BR"), MIDNIGHT);
        Instant start = MIDNIGHT.plus(Duration.ofDays(2));
        var restarted = new CatalogueTimes(book, 3, start);

        assertThat(restarted.isEvaluated(
                        hourly, start.plus(CatalogueTimes.TO_CATCH_UP).minusSeconds(1)))
                .isTrue();
        assertThat(restarted.isEvaluated(hourly, start.plus(CatalogueTimes.TO_CATCH_UP)))
                .isFalse();
    }

    @Test
    void saysNothingOfAKpiThatIsNotThere() {
        Alert gone = SampleAlerts.firing(new KpiId("gone_total"), Labels.of("market", "BR"), MIDNIGHT);

        assertThat(times.isEvaluated(gone, MIDNIGHT.plus(Duration.ofDays(400)))).isTrue();
    }
}
