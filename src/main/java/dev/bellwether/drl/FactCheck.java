package dev.bellwether.drl;

import dev.bellwether.alert.Breach;
import dev.bellwether.drl.PatternUse.Constraint;
import dev.bellwether.history.Snapshot;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Problem;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether conditions name what a fact has and compare like with like. The engine would find the first too, with no
 * line; a number compared with a text it takes as it is, and the rule never fires.
 */
final class FactCheck {

    private static final Map<String, Class<?>> OF_SNAPSHOT = accessorsOf(Snapshot.class);
    private static final Map<String, Class<?>> OF_BREACH = accessorsOf(Breach.class);

    private static final Set<String> WORDS = Set.of(
            "and",
            "contains",
            "excludes",
            "false",
            "in",
            "instanceof",
            "matches",
            "memberOf",
            "not",
            "null",
            "or",
            "soundslike",
            "str",
            "startsWith",
            "endsWith",
            "this",
            "true");

    private static final Pattern WORD = Pattern.compile("(?<![\\w.$])[a-z]\\w*(?!\\w|\\s*[(:])");
    private static final Pattern WITH_TEXT =
            Pattern.compile("(\\w+)(\\s*\\([^()]*\\))?\\s*(?:[=!<>]=|[<>])\\s*\"[^\"]*\"");
    private static final Pattern WITH_NUMBER =
            Pattern.compile("(\\w+)(\\s*\\([^()]*\\))?\\s*(?:[=!<>]=|[<>])\\s*-?[\\d.]+(?![\\w.])");

    private FactCheck() {}

    private static Map<String, Class<?>> accessorsOf(Class<?> fact) {
        Map<String, Class<?>> accessors = new TreeMap<>();
        Arrays.stream(fact.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0)
                .filter(method -> !Set.of("hashCode", "toString").contains(method.getName()))
                .forEach(method -> accessors.put(method.getName(), method.getReturnType()));
        Arrays.stream(fact.getDeclaredMethods())
                .filter(method -> method.getName().equals("label"))
                .map(Method::getReturnType)
                .forEach(type -> accessors.put("label", type));
        return Map.copyOf(accessors);
    }

    static List<Problem> mistakesIn(RuleFile file, List<PatternUse> patterns) {
        List<Problem> mistakes = new ArrayList<>();
        for (PatternUse pattern : patterns) {
            if (pattern.isSnapshot() || pattern.isBreach()) {
                Map<String, Class<?>> accessors = pattern.isSnapshot() ? OF_SNAPSHOT : OF_BREACH;
                pattern.constraints().forEach(constraint -> check(file, constraint, accessors, mistakes));
            }
        }
        return mistakes;
    }

    private static void check(
            RuleFile file, Constraint constraint, Map<String, Class<?>> accessors, List<Problem> mistakes) {
        var stranger = AllowedWords.strangerIn(constraint.text());
        if (stranger.isPresent()) {
            mistakes.add(
                    new Problem(file.at(constraint.line()), stranger.get() + " is not for rules", AllowedWords.MEND));
            return;
        }
        for (String word : constraint.wordsLike(WORD)) {
            if (!accessors.containsKey(word) && !WORDS.contains(word)) {
                mistakes.add(new Problem(
                        file.at(constraint.line()),
                        "unknown figure \"" + word + "\"",
                        DidYouMean.sentence(word, accessors.keySet())));
            }
        }
        unlike(constraint, accessors).ifPresent(mend -> mistakes.add(mend.at(file, constraint)));
        Comparisons.mendOf(constraint.text())
                .ifPresent(mend -> mistakes.add(new Problem(
                        file.at(constraint.line()),
                        "\"" + constraint.text() + "\" is not clear about what it compares",
                        mend)));
    }

    private record Unlike(String what, String mend) {
        Problem at(RuleFile file, Constraint constraint) {
            return new Problem(file.at(constraint.line()), "\"" + constraint.text() + "\" " + what, mend);
        }
    }

    private static Optional<Unlike> unlike(Constraint constraint, Map<String, Class<?>> accessors) {
        if (comparesLike(WITH_TEXT, constraint, accessors, FactCheck::isNumber)) {
            return Optional.of(new Unlike("compares a number with a text", "leave out the quotes"));
        }
        if (comparesLike(WITH_NUMBER, constraint, accessors, String.class::equals)) {
            return Optional.of(new Unlike("compares a text with a number", "put it in quotes"));
        }
        return Optional.empty();
    }

    private static boolean comparesLike(
            Pattern form, Constraint constraint, Map<String, Class<?>> accessors, Predicate<Class<?>> isUnlike) {
        Matcher matcher = form.matcher(constraint.text());
        while (matcher.find()) {
            Class<?> type = accessors.get(matcher.group(1));
            if (type != null && isUnlike.test(type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNumber(Class<?> type) {
        return type == double.class || type == int.class || type == long.class;
    }
}
