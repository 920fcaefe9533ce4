package dev.bellwether.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the word a person most likely meant. */
public final class DidYouMean {

    private static final LevenshteinDistance LETTERS = LevenshteinDistance.getDefaultInstance();

    private DidYouMean() {}

    /**
     * The nearest of {@code known} by edit distance, when it is near enough to be worth saying: at most about a third of
     * the word's letters differ, one word begins with the other, or the letters are only in another order.
     */
    public static Optional<String> among(String word, Collection<String> known) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> isNear(wanted, candidate.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(
                                (String candidate) -> distance(wanted, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code did you mean "x"?}, or else {@code known are a, b, c}; ready to be a {@link Problem#mend()}. */
    public static String sentence(String word, Collection<String> known) {
        return among(word, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> known.isEmpty()
                        ? "none is known"
                        : "known are "
                                + String.join(", ", known.stream().sorted().toList()));
    }

    private static boolean isNear(String word, String candidate) {
        if (word.length() >= 3 && (candidate.startsWith(word) || word.startsWith(candidate))) {
            return true;
        }
        return distance(word, candidate) <= Math.max(1, (Math.max(word.length(), candidate.length()) + 1) / 3);
    }

    /** Letters in another order, "titel" for "title", are one slip of the fingers. */
    private static int distance(String word, String candidate) {
        boolean sameLetters = Arrays.equals(
                word.chars().sorted().toArray(), candidate.chars().sorted().toArray());
        return sameLetters ? 1 : LETTERS.apply(word, candidate);
    }
}
