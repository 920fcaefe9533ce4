package dev.bellwether.drl;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Inhibition;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.alert.Severity;
import dev.bellwether.problem.Location;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * A rule as one file has it, read on its own; whether it fits the KPIs and the other rules is not known yet.
 *
 * @param descr the parsed rule
 * @param patterns all its patterns, also those inside others
 * @param hasSoundLeftSide whether nothing on its left side has been told of yet, so that the engine may look at it
 * @param isUnderstood whether all of it is known without the engine, which will take it then
 * @param raises what its right side does
 */
public record RuleDraft(
        RuleFile file,
        RuleDescr descr,
        Remarks remarks,
        List<PatternUse> patterns,
        boolean hasSoundLeftSide,
        boolean isUnderstood,
        Raises raises) {

    /** What the annotations say. */
    public record Remarks(
            Severity severity,
            String owner,
            SummaryTemplate summary,
            String summaryText,
            String runbook,
            HoldFor holdFor,
            Duration keepFiringFor,
            Inhibition inhibition,
            LevelsReader.Levels levels) {}

    /** What a right side does. */
    public enum Raises {
        /** {@code breaches.raise($s)}: an alert for a series. */
        SNAPSHOT,
        /** {@code breaches.raise("carrier", $c, $evidence)}: an alert for a group. */
        GROUP,
        /** Something that is not allowed, and has been told of. */
        MISTAKEN
    }

    public String name() {
        return descr.getName();
    }

    public int line() {
        return descr.getLine();
    }

    public Location place() {
        return file.at(line());
    }

    public Location place(PatternUse.Constraint constraint) {
        return file.place(constraint.start());
    }

    /** Where a word of a condition stands. */
    Location place(PatternUse.Constraint constraint, String word) {
        return constraint.place(file, word);
    }

    /** Its patterns, and what its annotations ask of the same snapshots, written as patterns. */
    List<PatternUse> asked() {
        return Stream.concat(patterns.stream(), askedByRemarks().stream()).toList();
    }

    List<PatternUse> askedByRemarks() {
        if (scope() == AlertRule.Scope.GROUP || patterns.get(0).constraints().isEmpty()) {
            return List.of();
        }
        PatternUse own = patterns.get(0);
        return remarks.levels()
                .all()
                .map(conditions -> new PatternUse(
                        own.type(),
                        false,
                        false,
                        own.written(),
                        conditions.get(0).line(),
                        Stream.concat(own.constraints().stream().limit(1), conditions.stream())
                                .toList()))
                .toList();
    }

    /** Both sides without comments and blanks. */
    String body() {
        String code = file.code();
        int start = descr.getLhs() == null
                ? descr.getStartCharacter()
                : descr.getLhs().getStartCharacter();
        int end = Math.min(code.length(), Math.max(0, descr.getEndCharacter() + 1));
        return code.substring(Math.min(Math.max(0, start), end), end).replaceAll("\\s+", "");
    }

    /** One plain snapshot pattern and nothing else is judged series by series. */
    public AlertRule.Scope scope() {
        return scope(descr, patterns);
    }

    static AlertRule.Scope scope(RuleDescr descr, List<PatternUse> patterns) {
        boolean plain = descr.getLhs() != null
                && descr.getLhs().getDescrs().size() == 1
                && descr.getLhs().getDescrs().get(0) instanceof PatternDescr;
        return plain && patterns.size() == 1 && patterns.get(0).isSnapshot()
                ? AlertRule.Scope.SERIES
                : AlertRule.Scope.GROUP;
    }
}
