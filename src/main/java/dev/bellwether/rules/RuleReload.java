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
 * @param quarantined files that are not in force as they stand on disk although the others are
 * @param problems why it was not successful
 */
public record RuleReload(
        Instant at, boolean successful, String hash, int rules, List<Quarantined> quarantined, List<Problem> problems) {

    /** No file has been read yet. */
    public static final RuleReload NEVER = new RuleReload(Instant.EPOCH, false, "", 0, List.of(), List.of());

    /**
     * A file that is set aside, or a rule that is.
     *
     * @param name of the file or rule
     * @param isOldInForce whether the file's last good version is in force in its place
     */
    public record Quarantined(String name, boolean isOldInForce) {}

    public RuleReload {
        quarantined = List.copyOf(quarantined);
        problems = List.copyOf(problems);
    }
}
