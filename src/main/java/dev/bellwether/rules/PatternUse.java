package dev.bellwether.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One pattern of a rule as written: {@code Snapshot( kpi == "…", value < low )}.
 *
 * @param type {@code Snapshot}, {@code Breach}, or whatever the author wrote
 * @param from whether the pattern's facts come out of another element, such as an accumulate
 * @param written the pattern's text on one line
 */
record PatternUse(String type, boolean from, String written, int line, List<Constraint> constraints) {

    /**
     * One constraint as written.
     *
     * @param text on one line
     * @param line on which it begins
     * @param start where in the file it begins
     * @param end where in the file it has ended
     */
    record Constraint(String text, int line, int start, int end) {

        private static final Pattern KPI = Pattern.compile("kpi\\s*==\\s*\"([^\"]*)\"");
        private static final Pattern NAMES = Pattern.compile("(kpi|alertname)\\s*(?:==|in\\b)\\s*(.*)", Pattern.DOTALL);
        private static final Pattern LABEL = Pattern.compile("\\blabel\\s*\\(\\s*\"([^\"]*)\"\\s*\\)");
        private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
        private static final Pattern WORD = Pattern.compile("(?<![\\w.$])[A-Za-z]\\w*(?!\\s*\\()");
        private static final Pattern BINDING =
                Pattern.compile("\\$?\\w+\\s*:=?\\s*\\w+\\s*(\\(\\s*(\"[^\"]*\")?\\s*\\))?");

        /** The KPI's name when this is {@code kpi == "…"} and nothing else. */
        Optional<String> kpi() {
            Matcher matcher = KPI.matcher(text);
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        /** The texts a {@code kpi} or {@code alertname} is compared with, when that is what this constraint does. */
        Set<String> namesOf(String accessor) {
            Matcher matcher = NAMES.matcher(text);
            if (!matcher.matches() || !matcher.group(1).equals(accessor)) {
                return Set.of();
            }
            return TEXT.matcher(matcher.group(2))
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        }

        /** The labels asked for by {@code label("…")}. */
        List<String> labels() {
            return LABEL.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }

        /** What matches {@code word} outside of texts, each once. */
        List<String> wordsLike(Pattern word) {
            return word.matcher(TEXT.matcher(text).replaceAll("\"\""))
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
        }

        /** The figures of a snapshot that are named here, in the order of their naming. */
        List<String> figures() {
            return wordsLike(WORD).stream().filter(Wording.figures()::contains).toList();
        }

        /** Whether it only gives a name to something and asks nothing. */
        boolean isBinding() {
            return BINDING.matcher(text).matches();
        }
    }

    boolean isSnapshot() {
        return !from && simpleType().equals("Snapshot");
    }

    boolean isBreach() {
        return !from && simpleType().equals("Breach");
    }

    private String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    Set<String> namesOf(String accessor) {
        return constraints.stream()
                .flatMap(constraint -> constraint.namesOf(accessor).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
