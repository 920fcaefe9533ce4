package dev.bellwether.schedule;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleReload;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** Looks every second whether an analyst has changed a KPI or a rule. */
public final class ReloadSchedule {

    private static final Logger log = LoggerFactory.getLogger(ReloadSchedule.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CatalogueBook catalogueBook;
    private final RuleBook ruleBook;
    private final EvaluationSchedule evaluationSchedule;
    private final AuditTrail audit;
    private final InstantSource clock;

    public ReloadSchedule(
            CatalogueBook catalogueBook,
            RuleBook ruleBook,
            EvaluationSchedule evaluationSchedule,
            AuditTrail audit,
            InstantSource clock) {
        this.catalogueBook = catalogueBook;
        this.ruleBook = ruleBook;
        this.evaluationSchedule = evaluationSchedule;
        this.audit = audit;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        scheduler.scheduleWithFixedDelay(this::look, PAUSE);
    }

    /** Never throws: a folder that cannot be read now may be readable at the next look. */
    void look() {
        try {
            boolean catalogueChanged = catalogueBook.hasChanged();
            if (catalogueChanged) {
                catalogueBook.reload();
            }
            // a rule may name a KPI that came or went, so rules are read again after the catalogue
            boolean rulesChanged = catalogueChanged || ruleBook.hasChanged();
            if (rulesChanged) {
                ruleBook.reload(catalogueBook.current().kpis(), clock.instant());
                evaluationSchedule.refresh(); // last, so that a new KPI is judged by its rules the first time already
            }
            if (catalogueChanged || rulesChanged) {
                audit.record(deed(catalogueChanged, ruleBook.status()));
            }
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("kpis/ or rules/ cannot be looked at; what is loaded stays in force");
        }
    }

    /** Whose hands it was is known to the version control of the files. */
    private Deed deed(boolean catalogueChanged, RuleReload rules) {
        return new Deed(
                clock.instant(),
                Deed.SERVICE,
                rules.successful() && catalogueBook.problems().isEmpty() ? "files_reloaded" : "files_reloaded_in_part",
                catalogueChanged ? "kpis and rules" : "rules",
                "%d KPIs and %d rules are in force, hash of the rules %s, %d files set aside, %d mistakes"
                        .formatted(
                                catalogueBook.current().kpis().size(),
                                rules.rules(),
                                rules.hash(),
                                rules.quarantined().size(),
                                rules.problems().size()
                                        + catalogueBook.problems().size()));
    }
}
