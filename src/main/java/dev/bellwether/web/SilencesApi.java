package dev.bellwether.web;

import dev.bellwether.alert.Matcher;
import dev.bellwether.mute.Recurrence;
import dev.bellwether.mute.Silence;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.mute.SilenceDraft;
import dev.bellwether.mute.Silences;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/silences}: who does not want to be told of what, until when. */
@RestController
@RequestMapping(path = "/api/v1/silences", produces = MediaType.APPLICATION_JSON_VALUE)
public final class SilencesApi {

    private static final int MOST_ENDED = 100;
    private static final List<String> KEYS = List.of(
            "id", "matchers", "author", "comment", "starts_at", "ends_at", "lasts", "until_resolved", "recurring");

    private final Silences silences;
    private final SilenceBook book;
    private final MarkReader marks;
    private final InstantSource clock;

    public SilencesApi(Silences silences, SilenceBook book, MarkReader marks, InstantSource clock) {
        this.silences = silences;
        this.book = book;
        this.marks = marks;
        this.clock = clock;
    }

    /** Those that stand, soonest end first, then the newest that ended. */
    @GetMapping
    public SilencesDocument silences() {
        Instant now = clock.instant();
        return SilencesDocument.of(
                Stream.concat(silences.standing(now).stream(), silences.ended(now, MOST_ENDED).stream())
                        .toList(),
                now);
    }

    @GetMapping("/{id}")
    public SilencesDocument.Entry silence(@PathVariable("id") String id) {
        return SilencesDocument.entry(book.find(id), clock.instant());
    }

    /** Makes one, or changes the one named by {@code id}. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    public SilencesDocument.Entry post(HttpServletRequest request, @Nullable Principal principal) {
        Instant now = clock.instant();
        JsonBody body = JsonBody.of(request);
        body.expectOnly(KEYS);
        String author = body.text("author", principal == null ? "" : principal.getName());
        var draft = new SilenceDraft(
                body.has("id") ? body.text("id", "") : null,
                matchers(body),
                author,
                body.text("comment", ""),
                body.instant("starts_at"),
                body.end("ends_at", "lasts", now),
                body.flag("until_resolved", false),
                recurrence(body));
        body.check();
        Silence made = book.post(draft, principal == null ? author : principal.getName(), now);
        return SilencesDocument.entry(made, now);
    }

    /** The pending and firing alerts that the matchers catch. */
    @PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    public AlertsDocument preview(HttpServletRequest request) {
        JsonBody body = JsonBody.of(request);
        List<Matcher> matchers = matchers(body);
        if (matchers.isEmpty()) {
            body.refuse("matchers", "are missing", "give at least one, such as market=\"ES\"");
        }
        body.check();
        return AlertsDocument.of(book.preview(matchers), marks.at(clock.instant()));
    }

    /** Ends it now. */
    @DeleteMapping("/{id}")
    public SilencesDocument.Entry end(@PathVariable("id") String id, @Nullable Principal principal) {
        Instant now = clock.instant();
        return SilencesDocument.entry(book.end(id, Actor.name(principal), now), now);
    }

    private static List<Matcher> matchers(JsonBody body) {
        JsonNode nodes = body.node("matchers");
        if (!nodes.isMissingNode() && !nodes.isArray()) {
            body.refuse("matchers", "are no list", "write them like [\"market=\\\"ES\\\"\"]");
        }
        var matchers = new ArrayList<Matcher>();
        for (int i = 0; nodes.isArray() && i < nodes.size(); i++) {
            JsonNode one = nodes.get(i);
            try {
                matchers.add(Matcher.parse(one.isString() ? one.stringValue() : one.toString()));
            } catch (IllegalArgumentException e) {
                body.refuse("matchers[" + i + "]", String.valueOf(e.getMessage()), "");
            }
        }
        return matchers;
    }

    private static Optional<Recurrence> recurrence(JsonBody body) {
        if (!body.has("recurring")) {
            return Optional.empty();
        }
        JsonBody inner = body.within(body.node("recurring"), "recurring");
        inner.expectOnly(List.of("weekdays", "times", "zone"));
        var weekdays = EnumSet.noneOf(DayOfWeek.class);
        for (JsonNode day : inner.node("weekdays")) {
            try {
                weekdays.add(DayOfWeek.valueOf(day.asString().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                inner.refuse("weekdays", "\"" + day.asString() + "\" is no weekday", "write it like saturday");
            }
        }
        if (!inner.has("weekdays")) {
            weekdays = EnumSet.allOf(DayOfWeek.class);
        }
        String[] times = inner.text("times", "00:00-00:00").split("-", -1);
        try {
            LocalTime from = LocalTime.parse(times[0].strip());
            LocalTime to = LocalTime.parse(times.length == 2 ? times[1].strip() : "");
            return Optional.of(new Recurrence(weekdays, from, to, ZoneId.of(inner.text("zone", "UTC"))));
        } catch (DateTimeException e) {
            inner.refuse("times", "or the zone cannot be read", "write them like 18:00-08:00 and Europe/Madrid");
        } catch (IllegalArgumentException e) {
            inner.refuse("weekdays", "are none", "name at least one, such as saturday");
        }
        return Optional.empty();
    }
}
