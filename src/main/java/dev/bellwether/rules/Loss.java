package dev.bellwether.rules;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules that would vanish with a reload. Many at once is more likely a truncated file or a half-mounted folder than
 * what somebody wants.
 *
 * @param before how many there are
 * @param lost their names
 */
record Loss(int before, List<String> lost) {

    /** The file, beside the rules, in which a loss is confirmed. */
    static final String CONFIRMATION = "confirm.txt";

    private static final int NAMED = 5;

    static Loss of(RuleBase before, RuleBase after) {
        Set<String> kept = names(after).collect(Collectors.toSet());
        List<String> lost =
                names(before).filter(name -> !kept.contains(name)).sorted().toList();
        return new Loss((int) names(before).count(), lost);
    }

    private static Stream<String> names(RuleBase base) {
        return Stream.concat(base.rules().stream().map(AlertRule::name), base.benched().keySet().stream());
    }

    /**
     * What keeps the new rules out of force, if anything does.
     *
     * @param hash stands for the files that lose the rules
     */
    Optional<Problem> problem(Path directory, String hash) {
        if (lost.size() * 3 <= before || isConfirmed(directory, hash)) {
            return Optional.empty();
        }
        String names = lost.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (lost.size() > NAMED ? " and " + (lost.size() - NAMED) + " more" : "");
        return Optional.of(new Problem(
                Location.of(directory.toString()),
                "%d of %d rules would vanish at once: %s; the old rules stay".formatted(lost.size(), before, names),
                "if that is meant, write %s into %s".formatted(hash, directory.resolve(CONFIRMATION))));
    }

    private static boolean isConfirmed(Path directory, String hash) {
        try {
            return Files.readString(directory.resolve(CONFIRMATION)).strip().equals(hash);
        } catch (IOException e) {
            return false;
        }
    }
}
