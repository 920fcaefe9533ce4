package dev.bellwether.rules;

import dev.bellwether.rules.RuleDraft.Raises;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A rule file and the rules found in it. */
record ParsedFile(RuleFile file, List<RuleDraft> drafts) {

    private static final Pattern THEN = Pattern.compile("\\bthen\\b");

    /**
     * The text with nothing in it but the {@code wanted} rules, each still on its own line; of those whose right side
     * is mistaken the left side only.
     */
    String only(Collection<RuleDraft> wanted) {
        var text = new StringBuilder(file.text());
        for (RuleDraft draft : drafts) {
            int start = Math.max(0, draft.descr().getStartCharacter());
            int end = Math.min(text.length(), draft.descr().getEndCharacter() + 1);
            if (!wanted.contains(draft)) {
                blank(text, start, end);
            } else if (draft.raises() == Raises.MISTAKEN) {
                blankRightSide(text, draft, end);
            }
        }
        return text.toString();
    }

    /** The whole text, as it is given to the engine. */
    String sound() {
        var text = new StringBuilder(file.text());
        drafts.stream()
                .flatMap(draft -> draft.patterns().stream())
                .filter(pattern -> pattern.isSnapshot() || pattern.isBreach())
                .flatMap(pattern -> pattern.constraints().stream())
                .sorted(Comparator.comparingInt(PatternUse.Constraint::start).reversed())
                .forEach(constraint -> text.replace(
                        constraint.start(),
                        constraint.end(),
                        Comparisons.sound(text.substring(constraint.start(), constraint.end()))));
        return text.toString();
    }

    private static void blankRightSide(StringBuilder text, RuleDraft draft, int end) {
        int afterLeftSide = Math.max(
                draft.descr().getStartCharacter(), draft.descr().getLhs().getEndCharacter());
        Matcher then = THEN.matcher(text);
        int lastWord = text.lastIndexOf("end", end);
        if (then.find(Math.max(0, afterLeftSide)) && then.end() < lastWord) {
            blank(text, then.end(), lastWord);
        }
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
