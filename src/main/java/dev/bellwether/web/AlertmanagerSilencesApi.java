package dev.bellwether.web;

import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import dev.bellwether.mute.Silence;
import dev.bellwether.mute.SilenceBook;
import dev.bellwether.mute.SilenceDraft;
import dev.bellwether.mute.SilenceState;
import dev.bellwether.mute.Silences;
import dev.bellwether.web.AlertmanagerDocuments.GettableMatcher;
import dev.bellwether.web.AlertmanagerDocuments.GettableSilence;
import dev.bellwether.web.AlertmanagerDocuments.Posted;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Silences as Alertmanager's API v2 has them; the same ones as at {@code /api/v1/silences}. */
@RestController
@RequestMapping(path = "/alertmanager/api/v2", produces = MediaType.APPLICATION_JSON_VALUE)
public final class AlertmanagerSilencesApi {

    private static final int MOST_ENDED = 1_000;

    private final Silences silences;
    private final SilenceBook book;
    private final InstantSource clock;

    public AlertmanagerSilencesApi(Silences silences, SilenceBook book, InstantSource clock) {
        this.silences = silences;
        this.book = book;
        this.clock = clock;
    }

    /** @param all with {@code filter}, matchers without a split at commas; a silence is meant when it has a matcher for a value that each of them takes */
    @GetMapping("/silences")
    List<GettableSilence> silences(
            @RequestParam MultiValueMap<String, String> all,
            @RequestParam(name = "active", defaultValue = "true") boolean active,
            @RequestParam(name = "expired", defaultValue = "true") boolean expired,
            @RequestParam(name = "pending", defaultValue = "true") boolean pending) {
        Instant now = clock.instant();
        List<String> creator = all.getOrDefault("creator", List.of());
        List<Matcher> wanted = AlertFilter.matchers(all.get("filter"));
        var states = new HashSet<SilenceState>();
        addIf(active, SilenceState.ACTIVE, states);
        addIf(expired, SilenceState.EXPIRED, states);
        addIf(pending, SilenceState.PENDING, states);
        return Stream.concat(silences.standing(now).stream(), silences.ended(now, MOST_ENDED).stream())
                .filter(silence -> states.contains(silence.stateAt(now)))
                .filter(silence -> creator.isEmpty() || creator.contains(silence.author()))
                .filter(silence -> wanted.stream().allMatch(matcher -> isAbout(silence, matcher)))
                .map(silence -> AlertmanagerDocuments.silence(silence, now))
                .toList();
    }

    private static void addIf(boolean wanted, SilenceState state, HashSet<SilenceState> states) {
        if (wanted) {
            states.add(state);
        }
    }

    private static boolean isAbout(Silence silence, Matcher wanted) {
        return silence.matchers().stream()
                .filter(matcher -> matcher.label().equals(wanted.label()))
                .anyMatch(matcher -> wanted.matches(Labels.of(matcher.label(), matcher.value())));
    }

    @GetMapping("/silence/{id}")
    GettableSilence silence(@PathVariable("id") String id) {
        return AlertmanagerDocuments.silence(book.find(id), clock.instant());
    }

    @PostMapping(path = "/silences", consumes = MediaType.APPLICATION_JSON_VALUE)
    Posted post(HttpServletRequest request, @Nullable Principal principal) {
        JsonBody body = JsonBody.of(request);
        String author = body.text("createdBy", "");
        String id = body.text("id", "");
        // what Alertmanager has no words for is not taken away by somebody who changes the rest
        Optional<Silence> former = id.isEmpty() ? Optional.empty() : silences.find(id);
        var draft = new SilenceDraft(
                id.isEmpty() ? null : id,
                matchers(body),
                author,
                body.text("comment", ""),
                body.instant("startsAt"),
                body.instant("endsAt"),
                former.map(Silence::untilResolved).orElse(false),
                former.flatMap(Silence::recurrence));
        body.check();
        String who = principal == null ? author : principal.getName();
        return new Posted(book.post(draft, who, clock.instant()).id());
    }

    private static List<Matcher> matchers(JsonBody body) {
        var matchers = new ArrayList<Matcher>();
        int i = 0;
        for (JsonNode node : body.node("matchers")) {
            JsonBody one = body.within(node, "matchers[" + i++ + "]");
            try {
                matchers.add(AlertmanagerDocuments.matcher(new GettableMatcher(
                        one.flag("isEqual", true),
                        one.flag("isRegex", false),
                        one.text("name", ""),
                        one.text("value", ""))));
            } catch (PatternSyntaxException e) {
                one.refuse("value", "is no regular expression: " + e.getDescription(), "");
            }
        }
        return matchers;
    }

    @DeleteMapping("/silence/{id}")
    void end(@PathVariable("id") String id, @Nullable Principal principal) {
        book.end(id, Actor.name(principal), clock.instant());
    }
}
