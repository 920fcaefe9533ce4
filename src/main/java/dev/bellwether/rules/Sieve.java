package dev.bellwether.rules;

import dev.bellwether.history.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.drools.model.AlphaIndex;
import org.drools.model.Condition;
import org.drools.model.Constraint;
import org.drools.model.Pattern;
import org.drools.model.Rule;
import org.drools.model.SingleConstraint;
import org.drools.model.Variable;
import org.drools.model.functions.Predicate1;

/**
 * Asks the compiled conditions of one series rule whether a snapshot can match, before it enters a session.
 *
 * <p>A session remembers each fact, some 200 bytes and 300 ns of it, to be able to join and retract; a rule over one
 * snapshot needs neither, and nearly every snapshot matches nothing. So only those that pass here enter, where the rule
 * is judged in full and fires. The conditions are the very objects the engine evaluates. What cannot be asked this way
 * counts as passed, so that the sieve may be too wide and never too narrow.
 */
final class Sieve {

    private static final int BLOCK = 128;

    private final String rule;
    private final Predicate1<Snapshot>[] tests;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Sieve(String rule, List<Predicate1<Snapshot>> tests) {
        this.rule = rule;
        this.tests = tests.toArray(new Predicate1[0]);
    }

    String rule() {
        return rule;
    }

    /** @param kpi the KPI whose snapshots are sieved, so that this need not be asked again each time */
    static Sieve of(Rule rule, String kpi) {
        List<Predicate1<Snapshot>> tests = new ArrayList<>();
        List<Condition> conditions = rule.getView().getSubConditions();
        boolean isPlain = conditions.stream()
                        .filter(condition -> condition.getType() == Condition.Type.PATTERN)
                        .count()
                == 1;
        for (Condition condition : conditions) {
            if (isPlain && condition instanceof Pattern<?> pattern) {
                add(pattern.getConstraint(), pattern.getPatternVariable(), kpi, tests);
            }
        }
        return new Sieve(rule.getName(), tests);
    }

    /**
     * The snapshots that some rule may match; of those without a value only the missing ones. One rule after the other
     * over a few snapshots: the processor then guesses right which condition comes next.
     */
    static List<Snapshot> suspects(List<Snapshot> snapshots, List<Sieve> sieves) {
        List<Snapshot> suspects = new ArrayList<>();
        var block = new Snapshot[BLOCK];
        var isSuspect = new boolean[BLOCK];
        for (int from = 0; from < snapshots.size(); from += BLOCK) {
            int size = 0;
            for (Snapshot snapshot : snapshots.subList(from, Math.min(snapshots.size(), from + BLOCK))) {
                if (snapshot.hasValue() || snapshot.missing()) {
                    isSuspect[size] = false;
                    block[size++] = snapshot;
                }
            }
            for (Sieve sieve : sieves) {
                sieve.mark(block, isSuspect, size);
            }
            for (int i = 0; i < size; i++) {
                if (isSuspect[i]) {
                    suspects.add(block[i]);
                }
            }
        }
        return suspects;
    }

    /**
     * What each of the rule's conditions says, in the order of the rule.
     *
     * @param conditions how many there are; when some of them cannot be asked one by one, nothing is known of any
     * @throws RuleFailure when one of them cannot bear the snapshot
     */
    List<Optional<Boolean>> verdicts(Snapshot snapshot, int conditions) {
        List<Optional<Boolean>> verdicts = new ArrayList<>(Collections.nCopies(conditions, Optional.empty()));
        for (int i = 0; i < conditions && conditions == tests.length; i++) {
            try {
                verdicts.set(i, Optional.of(tests[i].test(snapshot)));
            } catch (Exception e) {
                throw failure(snapshot, e);
            }
        }
        return verdicts;
    }

    private RuleFailure failure(Snapshot snapshot, Exception why) {
        return new RuleFailure(rule, "fails at " + snapshot.kpi() + snapshot.labels() + ": " + why, why);
    }

    private void mark(Snapshot[] block, boolean[] isSuspect, int size) {
        int i = 0;
        try {
            for (; i < size; i++) {
                isSuspect[i] = isSuspect[i] || passes(block[i]);
            }
        } catch (Exception e) {
            throw failure(block[i], e);
        }
    }

    private boolean passes(Snapshot snapshot) throws Exception {
        for (Predicate1<Snapshot> test : tests) {
            if (!test.test(snapshot)) {
                return false;
            }
        }
        return true;
    }

    private static boolean all(List<Predicate1<Snapshot>> tests, Snapshot snapshot) throws Exception {
        for (int i = 0; i < tests.size(); i++) {
            if (!tests.get(i).test(snapshot)) {
                return false;
            }
        }
        return true;
    }

    private static void add(Constraint constraint, Variable<?> snapshot, String kpi, List<Predicate1<Snapshot>> tests) {
        switch (constraint.getType()) {
            case SINGLE -> addSingle((SingleConstraint) constraint, snapshot, kpi, tests);
            case MULTIPLE, AND -> constraint.getChildren().forEach(child -> add(child, snapshot, kpi, tests));
            case OR -> addEither(constraint.getChildren(), snapshot, tests);
        }
    }

    @SuppressWarnings("unchecked")
    private static void addSingle(
            SingleConstraint constraint, Variable<?> snapshot, String kpi, List<Predicate1<Snapshot>> tests) {
        boolean asksForKpi =
                constraint.getIndex() instanceof AlphaIndex<?, ?> index && kpi.equals(index.getRightValue());
        Variable<?>[] variables = constraint.getVariables();
        if (!asksForKpi && variables.length == 1 && variables[0] == snapshot) {
            tests.add(bare(constraint.getPredicate1()));
        }
    }

    /** The engine wraps a condition to be able to print it; unwrapped it is asked in half the time. */
    @SuppressWarnings("unchecked")
    private static Predicate1<Snapshot> bare(Predicate1<Snapshot> predicate) {
        return predicate instanceof Predicate1.Impl<?> wrapped ? (Predicate1<Snapshot>) wrapped.getLambda() : predicate;
    }

    private static void addEither(List<Constraint> ways, Variable<?> snapshot, List<Predicate1<Snapshot>> tests) {
        List<List<Predicate1<Snapshot>>> testsOfWays = new ArrayList<>();
        for (Constraint way : ways) {
            List<Predicate1<Snapshot>> testsOfWay = new ArrayList<>();
            add(way, snapshot, "", testsOfWay);
            testsOfWays.add(testsOfWay);
        }
        tests.add(asked -> {
            for (List<Predicate1<Snapshot>> testsOfWay : testsOfWays) {
                if (all(testsOfWay, asked)) {
                    return true;
                }
            }
            return testsOfWays.isEmpty();
        });
    }
}
