package dev.bellwether.web;

import dev.bellwether.alert.Matcher;
import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.RefusedException;
import dev.bellwether.problem.RefusedException.Kind;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code filter} and {@code receiver} of a request to Alertmanager's API.
 *
 * @param receivers a pattern for the whole name; empty for all
 */
record AlertFilter(List<Matcher> matchers, List<Matcher> receivers) {

    private static final String RECEIVER = "receiver";

    /** @throws RefusedException for what is no matcher or no pattern */
    static AlertFilter of(@Nullable List<String> filter, @Nullable String receiver) {
        return new AlertFilter(
                matchers(filter),
                Stream.ofNullable(receiver)
                        .filter(pattern -> !pattern.isEmpty())
                        .map(pattern -> matcher(RECEIVER + "=~" + pattern, RECEIVER))
                        .toList());
    }

    static List<Matcher> matchers(@Nullable List<String> filter) {
        return filter == null
                ? List.of()
                : filter.stream().map(one -> matcher(one, "filter")).toList();
    }

    private static Matcher matcher(String written, String field) {
        try {
            return Matcher.parse(written);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Kind.INVALID, field, String.valueOf(e.getMessage()), "");
        }
    }

    boolean matches(Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    boolean takesOneOf(List<String> names) {
        return receivers.isEmpty()
                || names.stream().anyMatch(name -> receivers.get(0).matches(Labels.of(RECEIVER, name)));
    }
}
