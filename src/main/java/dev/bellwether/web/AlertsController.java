package dev.bellwether.web;

import dev.bellwether.alert.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The console's first page: what fires, what is about to, what is over. */
@Controller
public final class AlertsController {

    private static final Duration RECENT = Duration.ofHours(24);

    private final Alerts alerts;
    private final Supplier<ServiceStatus> status;
    private final AlertRows rows;
    private final InstantSource clock;

    public AlertsController(Alerts alerts, Supplier<ServiceStatus> status, AlertRows rows, InstantSource clock) {
        this.alerts = alerts;
        this.status = status;
        this.rows = rows;
        this.clock = clock;
    }

    @GetMapping("/")
    public String alerts(Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "page",
                AlertsPage.of(alerts.active(), alerts.resolvedAfter(now.minus(RECENT)), status.get(), rows, now));
        return "alerts";
    }
}
