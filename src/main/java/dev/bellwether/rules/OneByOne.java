package dev.bellwether.rules;

import dev.bellwether.alert.Breach;
import dev.bellwether.history.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.kie.api.KieBase;

/**
 * Judges again, one rule and one snapshot at a time, when a rule throws: so that it keeps nothing from being judged but
 * itself, and itself only where it throws. Slow, and seldom needed.
 */
final class OneByOne {

    private final Map<String, KieBase> bases = new ConcurrentHashMap<>();
    private final Function<String, KieBase> baseOf;

    /** @param baseOf makes a knowledge base that holds the named rule alone */
    OneByOne(Function<String, KieBase> baseOf) {
        this.baseOf = baseOf;
    }

    /** @param failures gets the first failure of each rule that has one */
    List<Breach> series(
            List<Snapshot> snapshots, List<Sieve> sieves, Session session, Map<String, RuleFailure> failures) {
        List<Breach> breaches = new ArrayList<>();
        for (Sieve sieve : sieves) {
            for (Snapshot snapshot : snapshots) {
                try {
                    if (!Sieve.suspects(List.of(snapshot), List.of(sieve)).isEmpty()) {
                        breaches.addAll(session.fire(base(sieve.rule()), List.of(snapshot), 1));
                    }
                } catch (RuleFailure e) {
                    failures.putIfAbsent(sieve.rule(), e);
                }
            }
        }
        return breaches;
    }

    /** @param failures gets the failure of each rule that has one */
    List<Breach> groups(
            List<String> rules, List<?> facts, int mostMatches, Session session, Map<String, RuleFailure> failures) {
        List<Breach> breaches = new ArrayList<>();
        for (String rule : rules) {
            try {
                breaches.addAll(session.fire(base(rule), facts, mostMatches));
            } catch (RuleFailure e) {
                failures.putIfAbsent(rule, e);
            }
        }
        return breaches;
    }

    private KieBase base(String rule) {
        return bases.computeIfAbsent(rule, baseOf);
    }
}
