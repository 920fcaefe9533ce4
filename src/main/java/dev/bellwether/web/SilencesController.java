package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.Silence;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.mute.Silences;
import dev.bellwether.notify.UnsubscribeBook;
import dev.bellwether.problem.Refusal;
import dev.bellwether.problem.RefusedException;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of silences: those that stand, a new one with what it would catch, those that ended. */
@Controller
@RequestMapping("/silences")
public final class SilencesController {

    private static final int MOST_ENDED = 20;
    private static final int MOST_CAUGHT = 50;

    private final Silences silences;
    private final SilenceBook book;
    private final UnsubscribeBook unsubscribed;
    private final AlertRows rows;
    private final InstantSource clock;

    public SilencesController(
            Silences silences, SilenceBook book, UnsubscribeBook unsubscribed, AlertRows rows, InstantSource clock) {
        this.unsubscribed = unsubscribed;
        this.silences = silences;
        this.book = book;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * One silence as the page shows it.
     *
     * @param remark how it ends or recurs beyond its two times; may be empty
     * @param caught how many pending and firing alerts it is about
     */
    public record Row(
            String id,
            String state,
            List<String> matchers,
            String author,
            String comment,
            Moment starts,
            Moment ends,
            String remark,
            int caught) {}

    /** Somebody who has unsubscribed. */
    public record Gone(String receiver, String address, Moment since) {}

    /** What a silence would catch. */
    public record Preview(List<AlertRow> rows, int hidden) {}

    @GetMapping
    public String page(@Nullable Principal principal, Model model) {
        String author = principal == null ? "" : principal.getName();
        return page(new SilenceForm("", author, "", SilenceForm.EMPTY.lasts(), false), model);
    }

    private String page(SilenceForm form, Model model) {
        Instant now = clock.instant();
        model.addAttribute("form", form);
        model.addAttribute("silenceLengths", SilenceForm.LENGTHS);
        List<Silence> standing = silences.standing(now);
        List<Labels> active = standing.isEmpty()
                ? List.of()
                : book.preview(List.of()).stream().map(Alert::allLabels).toList();
        model.addAttribute(
                "standing",
                standing.stream().map(silence -> row(silence, active, now)).toList());
        model.addAttribute(
                "unsubscribed",
                unsubscribed.all().stream()
                        .map(one -> new Gone(one.receiver(), one.address(), Moment.of(one.at(), now)))
                        .toList());
        model.addAttribute(
                "ended",
                silences.ended(now, MOST_ENDED).stream()
                        .map(silence -> row(silence, List.of(), now))
                        .toList());
        return "silences";
    }

    private static Row row(Silence silence, List<Labels> active, Instant now) {
        return new Row(
                silence.id(),
                silence.stateAt(now).toString(),
                silence.matchers().stream().map(Matcher::toString).toList(),
                silence.author(),
                silence.comment(),
                Moment.of(silence.startsAt(), now),
                Moment.of(silence.endsAt(), now),
                remark(silence),
                (int) active.stream().filter(silence::catches).count());
    }

    private static String remark(Silence silence) {
        if (silence.untilResolved()) {
            return "or when all it catches is resolved";
        }
        return silence.recurrence()
                .map(SilencesDocument.Recurring::of)
                .map(times -> String.join(", ", times.weekdays()) + " " + times.times() + " " + times.zone())
                .orElse("");
    }

    /** They get mails again. */
    @PostMapping("/unsubscribed")
    public String undo(
            @RequestParam("receiver") String receiver,
            @RequestParam("address") String address,
            @Nullable Principal principal) {
        unsubscribed.undo(receiver, address, Actor.name(principal), clock.instant());
        return "redirect:/silences";
    }

    @PostMapping("/preview")
    public String preview(
            @RequestParam(name = "matchers", defaultValue = "") String matchers,
            @RequestParam(name = "author", defaultValue = "") String author,
            @RequestParam(name = "comment", defaultValue = "") String comment,
            @RequestParam(name = "lasts", defaultValue = "4h") String lasts,
            @RequestParam(name = "until_resolved", defaultValue = "false") boolean untilResolved,
            Model model,
            HttpServletResponse response) {
        var form = new SilenceForm(matchers, author, comment, lasts, untilResolved);
        var refusals = new ArrayList<Refusal>();
        List<Matcher> read = form.read(refusals);
        if (read.isEmpty() && refusals.isEmpty()) {
            refusals.add(new Refusal("matchers", "are missing", "give at least one, such as market=\"ES\""));
        }
        if (!refusals.isEmpty()) {
            return refused(form, new RefusedException(RefusedException.Kind.INVALID, refusals), model, response);
        }
        Instant now = clock.instant();
        List<Alert> caught = book.preview(read);
        List<Alert> shown = caught.subList(0, Math.min(MOST_CAUGHT, caught.size()));
        model.addAttribute("preview", new Preview(rows.of(shown, caught, now), caught.size() - shown.size()));
        return page(form, model);
    }

    @PostMapping
    public String create(
            @RequestParam(name = "matchers", defaultValue = "") String matchers,
            @RequestParam(name = "author", defaultValue = "") String author,
            @RequestParam(name = "comment", defaultValue = "") String comment,
            @RequestParam(name = "lasts", defaultValue = "4h") String lasts,
            @RequestParam(name = "until_resolved", defaultValue = "false") boolean untilResolved,
            @Nullable Principal principal,
            Model model,
            HttpServletResponse response) {
        var form = new SilenceForm(matchers, author, comment, lasts, untilResolved);
        Instant now = clock.instant();
        var refusals = new ArrayList<Refusal>();
        List<Matcher> read = form.read(refusals);
        try {
            if (!refusals.isEmpty()) {
                throw new RefusedException(RefusedException.Kind.INVALID, refusals);
            }
            book.post(form.draft(read, now), principal == null ? author : principal.getName(), now);
            response.setStatus(HttpStatus.SEE_OTHER.value());
            return "redirect:/silences";
        } catch (RefusedException e) {
            return refused(form, e, model, response);
        }
    }

    @PostMapping("/{id}/end")
    public String end(
            @PathVariable("id") String id, @Nullable Principal principal, Model model, HttpServletResponse response) {
        try {
            book.end(id, Actor.name(principal), clock.instant());
            response.setStatus(HttpStatus.SEE_OTHER.value());
            return "redirect:/silences";
        } catch (RefusedException e) {
            return refused(SilenceForm.EMPTY, e, model, response);
        }
    }

    private String refused(SilenceForm form, RefusedException refused, Model model, HttpServletResponse response) {
        response.setStatus(RefusalAdvice.statusOf(refused.kind()).value());
        model.addAttribute("refusals", refused.refusals());
        return page(form, model);
    }
}
