package dev.bellwether.drl;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the word by which an expression reaches out of a rule: a class, or what makes, finds or runs one. The message is
 * better for it; that nothing gets by is the work of {@link ConditionCheck}.
 */
final class AllowedWords {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern CLASS = Pattern.compile("(?<![\\w$])[A-Z]\\w*");
    private static final Pattern ACTION =
            Pattern.compile("\\b(new|eval|getClass|class|forName|drools|kcontext|wait|notify|notifyAll)\\b");

    private static final Set<String> CLASSES = Set.of(
            "Boolean",
            "Breach",
            "Double",
            "Integer",
            "List",
            "Long",
            "Map",
            "Math",
            "Number",
            "Object",
            "Set",
            "Snapshot",
            "String");

    private AllowedWords() {}

    /** The first word that is not for rules. */
    static Optional<String> strangerIn(String expression) {
        String bare = TEXT.matcher(expression).replaceAll("\"\"");
        Matcher action = ACTION.matcher(bare);
        if (action.find()) {
            return Optional.of(action.group());
        }
        return CLASS.matcher(bare)
                .results()
                .map(found -> found.group())
                .filter(word -> !CLASSES.contains(word))
                .findFirst();
    }
}
