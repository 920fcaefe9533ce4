package dev.bellwether.schedule;

import dev.bellwether.access.AccountBook;
import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import dev.bellwether.problem.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;

/** Looks every second whether the files of users and tokens were changed. */
public final class AccessSchedule {

    private static final Logger log = LoggerFactory.getLogger(AccessSchedule.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final List<AccountBook> books;
    private final AuditTrail audit;
    private final InstantSource clock;

    public AccessSchedule(List<AccountBook> books, AuditTrail audit, InstantSource clock) {
        this.books = List.copyOf(books);
        this.audit = audit;
        this.clock = clock;
    }

    public void start(TaskScheduler scheduler) {
        scheduler.scheduleWithFixedDelay(this::look, PAUSE);
    }

    /** Never throws: a file that cannot be read now may be readable at the next look. */
    void look() {
        for (AccountBook book : books) {
            try {
                if (book.reloadIfChanged(clock.instant())) {
                    tell(book);
                }
            } catch (RuntimeException e) {
                log.atWarn().setCause(e).log("users or tokens cannot be looked at; those before still come in");
            }
        }
    }

    private void tell(AccountBook book) {
        String kind = book.file().kind().noun();
        boolean isTaken = book.status().successful();
        if (isTaken) {
            log.atInfo().addKeyValue(kind + "s", book.all().size()).log("new {}s are in force", kind);
        } else {
            for (Problem problem : book.status().problems()) {
                log.atError().log("{}", problem);
            }
            log.warn("{}s were not taken over; those before still come in", kind);
        }
        audit.record(new Deed(
                clock.instant(),
                Deed.SERVICE,
                isTaken ? kind + "s_reloaded" : kind + "s_refused",
                kind + "s",
                book.all().size() + " come in, " + book.status().problems().size() + " mistakes"));
    }
}
