package dev.bellwether.web;

import dev.bellwether.problem.DidYouMean;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Feedback;
import dev.bellwether.response.ResponseBook;
import dev.bellwether.response.Responses;
import dev.bellwether.response.Verdict;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What people answer to an alert, below {@code /api/v1/alerts/{fingerprint}}. */
@RestController
@RequestMapping(path = "/api/v1/alerts/{fingerprint}", produces = MediaType.APPLICATION_JSON_VALUE)
public final class ResponsesApi {

    /** How long somebody has an alert who does not say. */
    static final Duration USUAL = Duration.ofHours(24);

    private static final List<String> VERDICTS =
            Arrays.stream(Verdict.values()).map(Verdict::toString).toList();

    private final ResponseBook book;
    private final Responses responses;
    private final InstantSource clock;

    public ResponsesApi(ResponseBook book, Responses responses, InstantSource clock) {
        this.book = book;
        this.responses = responses;
        this.clock = clock;
    }

    /** Somebody takes it over: {@code owner}, {@code note}, and {@code until} or {@code lasts}. */
    @PostMapping(path = "/acknowledge", consumes = MediaType.APPLICATION_JSON_VALUE)
    public AlertsDocument.Taken acknowledge(
            @PathVariable("fingerprint") String fingerprint,
            HttpServletRequest request,
            @Nullable Principal principal) {
        Instant now = clock.instant();
        JsonBody body = JsonBody.of(request);
        body.expectOnly(List.of("owner", "note", "until", "lasts"));
        String owner = body.text("owner", principal == null ? "" : principal.getName());
        String note = body.text("note", "");
        Instant until = Optional.ofNullable(body.end("until", "lasts", now)).orElse(now.plus(USUAL));
        body.check();
        String who = principal == null ? owner : principal.getName();
        Acknowledgement taken = book.acknowledge(fingerprint, who, owner, note, until, now);
        return AlertsDocument.Taken.of(taken);
    }

    /** Gives it back. */
    @PostMapping("/unacknowledge")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    public void unacknowledge(@PathVariable("fingerprint") String fingerprint, @Nullable Principal principal) {
        book.withdraw(fingerprint, Actor.name(principal), clock.instant());
    }

    /** {@code verdict}: useful, noise or expected; with {@code note} and {@code who}. */
    @PostMapping(path = "/feedback", consumes = MediaType.APPLICATION_JSON_VALUE)
    public AlertsDocument.Said feedback(
            @PathVariable("fingerprint") String fingerprint,
            HttpServletRequest request,
            @Nullable Principal principal) {
        JsonBody body = JsonBody.of(request);
        body.expectOnly(List.of("verdict", "note", "who"));
        String word = body.text("verdict", "");
        Optional<Verdict> verdict = verdict(word);
        if (verdict.isEmpty()) {
            body.refuse("verdict", "\"" + word + "\" is not known", DidYouMean.sentence(word, VERDICTS));
        }
        String note = body.text("note", "");
        String who = principal == null ? body.text("who", Actor.NOBODY) : principal.getName();
        body.check();
        return AlertsDocument.Said.of(book.say(fingerprint, verdict.orElseThrow(), who, note, clock.instant()));
    }

    /** All that was said of it, newest first. */
    @GetMapping("/feedback")
    public List<AlertsDocument.Said> feedback(@PathVariable("fingerprint") String fingerprint) {
        List<Feedback> said = responses.feedbackOn(fingerprint);
        return said.stream().map(AlertsDocument.Said::of).toList();
    }

    static Optional<Verdict> verdict(String word) {
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.toString().equals(word))
                .findFirst();
    }
}
