package dev.bellwether.web;

import dev.bellwether.access.LinkSeal;
import dev.bellwether.access.LinkUses;
import dev.bellwether.access.Mandate;
import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.problem.RefusedException;
import dev.bellwether.response.ResponseBook;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What a link in a mail leads to. Opening it only says what would be done: mail scanners open every link. The button
 * does it, with the right of that link alone, as the one the mail was sent to.
 */
@Controller
@RequestMapping(LinkController.PATH + "/{sealed}")
public final class LinkController {

    static final String PATH = "/links";

    private static final Duration HELD = Duration.ofHours(4);

    private final LinkSeal seal;
    private final LinkUses uses;
    private final Alerts alerts;
    private final ResponseBook responses;
    private final SilenceBook silences;
    private final InstantSource clock;

    public LinkController(
            LinkSeal seal,
            LinkUses uses,
            Alerts alerts,
            ResponseBook responses,
            SilenceBook silences,
            InstantSource clock) {
        this.seal = seal;
        this.uses = uses;
        this.alerts = alerts;
        this.responses = responses;
        this.silences = silences;
        this.clock = clock;
    }

    /** A link that may be used now. */
    private record Usable(Mandate mandate, Alert alert) {}

    /** Nothing happens yet. */
    @GetMapping
    public String page(@PathVariable("sealed") String sealed, Model model, HttpServletResponse response) {
        usable(sealed, model, response).ifPresent(usable -> {
            Mandate mandate = usable.mandate();
            model.addAttribute("title", title(mandate));
            model.addAttribute("summary", usable.alert().latest().summary());
            model.addAttribute("consequence", consequence(mandate));
            model.addAttribute("recipient", mandate.recipient());
            model.addAttribute("action", PATH + "/" + sealed);
        });
        return "link";
    }

    @PostMapping
    public String act(@PathVariable("sealed") String sealed, Model model, HttpServletResponse response) {
        Optional<Usable> usable = usable(sealed, model, response);
        if (usable.isPresent()) {
            Instant now = clock.instant();
            try {
                act(usable.get(), now);
                uses.use(usable.get().mandate(), now);
                tell(model, "Done", done(usable.get().mandate()));
            } catch (RefusedException e) {
                response.setStatus(RefusalAdvice.statusOf(e.kind()).value());
                tell(model, "This was not done", e.refusals().get(0).what());
            }
        }
        return "link";
    }

    private void act(Usable usable, Instant now) {
        Mandate mandate = usable.mandate();
        String recipient = mandate.recipient();
        String fingerprint = mandate.fingerprint();
        // it proves the mailbox, not the person
        String who = recipient + " (by link)";
        switch (mandate.action()) {
            case "acknowledge" ->
                responses.acknowledge(fingerprint, who, recipient, "by a link in a mail", now.plus(HELD), now);
            case "silence" -> {
                var form = new SilenceForm(
                        SilenceForm.about(usable.alert(), null).matchers(),
                        recipient,
                        "by a link in a mail",
                        "4h",
                        false);
                silences.post(form.draft(form.read(new ArrayList<>()), now), who, now);
            }
            default ->
                responses.say(
                        fingerprint,
                        ResponsesApi.verdict(mandate.action()).orElseThrow(),
                        recipient,
                        "by a link in a mail",
                        now);
        }
    }

    /** What can be used now; of anything else the page says why it cannot. */
    private Optional<Usable> usable(String sealed, Model model, HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
        Optional<Mandate> mandate = seal.open(sealed);
        if (mandate.isEmpty()) {
            return refuse(
                    model,
                    response,
                    HttpStatus.NOT_FOUND,
                    "This is no link of ours",
                    "Copy it whole, or use the console.");
        }
        if (!clock.instant().isBefore(mandate.get().expires())) {
            return refuse(model, response, HttpStatus.GONE, "This link is too old", "Newer mails have newer links.");
        }
        if (uses.isUsed(mandate.get())) {
            return refuse(model, response, HttpStatus.GONE, "This was done already", "A link works once.");
        }
        Optional<Alert> alert = alerts.find(mandate.get().fingerprint())
                .filter(found -> found.activeAt().toEpochMilli()
                        == mandate.get().activeAt().toEpochMilli())
                .filter(found -> isVerdict(mandate.get()) || found.state() != AlertState.RESOLVED);
        if (alert.isEmpty()) {
            return refuse(model, response, HttpStatus.GONE, "This alert is over", "There is nothing left to do.");
        }
        return Optional.of(new Usable(mandate.get(), alert.get()));
    }

    private static boolean isVerdict(Mandate mandate) {
        return ResponsesApi.verdict(mandate.action()).isPresent();
    }

    private static Optional<Usable> refuse(
            Model model, HttpServletResponse response, HttpStatus status, String title, String detail) {
        response.setStatus(status.value());
        tell(model, title, detail);
        return Optional.empty();
    }

    private static void tell(Model model, String title, String detail) {
        model.addAttribute("title", title);
        model.addAttribute("detail", detail);
    }

    private static String title(Mandate mandate) {
        return switch (mandate.action()) {
            case "acknowledge" -> "Acknowledge";
            case "silence" -> "Silence";
            default -> "Say: " + mandate.action();
        };
    }

    private static String consequence(Mandate mandate) {
        return switch (mandate.action()) {
            case "acknowledge" -> "You have it for 4 hours: no reminders and no escalation, unless it gets worse.";
            case "silence" -> "Nobody gets mails about it for 4 hours. The alert goes on.";
            default -> "It stands beside the alert, and helps to mend the rule.";
        };
    }

    private static String done(Mandate mandate) {
        return switch (mandate.action()) {
            case "acknowledge" -> "You have this alert for 4 hours.";
            case "silence" -> "It is silent for 4 hours.";
            default -> "Thank you. It is noted.";
        };
    }
}
