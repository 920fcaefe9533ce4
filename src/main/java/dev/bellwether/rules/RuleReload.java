package dev.bellwether.rules;

import dev.bellwether.problem.Problem;
import java.time.Instant;
import java.util.List;

/**
 * How the latest reading of the rule files went.
 *
 * @param at when it was tried
 * @param successful whether every file is in force as it stands on disk
 * @param hash of the rules in force now; empty when there are none
 * @param rules how many are in force now
 * @param leftOut files that are not in force although others of that reading are
 * @param problems why it was not successful
 */
public record RuleReload(
        Instant at, boolean successful, String hash, int rules, List<String> leftOut, List<Problem> problems) {

    /** No file has been read yet. */
    public static final RuleReload NEVER = new RuleReload(Instant.EPOCH, false, "", 0, List.of(), List.of());

    public RuleReload {
        leftOut = List.copyOf(leftOut);
        problems = List.copyOf(problems);
    }
}
