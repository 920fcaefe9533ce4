package dev.bellwether.web;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.contribution.Contribution;
import dev.bellwether.evaluate.ContributionFinder;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.DidYouMean;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/v1/kpis/{kpi}/contribution}: where a change of a KPI comes from. */
@RestController
@RequestMapping(path = "/api/v1/kpis", produces = MediaType.APPLICATION_JSON_VALUE)
public final class ContributionApi {

    /** How many grains are looked back for one that has readings. */
    private static final int GRAINS_BACK = 3;

    private final CatalogueBook catalogueBook;
    private final ContributionFinder finder;
    private final InstantSource clock;

    public ContributionApi(CatalogueBook catalogueBook, ContributionFinder finder, InstantSource clock) {
        this.catalogueBook = catalogueBook;
        this.finder = finder;
        this.clock = clock;
    }

    /**
     * Where the change comes from, by each dimension that the labels leave open.
     *
     * @param label such as {@code market=BR}, several times for several
     * @param at the newest grain that ended by then; the newest with readings when absent
     */
    @GetMapping("/{kpi}/contribution")
    public ContributionDocument contribution(
            @PathVariable("kpi") String id,
            @RequestParam(name = "label", required = false) @Nullable List<String> label,
            @RequestParam(name = "at", required = false) @Nullable String at) {
        Catalogue catalogue = catalogueBook.current();
        Kpi kpi = kpi(id, catalogue);
        Labels labels = Asked.labels(label);
        Asked.checkDimensions(labels, kpi);
        Instant end = at == null ? kpi.lastDue(clock.instant()) : Asked.instant("at", at);
        Optional<Contribution> found = finder.find(kpi, catalogue.markets(), labels, end);
        for (int back = 0; at == null && found.isEmpty() && back < GRAINS_BACK; back++) {
            end = kpi.previous(end);
            found = finder.find(kpi, catalogue.markets(), labels, end);
        }
        Instant last = end;
        return found.map(contribution -> ContributionDocument.of(contribution, kpi.unit()))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "there is no reading of " + kpi.id() + labels + " at " + last));
    }

    private static Kpi kpi(String id, Catalogue catalogue) {
        return catalogue.kpis().stream()
                .filter(kpi -> kpi.id().value().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "there is no KPI \"" + id + "\"; "
                                + DidYouMean.sentence(
                                        id,
                                        catalogue.kpis().stream()
                                                .map(kpi -> kpi.id().value())
                                                .toList())));
    }
}
