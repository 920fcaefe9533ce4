package dev.bellwether.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the mistakes of one reading, so that a person sees all of them at once. */
public final class Problems {

    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.where().file())
            .thenComparing(problem -> problem.where().sheet())
            .thenComparingInt(problem -> problem.where().line())
            .thenComparingInt(problem -> problem.where().column());

    private final List<Problem> found = new ArrayList<>();

    public void add(Location where, String what) {
        found.add(new Problem(where, what));
    }

    public void add(Location where, String what, String mend) {
        found.add(new Problem(where, what, mend));
    }

    public void add(Problem problem) {
        found.add(problem);
    }

    public void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int size() {
        return found.size();
    }

    /** What was found, by file, line and column. */
    public List<Problem> list() {
        return found.stream().sorted(BY_PLACE).toList();
    }

    /** @throws ProblemsException when anything was found */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ProblemsException(list());
        }
    }
}
