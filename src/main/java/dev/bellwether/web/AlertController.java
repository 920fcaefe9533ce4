package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.notify.Sending;
import dev.bellwether.problem.RefusedException;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.response.Responses;
import dev.bellwether.response.Verdict;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page of one alert: what it is, who has it, and what one can answer to it. Looking changes nothing. */
@Controller
@RequestMapping("/alerts/{fingerprint}")
public final class AlertController {

    private static final Duration SENT_SHOWN = Duration.ofDays(90);
    private static final int MOST_SENT = 50;

    private final Alerts alerts;
    private final ResponseBook book;
    private final Responses responses;
    private final Function<Sending.Wanted, List<Sending>> sendings;
    private final AlertRows rows;
    private final InstantSource clock;

    /** @param sendings what was sent, newest first */
    public AlertController(
            Alerts alerts,
            ResponseBook book,
            Responses responses,
            Function<Sending.Wanted, List<Sending>> sendings,
            AlertRows rows,
            InstantSource clock) {
        this.sendings = sendings;
        this.alerts = alerts;
        this.book = book;
        this.responses = responses;
        this.rows = rows;
        this.clock = clock;
    }

    /** Who has it, with times for the reader. */
    public record Taken(String owner, String note, Moment since, Moment until, boolean isBroken, String brokenBy) {}

    /** One opinion. */
    public record Said(String verdict, String who, String note, Moment at) {}

    /** One notification to one target. */
    public record Sent(String to, String why, boolean isAccepted, String answer, Moment at) {

        static Sent of(Sending one, Instant now) {
            return new Sent(
                    one.target().address(),
                    one.reason().sentence(),
                    one.accepted(),
                    one.answer(),
                    Moment.of(one.at(), now));
        }
    }

    @GetMapping
    public String page(@PathVariable("fingerprint") String fingerprint, @Nullable Principal principal, Model model) {
        Instant now = clock.instant();
        Alert alert = find(fingerprint);
        List<AlertRow> row = rows.of(List.of(alert), alerts.active(), now);
        model.addAttribute("section", new AlertsPage.Section("one", "", "", row, 0));
        model.addAttribute("isOver", alert.state() == AlertState.RESOLVED);
        model.addAttribute("taken", taken(alert, now).orElse(null));
        model.addAttribute(
                "feedback",
                responses.feedbackOn(fingerprint).stream()
                        .map(said ->
                                new Said(said.verdict().toString(), said.who(), said.note(), Moment.of(said.at(), now)))
                        .toList());
        Instant oldest = now.minus(SENT_SHOWN);
        model.addAttribute(
                "sent",
                sendings.apply(Sending.Wanted.about(fingerprint, oldest, MOST_SENT)).stream()
                        .map(one -> Sent.of(one, now))
                        .toList());
        model.addAttribute("who", principal == null ? "" : principal.getName());
        model.addAttribute("form", SilenceForm.about(alert, principal));
        model.addAttribute("silenceLengths", SilenceForm.LENGTHS);
        return "alert";
    }

    private Optional<Taken> taken(Alert alert, Instant now) {
        return responses
                .acknowledgementOf(alert.fingerprint())
                .filter(one -> one.isOf(alert) && now.isBefore(one.until()))
                .map(one -> taken(one, now));
    }

    private static Taken taken(Acknowledgement one, Instant now) {
        return new Taken(
                one.owner(),
                one.note(),
                Moment.of(one.at(), now),
                Moment.of(one.until(), now),
                one.brokenAt() != null,
                one.brokenBy());
    }

    @PostMapping("/acknowledge")
    public String acknowledge(
            @PathVariable("fingerprint") String fingerprint,
            @RequestParam(name = "owner", defaultValue = "") String owner,
            @RequestParam(name = "note", defaultValue = "") String note,
            @RequestParam(name = "lasts", defaultValue = "1d") String lasts,
            @Nullable Principal principal,
            Model model,
            HttpServletResponse response) {
        Instant now = clock.instant();
        Duration length = Optional.ofNullable(Lengths.parse(lasts)).orElse(ResponsesApi.USUAL);
        String who = principal == null ? owner : principal.getName();
        return done(
                fingerprint,
                principal,
                model,
                response,
                () -> book.acknowledge(fingerprint, who, owner, note, now.plus(length), now));
    }

    @PostMapping("/unacknowledge")
    public String unacknowledge(
            @PathVariable("fingerprint") String fingerprint,
            @Nullable Principal principal,
            Model model,
            HttpServletResponse response) {
        return done(
                fingerprint,
                principal,
                model,
                response,
                () -> book.withdraw(fingerprint, Actor.name(principal), clock.instant()));
    }

    @PostMapping("/feedback")
    public String feedback(
            @PathVariable("fingerprint") String fingerprint,
            @RequestParam("verdict") String verdict,
            @RequestParam(name = "who", defaultValue = "") String who,
            @RequestParam(name = "note", defaultValue = "") String note,
            @Nullable Principal principal,
            Model model,
            HttpServletResponse response) {
        Verdict said = ResponsesApi.verdict(verdict)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.BAD_REQUEST, "the verdict is one of useful, noise and expected"));
        String name = principal != null ? principal.getName() : who.isBlank() ? Actor.NOBODY : who;
        return done(
                fingerprint,
                principal,
                model,
                response,
                () -> book.say(fingerprint, said, name, note, clock.instant()));
    }

    /** Back to the page, so that loading it again repeats nothing; with the reasons where it was refused. */
    private String done(
            String fingerprint,
            @Nullable Principal principal,
            Model model,
            HttpServletResponse response,
            Runnable deed) {
        Alert alert = find(fingerprint);
        try {
            deed.run();
            response.setStatus(HttpStatus.SEE_OTHER.value());
            return "redirect:/alerts/" + alert.fingerprint();
        } catch (RefusedException e) {
            response.setStatus(RefusalAdvice.statusOf(e.kind()).value());
            model.addAttribute("refusals", e.refusals());
            return page(fingerprint, principal, model);
        }
    }

    private Alert find(String fingerprint) {
        return alerts.find(fingerprint)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "There is no alert with this fingerprint. It may have ended too long ago to be kept."));
    }
}
