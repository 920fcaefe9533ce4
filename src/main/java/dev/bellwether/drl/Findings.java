package dev.bellwether.drl;

import dev.bellwether.problem.Problems;

/**
 * What looking at rules brings up.
 *
 * @param mistakes keep the rules from going live
 * @param runbooks that are not there; no rule is worse for it, but the people are whom it wakes
 * @param hints are worth a second look, and keep nobody from anything
 */
public record Findings(Problems mistakes, Problems runbooks, Problems hints) {

    public Findings() {
        this(new Problems(), new Problems(), new Problems());
    }
}
