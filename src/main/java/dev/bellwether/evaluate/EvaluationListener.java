package dev.bellwether.evaluate;

import java.util.List;

/** Is told of every evaluation once it has ended, on the thread that did it; must be quick. */
@FunctionalInterface
public interface EvaluationListener {

    void evaluated(Evaluation evaluation);

    /** Another instance evaluates or has evaluated meanwhile: what was heard here of the newest evaluations is outdated. */
    default void forget() {}

    /** One for several. */
    static EvaluationListener of(List<? extends EvaluationListener> listeners) {
        List<EvaluationListener> all = List.copyOf(listeners);
        return new EvaluationListener() {
            @Override
            public void evaluated(Evaluation evaluation) {
                all.forEach(listener -> listener.evaluated(evaluation));
            }

            @Override
            public void forget() {
                all.forEach(EvaluationListener::forget);
            }
        };
    }
}
