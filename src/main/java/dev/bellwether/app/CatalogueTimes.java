package dev.bellwether.app;

import dev.bellwether.alert.Alert;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.SourceWatch;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.notify.DueTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/** When readings are to be judged, as the KPIs in force say. */
final class CatalogueTimes implements DueTimes {

    /** How long after a start it may take to judge what was missed; until then nobody is told that it is not judged. */
    static final Duration TO_CATCH_UP = Duration.ofMinutes(5);

    private final CatalogueBook catalogueBook;
    private final int grains;
    private final Instant caughtUpAt;

    /** @param grains after so many that nobody judged, an alert counts as not evaluated */
    CatalogueTimes(CatalogueBook catalogueBook, int grains, Instant startedAt) {
        this.catalogueBook = catalogueBook;
        this.grains = grains;
        this.caughtUpAt = startedAt.plus(TO_CATCH_UP);
    }

    @Override
    public Instant dueAt(KpiId kpi, Instant at) {
        return catalogueBook.current().find(kpi).map(found -> found.dueAt(at)).orElse(at);
    }

    /** A source's own alert is judged whenever the source is asked; it has no grain. */
    @Override
    public boolean isEvaluated(Alert alert, Instant now) {
        if (now.isBefore(caughtUpAt)) {
            return true;
        }
        Optional<Kpi> slowest = alert.rule().kpis().stream()
                .flatMap(kpi -> catalogueBook.current().find(kpi).stream())
                .max(Comparator.comparing(kpi -> kpi.grain().length()));
        return SourceWatch.isAboutASource(alert)
                || slowest.filter(kpi -> now.isAfter(lastChance(kpi, alert.judgedAt())))
                        .isEmpty();
    }

    private Instant lastChance(Kpi kpi, Instant judgedAt) {
        Instant at = judgedAt;
        for (int i = 0; i < grains; i++) {
            at = kpi.next(at);
        }
        return kpi.dueAt(at);
    }
}
