package dev.bellwether.drl;

import dev.bellwether.problem.Location;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One pattern of a rule as written: {@code Snapshot( kpi == "…", value < low )}.
 *
 * @param type {@code Snapshot}, {@code Breach}, or whatever the author wrote
 * @param from whether the pattern's facts come out of another element, such as an accumulate
 * @param isNegated whether it stands alone in a {@code not}, so that the rule wants no such fact
 * @param written the pattern's text on one line
 */
public record PatternUse(
        String type, boolean from, boolean isNegated, String written, int line, List<Constraint> constraints) {

    /**
     * One constraint as written.
     *
     * @param text on one line
     * @param line on which it begins
     * @param start where in the file it begins
     * @param end where in the file it has ended
     * @param term what it asks, as a tree
     */
    public record Constraint(String text, int line, int start, int end, Term term) {

        private static final Pattern KPI = Pattern.compile("kpi\\s*==\\s*\"([^\"]*)\"");
        private static final Pattern NAMES = Pattern.compile("(kpi|alertname)\\s*(?:==|in\\b)\\s*(.*)", Pattern.DOTALL);
        private static final Pattern LABEL = Pattern.compile("\\blabel\\s*\\(\\s*\"([^\"]*)\"\\s*\\)");
        private static final Pattern LIMIT = Pattern.compile("\\blimit\\s*\\(\\s*\"([^\"]*)\"\\s*\\)");
        private static final Pattern WINDOW =
                Pattern.compile("(?<![\\w.$])(?:mean|stddev|min|max)\\s*\\(\\s*\"([^\"]*)\"\\s*\\)");
        private static final Pattern DRIFT = Pattern.compile("\\bdrift(?:Up|Down)\\b");
        private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
        private static final Pattern NAMED = Pattern.compile("\\s*(\\$?\\w+)\\s*:(?!=)");
        private static final Pattern BINDING =
                Pattern.compile("\\$?\\w+\\s*:=?\\s*\\w+\\s*(\\(\\s*(\"[^\"]*\")?\\s*\\))?");

        /** The KPI's name when this is {@code kpi == "…"} and nothing else. */
        public Optional<String> kpi() {
            Matcher matcher = KPI.matcher(text);
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        /** The texts a {@code kpi} or {@code alertname} is compared with, when that is what this constraint does. */
        public Set<String> namesOf(String accessor) {
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
        public List<String> labels() {
            return LABEL.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }

        /** The name that it gives, {@code $market : label("market")}. */
        Optional<String> variable() {
            Matcher matcher = NAMED.matcher(text);
            return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        /** Where a word of it stands; its begin when the word cannot be found, as in a text with escapes. */
        Location place(RuleFile file, String word) {
            String written = file.code().substring(start, Math.max(start, end));
            Matcher found = Pattern.compile("(?<![\\w$])" + Pattern.quote(word) + "(?!\\w)")
                    .matcher(written);
            return file.place(start + (!word.isEmpty() && found.find() ? found.start() : 0));
        }

        /** The limits asked for by {@code limit("…")}. */
        public List<String> limits() {
            return LIMIT.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }

        /** The windows asked for by {@code mean("…")} and its like. */
        List<String> windows() {
            return WINDOW.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .distinct()
                    .toList();
        }

        /** Whether it asks for what has added up. */
        boolean asksForDrift() {
            return DRIFT.matcher(TEXT.matcher(text).replaceAll("\"\"")).find();
        }

        /** Whether it only gives a name to something and asks nothing. */
        public boolean isBinding() {
            return BINDING.matcher(text).matches();
        }
    }

    public boolean isSnapshot() {
        return !from && simpleType().equals("Snapshot");
    }

    public boolean isBreach() {
        return !from && simpleType().equals("Breach");
    }

    private String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    public Set<String> namesOf(String accessor) {
        return constraints.stream()
                .flatMap(constraint -> constraint.namesOf(accessor).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
