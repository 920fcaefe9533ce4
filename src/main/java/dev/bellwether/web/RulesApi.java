package dev.bellwether.web;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.Explainer;
import dev.bellwether.evaluate.Explainer.Explained;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/v1/rules}: the rules in force, what is quarantined, and why a rule holds or does not. */
@RestController
@RequestMapping(path = "/api/v1/rules", produces = MediaType.APPLICATION_JSON_VALUE)
public final class RulesApi {

    private final RuleBook ruleBook;
    private final CatalogueBook catalogueBook;
    private final Explainer explainer;
    private final InstantSource clock;

    public RulesApi(RuleBook ruleBook, CatalogueBook catalogueBook, Explainer explainer, InstantSource clock) {
        this.ruleBook = ruleBook;
        this.catalogueBook = catalogueBook;
        this.explainer = explainer;
        this.clock = clock;
    }

    @GetMapping
    public RulesDocument rules() {
        List<AlertRule> inForce = ruleBook.current().map(RuleBase::rules).orElse(List.of());
        return RulesDocument.of(inForce, ruleBook.status());
    }

    /**
     * Why a rule holds or does not, for the series that have these labels, those in breach first.
     *
     * @param label such as {@code market=BR}, several times for several
     * @param at the newest grain that ended by then; the newest of all that were judged when absent
     */
    @GetMapping("/{name}/explanation")
    public ExplanationDocument explanation(
            @PathVariable("name") String name,
            @RequestParam(name = "label", required = false) @Nullable List<String> label,
            @RequestParam(name = "at", required = false) @Nullable String at) {
        Labels labels = Asked.labels(label);
        Instant until = at == null ? clock.instant() : Asked.instant("at", at);
        try (RuleBook.Lease rules = ruleBook.lease()) {
            AlertRule rule = rules.base().rule(name).orElseThrow(() -> unknown(name, rules.base()));
            if (rule.scope() == Scope.GROUP) {
                return ExplanationDocument.of(List.of(explainer.explainGroup(rule, labels, rules.base())));
            }
            return ExplanationDocument.of(explain(rule, labels, until, at == null, rules.base()));
        }
    }

    /** Without a wish for a time the newest grain that has been judged, which may not be the newest that is over. */
    private List<Explained> explain(AlertRule rule, Labels labels, Instant until, boolean newest, RuleBase rules) {
        Catalogue catalogue = catalogueBook.current();
        Kpi kpi = catalogue
                .find(rule.kpis().iterator().next())
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "the KPI of rule \"" + rule.name() + "\" is not in kpis/ any more"));
        Asked.checkDimensions(labels, kpi);
        Instant end = newest ? kpi.lastDue(until) : until;
        List<Explained> explained = explainer.explain(rule, kpi, catalogue.markets(), labels, end, rules);
        for (int back = 0; newest && explained.isEmpty() && back < 3; back++) {
            end = kpi.previous(kpi.grain().endAtOrBefore(end, kpi.zone()));
            explained = explainer.explain(rule, kpi, catalogue.markets(), labels, end, rules);
        }
        if (explained.isEmpty()) {
            throw new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "there is no reading of " + kpi.id() + labels + " at " + end);
        }
        return explained;
    }

    private static ResponseStatusException unknown(String name, RuleBase rules) {
        return new ResponseStatusException(
                HttpStatus.NOT_FOUND,
                "there is no rule \"" + name + "\"; "
                        + DidYouMean.sentence(
                                name,
                                rules.rules().stream().map(AlertRule::name).toList()));
    }
}
