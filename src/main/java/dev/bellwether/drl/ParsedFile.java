package dev.bellwether.drl;

import dev.bellwether.drl.RuleDraft.Raises;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule file and the rules found in it.
 *
 * @param isBare whether it names no package, and so leaves it to us to say what its words mean
 */
public record ParsedFile(RuleFile file, boolean isBare, List<RuleDraft> drafts) {

    /** What a rule file that holds nothing but rules goes without; on one line, so that the others keep their numbers. */
    private static final String HEAD = "package bellwether.rules;"
            + " import dev.bellwether.history.Snapshot;"
            + " import dev.bellwether.alert.Breach;"
            + " import java.util.List;"
            + " import accumulate dev.bellwether.rules.DistinctCount distinct;"
            + " global dev.bellwether.rules.Breaches breaches; ";

    private static final Pattern THEN = Pattern.compile("\\bthen\\b");

    /**
     * The text with nothing in it but the {@code wanted} rules, each still on its own line; of those whose right side
     * is mistaken the left side only.
     */
    public String only(Collection<RuleDraft> wanted) {
        var text = new StringBuilder(file.text());
        for (RuleDraft draft : drafts) {
            int start = Math.max(0, draft.descr().getStartCharacter());
            int end = endOf(draft);
            LevelsReader.blank(file, draft.descr(), text);
            if (!wanted.contains(draft)) {
                blank(text, start, end);
            } else if (draft.raises() == Raises.MISTAKEN) {
                blankRightSide(text, draft, end);
            }
        }
        return headed(text);
    }

    private String headed(StringBuilder text) {
        return isBare ? HEAD + text : text.toString();
    }

    /** The text of the {@code wanted} rules without comments, as it is given to the engine. */
    public String sound(Collection<RuleDraft> wanted) {
        var text = new StringBuilder(file.code());
        drafts.forEach(draft -> LevelsReader.blank(file, draft.descr(), text));
        drafts.stream()
                .filter(draft -> !wanted.contains(draft))
                .forEach(draft -> blank(text, Math.max(0, draft.descr().getStartCharacter()), endOf(draft)));
        drafts.stream()
                .filter(wanted::contains)
                .flatMap(draft -> draft.patterns().stream())
                .filter(pattern -> pattern.isSnapshot() || pattern.isBreach())
                .flatMap(pattern -> pattern.constraints().stream())
                .sorted(Comparator.comparingInt(PatternUse.Constraint::start).reversed())
                .forEach(constraint -> text.replace(
                        constraint.start(),
                        constraint.end(),
                        Comparisons.sound(text.substring(constraint.start(), constraint.end()))));
        return headed(text);
    }

    private int endOf(RuleDraft draft) {
        return Math.min(file.text().length(), draft.descr().getEndCharacter() + 1);
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
