package dev.bellwether.rules;

import dev.bellwether.alert.Breach;
import dev.bellwether.drl.LoadedRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.kie.api.KieBase;
import org.kie.api.runtime.KieSession;

/** Puts facts before compiled rules once, and remembers nothing. */
final class Session {

    private final Map<String, LoadedRule> rules;
    private final Instant at;

    Session(Map<String, LoadedRule> rules, Instant at) {
        this.rules = rules;
        this.at = at;
    }

    /**
     * What the rules raise.
     *
     * @param mostMatches more of them is a rule that has gone wild
     * @throws RuleFailure when one of the rules throws, or has gone wild; what the others raised is lost
     */
    List<Breach> fire(KieBase base, List<?> facts, int mostMatches) {
        var breaches = new Breaches(rules, at);
        KieSession session = base.newKieSession();
        try {
            session.setGlobal("breaches", breaches);
            session.addEventListener(breaches.listener());
            facts.forEach(session::insert);
            if (session.fireAllRules(mostMatches + 1) > mostMatches) {
                throw new RuleFailure(
                        breaches.firing(), "matches without end; stopped after " + mostMatches + " matches");
            }
            return breaches.raised();
        } catch (RuleFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(e, breaches.firing());
        } finally {
            session.dispose();
        }
    }

    /** The engine wraps what a rule throws several times over, and names the rule in one of the wrappings. */
    private RuleFailure failure(RuntimeException thrown, String firing) {
        Throwable cause = thrown;
        String rule = firing;
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            cause = e;
            String message = String.valueOf(e.getMessage());
            rule = rules.keySet().stream()
                    .filter(name -> message.contains("\"" + name + "\""))
                    .findFirst()
                    .orElse(rule);
        }
        return new RuleFailure(rule, "fails: " + cause, thrown);
    }
}
