package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Severity;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Reads the annotations that hold conditions: {@code @critical( delta <= -0.3 )} says when an alert rises to a severity,
 * {@code @clear( z > -1 )} what must hold before it is over. They are asked beside the engine, which never sees them,
 * and of a reading in breach or of a firing alert alone.
 */
final class LevelsReader {

    private static final String CLEAR = "clear";

    /** Severities that can be risen to, mildest first. */
    private static final List<Severity> RISES = List.of(Severity.WARNING, Severity.HIGH, Severity.CRITICAL);

    /** All of a group rule that can be asked here. */
    private static final Pattern COUNT = Pattern.compile("count\\s*>=\\s*(\\d{1,9})");

    /**
     * What a rule says of severities.
     *
     * @param rises mildest first
     * @param clear empty for a rule without {@code @clear}
     */
    record Levels(List<Rise> rises, List<Constraint> clear) {

        static final Levels NONE = new Levels(List.of(), List.of());

        AlertRule.Levels written() {
            return new AlertRule.Levels(
                    rises.stream()
                            .map(rise -> new AlertRule.Rise(rise.to(), text(rise.conditions())))
                            .toList(),
                    text(clear));
        }

        /** Each annotation's conditions. */
        Stream<List<Constraint>> all() {
            return Stream.concat(rises.stream().map(Rise::conditions), Stream.of(clear))
                    .filter(conditions -> !conditions.isEmpty());
        }

        private static String text(List<Constraint> conditions) {
            return String.join(", ", conditions.stream().map(Constraint::text).toList());
        }
    }

    /** A severity and all that must hold for it. */
    record Rise(Severity to, List<Constraint> conditions) {

        /** For a rule that joins several series: how many it takes. */
        int count() {
            Matcher matcher = COUNT.matcher(conditions.get(0).text());
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : Integer.MAX_VALUE;
        }
    }

    private final RuleFile file;
    private final RuleDescr rule;
    private final Scope scope;
    private final Problems problems;

    private LevelsReader(RuleFile file, RuleDescr rule, Scope scope, Problems problems) {
        this.file = file;
        this.rule = rule;
        this.scope = scope;
        this.problems = problems;
    }

    /** Names of the annotations that are read here. */
    static List<String> names() {
        return Stream.concat(RISES.stream().map(Severity::toString), Stream.of(CLEAR))
                .toList();
    }

    /** @param base the rule's own severity */
    static Levels read(RuleFile file, RuleDescr rule, Scope scope, Severity base, Problems problems) {
        return new LevelsReader(file, rule, scope, problems).read(base);
    }

    private Levels read(Severity base) {
        List<Rise> rises = new ArrayList<>();
        for (Severity severity : RISES) {
            String name = severity.toString();
            if (rule.hasAnnotation(name) && severity.compareTo(base) <= 0) {
                problems.add(
                        place(name),
                        "@" + name + " does not rise above @severity(\"" + base + "\")",
                        "@severity is for the mildest case, the others say when it is worse");
            } else if (rule.hasAnnotation(name)) {
                List<Constraint> conditions = conditions(name);
                if (!conditions.isEmpty()) {
                    rises.add(new Rise(severity, conditions));
                }
            }
        }
        return new Levels(List.copyOf(rises), rule.hasAnnotation(CLEAR) ? clear() : List.of());
    }

    private List<Constraint> clear() {
        if (scope == Scope.GROUP) {
            problems.add(
                    place(CLEAR),
                    "@clear is for rules about one snapshot",
                    "a rule about several is over when it finds nothing to join; @keepFiringFor holds it longer");
            return List.of();
        }
        return conditions(CLEAR);
    }

    private List<Constraint> conditions(String name) {
        List<Constraint> conditions = Inside.of(file, rule, name)
                .map(inside -> inside.constraints(file))
                .orElse(List.of());
        if (conditions.isEmpty()) {
            problems.add(place(name), "@" + name + " is empty", example(name));
            return List.of();
        }
        int before = problems.size();
        if (conditions.size() == 1 && conditions.get(0).text().matches("\"[^\"]*\"")) {
            problems.add(place(name), "@" + name + " holds a text", "leave out the quotes: " + example(name));
        } else if (conditions.stream().anyMatch(LevelsReader::assigns)) {
            problems.add(place(name), "a single = stands in @" + name, "compare with ==");
        } else if (scope == Scope.GROUP) {
            checkCount(name, conditions);
        } else {
            PatternReader.check(file, conditions, problems);
            if (problems.size() == before) {
                conditions.forEach(this::checkWorkedOut);
            }
        }
        return problems.size() == before ? conditions : List.of();
    }

    private static boolean assigns(Constraint constraint) {
        return constraint.text().replaceAll("\"[^\"]*\"", "").matches(".*[^=!<>]=[^=].*");
    }

    private void checkCount(String name, List<Constraint> conditions) {
        if (conditions.size() != 1 || !COUNT.matcher(conditions.get(0).text()).matches()) {
            problems.add(
                    place(name),
                    "a rule about several series rises by how many they are",
                    "write it like @" + name + "( count >= 5 )");
        }
    }

    private void checkWorkedOut(Constraint constraint) {
        if (!constraint.term().isWorkedOut()) {
            problems.add(
                    file.place(constraint.start()),
                    "\"" + constraint.text() + "\" cannot be asked in an annotation",
                    "compare figures, labels and limits with numbers and texts");
        }
    }

    private static String example(String name) {
        return "write it like @" + name + (name.equals(CLEAR) ? "( delta > -0.04 )" : "( delta <= -0.3 )");
    }

    private Location place(String name) {
        return RemarksReader.place(file, rule, name, "");
    }

    /**
     * What stands between the brackets of an annotation.
     *
     * @param annotation where the annotation begins
     * @param start behind the opening bracket
     * @param end before the closing one
     */
    record Inside(int annotation, int start, int end) {

        /** Nothing for an annotation without brackets, and for one that is not there. */
        static Optional<Inside> of(RuleFile file, RuleDescr rule, String name) {
            String code = file.code();
            int from = Math.min(Math.max(0, rule.getStartCharacter()), code.length());
            int to = rule.getLhs() == null ? code.length() : rule.getLhs().getStartCharacter();
            Pattern begin = Pattern.compile("@\\s*" + name + "\\s*\\(");
            for (int i = from; i < Math.min(to, code.length()); i = next(code, i)) {
                Matcher matcher = begin.matcher(code).region(i, code.length());
                if (matcher.lookingAt()) {
                    return Optional.of(new Inside(i, matcher.end(), closing(code, matcher.end())));
                }
            }
            return Optional.empty();
        }

        /** Over a whole text in quotes at once. */
        private static int next(String code, int i) {
            if (code.charAt(i) != '"') {
                return i + 1;
            }
            int end = i + 1;
            while (end < code.length() && code.charAt(end) != '"' && code.charAt(end) != '\n') {
                end += code.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(end + 1, code.length());
        }

        private static int closing(String code, int start) {
            int open = 1;
            int i = start;
            while (i < code.length()) {
                open += code.charAt(i) == '(' ? 1 : code.charAt(i) == ')' ? -1 : 0;
                if (open == 0) {
                    return i;
                }
                i = next(code, i);
            }
            return code.length();
        }

        /** Its conditions, which commas divide. */
        List<Constraint> constraints(RuleFile file) {
            String code = file.code();
            List<Constraint> all = new ArrayList<>();
            int depth = 0;
            int begin = start;
            for (int i = start; i < end; i = next(code, i)) {
                char letter = code.charAt(i);
                depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
                if (letter == ',' && depth == 0) {
                    add(file, begin, i, all);
                    begin = i + 1;
                }
            }
            add(file, begin, end, all);
            return List.copyOf(all);
        }

        private static void add(RuleFile file, int from, int to, List<Constraint> all) {
            String written = file.code().substring(from, Math.max(from, to));
            String text = written.replaceAll("\\s+", " ").strip();
            if (!text.isEmpty()) {
                int start = from + written.indexOf(written.stripLeading());
                all.add(new Constraint(text, file.lineOf(start), start, to, Term.of(text)));
            }
        }
    }

    /** Takes the annotations read here out of a text that keeps its places, since they mean nothing to the engine. */
    static void blank(RuleFile file, RuleDescr rule, StringBuilder text) {
        for (String name : names()) {
            Inside.of(file, rule, name).ifPresent(inside -> {
                char[] blanks = new char[Math.min(inside.end() + 1, text.length()) - inside.annotation()];
                Arrays.fill(blanks, ' ');
                for (int i = 0; i < blanks.length; i++) {
                    blanks[i] = text.charAt(inside.annotation() + i) == '\n' ? '\n' : ' ';
                }
                text.replace(inside.annotation(), inside.annotation() + blanks.length, new String(blanks));
            });
        }
    }
}
