package dev.bellwether.app;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.AlertState;
import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.contribution.Contribution;
import dev.bellwether.evaluate.ContributionFinder;
import dev.bellwether.evaluate.TrailFinder;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.notify.Background;
import dev.bellwether.notify.Story;
import dev.bellwether.notify.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells mails what the history knows of an alert's series. */
final class AlertBackground implements Background {

    private static final int FEWEST_GRAINS = 36;
    private static final int MOST_GRAINS = 60;
    private static final int GRAINS_BEFORE = 24;
    private static final Duration LONGEST_TRAIL = Duration.ofMillis(800);

    private final CatalogueBook catalogueBook;
    private final TrailFinder trailFinder;
    private final ContributionFinder contributionFinder;

    AlertBackground(CatalogueBook catalogueBook, TrailFinder trailFinder, ContributionFinder contributionFinder) {
        this.catalogueBook = catalogueBook;
        this.trailFinder = trailFinder;
        this.contributionFinder = contributionFinder;
    }

    @Override
    public Optional<Kpi> kpi(KpiId id) {
        return catalogueBook.current().find(id);
    }

    @Override
    public Story of(Alert alert, Instant at) {
        Catalogue catalogue = catalogueBook.current();
        Optional<Kpi> kpi = catalogue.find(alert.kpi());
        if (kpi.isEmpty() || alert.rule().scope() == Scope.GROUP) {
            return Story.NONE;
        }
        Labels labels = alert.labels().only(kpi.get().dimensions());
        List<Snapshot> snapshots = trailFinder.find(
                kpi.get(), catalogue.markets(), labels, alert.judgedAt(), grains(kpi.get(), alert), LONGEST_TRAIL);
        Optional<Contribution> origin = alert.state() == AlertState.RESOLVED
                ? Optional.empty()
                : contributionFinder.find(
                        kpi.get(),
                        catalogue.markets(),
                        whole(kpi.get(), labels),
                        alert.latest().at());
        return new Story(
                new Trail(snapshots.stream().map(AlertBackground::point).toList()), origin);
    }

    /** As many as show the time before the trouble, too. */
    private static int grains(Kpi kpi, Alert alert) {
        int since = 0;
        for (Instant end = alert.judgedAt(); end.isAfter(alert.activeAt()) && since < MOST_GRAINS; since++) {
            end = kpi.previous(end);
        }
        return Math.min(MOST_GRAINS, Math.max(FEWEST_GRAINS, since + GRAINS_BEFORE));
    }

    /** A series has no parts; what it is a part of tells who is affected beside it and who is not. */
    private static Labels whole(Kpi kpi, Labels labels) {
        if (labels.size() < kpi.dimensions().size()) {
            return labels;
        }
        Labels market = labels.only(Set.of(Markets.DIMENSION));
        return market.size() < labels.size() ? market : Labels.NONE;
    }

    private static Trail.Point point(Snapshot snapshot) {
        return new Trail.Point(
                snapshot.at(),
                snapshot.value(),
                snapshot.expected(),
                snapshot.low(),
                snapshot.high(),
                snapshot.sample());
    }
}
