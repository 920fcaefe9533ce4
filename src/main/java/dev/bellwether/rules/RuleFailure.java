package dev.bellwether.rules;

import dev.bellwether.kpi.Labels;
import java.util.Objects;

/** A rule could not be judged to the end; the alerts stay as they are. */
public final class RuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String rule;
    private final boolean isOfData;

    RuleFailure(String rule, String what, Throwable cause) {
        super("rule \"" + rule + "\" " + what, cause);
        this.rule = rule;
        this.isOfData = false;
    }

    RuleFailure(String rule, String what) {
        this(rule, what, false);
    }

    private RuleFailure(String rule, String what, boolean isOfData) {
        super("rule \"" + rule + "\" " + what);
        this.rule = rule;
        this.isOfData = isOfData;
    }

    private RuleFailure(String what) {
        super(what);
        this.rule = "";
        this.isOfData = false;
    }

    /** One tick raised the same alert twice. */
    static RuleFailure repeats(String rule, Labels labels) {
        return new RuleFailure(
                rule,
                "raises the alert " + labels + " more than once in one tick; gather its evidence by groupby",
                true);
    }

    static RuleFailure noRules() {
        return new RuleFailure("no rules are in force");
    }

    /** Names the rule, where one is to blame. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Whether other readings may be judged well by the same rule, so that it need not be set aside. */
    boolean isOfData() {
        return isOfData;
    }

    /** The name of the rule that is to blame; empty when there are no rules. */
    public String rule() {
        return rule;
    }
}
