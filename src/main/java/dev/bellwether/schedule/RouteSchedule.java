package dev.bellwether.schedule;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import dev.bellwether.notify.AlertmanagerPush;
import dev.bellwether.problem.Problem;
import dev.bellwether.routing.RouteBook;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** Looks every second whether the routes were changed, and every five whether Alertmanagers are to be told something. */
public final class RouteSchedule {

    private static final Logger log = LoggerFactory.getLogger(RouteSchedule.class);
    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(1);
    private static final Duration PUSH_PAUSE = Duration.ofSeconds(5);

    private final RouteBook routeBook;
    private final AlertmanagerPush push;
    private final AuditTrail audit;
    private final InstantSource clock;

    public RouteSchedule(RouteBook routeBook, AlertmanagerPush push, AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.routeBook = routeBook;
        this.push = push;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        scheduler.scheduleWithFixedDelay(this::reload, RELOAD_PAUSE);
        scheduler.scheduleWithFixedDelay(this::push, PUSH_PAUSE);
    }

    /** Never throws: a file that cannot be read now may be readable at the next look. */
    void reload() {
        try {
            if (!routeBook.reloadIfChanged(clock.instant())) {
                return;
            }
            RouteBook.Status status = routeBook.status();
            audit.record(deed(status));
            if (status.successful()) {
                log.atInfo()
                        .addKeyValue("routes", routeBook.get().routes().size())
                        .log("new routes are in force");
            } else {
                for (Problem problem : status.problems()) {
                    log.atError().log("{}", problem);
                }
                log.warn("routes were not taken over; those before stay in force");
            }
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("routes cannot be looked at; those in force stay");
        }
    }

    /** Whose hands it was is known to the version control of the file. */
    private Deed deed(RouteBook.Status status) {
        return new Deed(
                clock.instant(),
                Deed.SERVICE,
                status.successful() ? "routes_reloaded" : "routes_refused",
                "routes",
                "routes in force: %d, mistakes: %d"
                        .formatted(
                                routeBook.get().routes().size(),
                                status.problems().size()));
    }

    private void push() {
        try {
            push.push(clock.instant());
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("alerts cannot be handed to Alertmanagers");
        }
    }
}
