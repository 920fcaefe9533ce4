package dev.bellwether.app;

import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.problem.Problem;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.schedule.DispatchSchedule;
import dev.bellwether.schedule.EvaluationSchedule;
import dev.bellwether.schedule.Leadership;
import dev.bellwether.schedule.ReloadSchedule;
import dev.bellwether.schedule.RetentionSchedule;
import dev.bellwether.schedule.RouteSchedule;
import dev.bellwether.schedule.SettleSchedule;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/** What happens once everything stands: KPIs and rules are read, and the schedules begin. */
@Component
class Start {

    private static final Logger log = LoggerFactory.getLogger(Start.class);

    private final CatalogueBook catalogueBook;
    private final RuleBook ruleBook;
    private final Leadership leadership;
    private final EvaluationSchedule evaluationSchedule;
    private final ReloadSchedule reloadSchedule;
    private final DispatchSchedule dispatchSchedule;
    private final RetentionSchedule retentionSchedule;
    private final RouteSchedule routeSchedule;
    private final SettleSchedule settleSchedule;
    private final TaskScheduler scheduler;
    private final InstantSource clock;

    Start(
            CatalogueBook catalogueBook,
            RuleBook ruleBook,
            Leadership leadership,
            EvaluationSchedule evaluationSchedule,
            ReloadSchedule reloadSchedule,
            DispatchSchedule dispatchSchedule,
            RetentionSchedule retentionSchedule,
            RouteSchedule routeSchedule,
            SettleSchedule settleSchedule,
            TaskScheduler scheduler,
            InstantSource clock) {
        this.catalogueBook = catalogueBook;
        this.ruleBook = ruleBook;
        this.leadership = leadership;
        this.evaluationSchedule = evaluationSchedule;
        this.reloadSchedule = reloadSchedule;
        this.dispatchSchedule = dispatchSchedule;
        this.retentionSchedule = retentionSchedule;
        this.routeSchedule = routeSchedule;
        this.settleSchedule = settleSchedule;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        for (Problem problem : catalogueBook.problems()) {
            log.atError().log("{}", problem);
        }
        log.atInfo().addKeyValue("kpis", catalogueBook.current().kpis().size()).log("KPIs are in force");
        ruleBook.reload(catalogueBook.current().kpis(), clock.instant());
        look();
        evaluationSchedule.refresh();
        reloadSchedule.start(scheduler);
        dispatchSchedule.start(scheduler);
        retentionSchedule.start(scheduler);
        routeSchedule.start(scheduler);
        settleSchedule.start(scheduler);
    }

    /** An instance that is alone need not wait for the first look. */
    private void look() {
        try {
            leadership.look();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("not known yet whether another instance evaluates");
        }
    }
}
