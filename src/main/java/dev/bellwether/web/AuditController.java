package dev.bellwether.web;

import dev.bellwether.audit.AuditTrail;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of who did what, newest first. */
@Controller
public final class AuditController {

    private static final int SHOWN = 200;

    private final AuditTrail audit;
    private final InstantSource clock;

    public AuditController(AuditTrail audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** One deed. */
    public record Row(Moment at, String who, String action, String subject, String detail) {}

    @GetMapping("/audit")
    public String page(Model model) {
        Instant now = clock.instant();
        model.addAttribute(
                "deeds",
                audit.latest(SHOWN).stream()
                        .map(deed -> new Row(
                                Moment.of(deed.at(), now),
                                deed.who(),
                                deed.action().replace('_', ' '),
                                deed.subject(),
                                deed.detail()))
                        .toList());
        return "audit";
    }
}
