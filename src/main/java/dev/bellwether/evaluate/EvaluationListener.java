package dev.bellwether.evaluate;

/** Is told of every evaluation once it has ended, on the thread that did it; must be quick. */
@FunctionalInterface
public interface EvaluationListener {

    void evaluated(Evaluation evaluation);
}
