package dev.bellwether.rules;

import java.util.Objects;

/** A rule could not be judged to the end; the alerts stay as they are. */
public final class RuleFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    RuleFailure(String rule, String what, Throwable cause) {
        super("rule \"" + rule + "\" " + what, cause);
        this.rule = rule;
    }

    RuleFailure(String rule, String what) {
        super("rule \"" + rule + "\" " + what);
        this.rule = rule;
    }

    private RuleFailure(String what) {
        super(what);
        this.rule = "";
    }

    static RuleFailure noRules() {
        return new RuleFailure("no rules are in force");
    }

    /** Names the rule, where one is to blame. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** The name of the rule that is to blame; empty when there are no rules. */
    public String rule() {
        return rule;
    }
}
