package dev.bellwether.web;

import dev.bellwether.mute.Recurrence;
import dev.bellwether.mute.Silence;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Silences as the JSON API writes them, standing ones before those that ended. */
@JsonNaming(SnakeCaseStrategy.class)
public record SilencesDocument(int version, List<Entry> silences) {

    /** One silence. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Entry(
            String id,
            String state,
            List<String> matchers,
            String author,
            String comment,
            Instant startsAt,
            Instant endsAt,
            boolean untilResolved,
            @Nullable Recurring recurring) {}

    /** When in the week it mutes. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Recurring(List<String> weekdays, String times, String zone) {

        static Recurring of(Recurrence recurrence) {
            return new Recurring(
                    recurrence.weekdays().stream()
                            .sorted()
                            .map(DayOfWeek::name)
                            .map(name -> name.toLowerCase(Locale.ROOT))
                            .toList(),
                    recurrence.from() + "-" + recurrence.to(),
                    recurrence.zone().getId());
        }
    }

    static SilencesDocument of(List<Silence> silences, Instant now) {
        return new SilencesDocument(
                1, silences.stream().map(silence -> entry(silence, now)).toList());
    }

    static Entry entry(Silence silence, Instant now) {
        return new Entry(
                silence.id(),
                silence.stateAt(now).toString(),
                silence.matchers().stream().map(Object::toString).toList(),
                silence.author(),
                silence.comment(),
                silence.startsAt(),
                silence.endsAt(),
                silence.untilResolved(),
                silence.recurrence().map(Recurring::of).orElse(null));
    }
}
