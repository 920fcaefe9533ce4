package dev.bellwether.drl;

import com.github.javaparser.ast.expr.BinaryExpr.Operator;
import dev.bellwether.drl.Term.Comparison;
import java.util.Optional;

/**
 * A comparison with a number that is written out, the number on the right: {@code 5 < value} is {@code value > 5}.
 *
 * @param of what is compared, as written
 */
record Bound(String of, Operator operator, double number) {

    static Optional<Bound> of(Comparison comparison) {
        boolean isNumberLeft = comparison.left().constant().isPresent();
        boolean isNumberRight = comparison.right().constant().isPresent();
        if (isNumberLeft == isNumberRight) {
            return Optional.empty();
        }
        return Optional.of(
                isNumberRight
                        ? new Bound(
                                comparison.left().written(),
                                comparison.operator(),
                                comparison.right().constant().getAsDouble())
                        : new Bound(
                                comparison.right().written(),
                                turned(comparison.operator()),
                                comparison.left().constant().getAsDouble()));
    }

    private static Operator turned(Operator operator) {
        return switch (operator) {
            case GREATER -> Operator.LESS;
            case GREATER_EQUALS -> Operator.LESS_EQUALS;
            case LESS -> Operator.GREATER;
            case LESS_EQUALS -> Operator.GREATER_EQUALS;
            default -> operator;
        };
    }

    boolean isFraction() {
        return operator == Operator.EQUALS && number != Math.rint(number);
    }

    /** Whether it holds for every number of the span. */
    boolean holdsAll(Span span) {
        return switch (operator) {
            case GREATER -> span.low() > number;
            case GREATER_EQUALS -> span.low() >= number;
            case LESS -> span.high() < number;
            case LESS_EQUALS -> span.high() <= number;
            case NOT_EQUALS -> number < span.low() || number > span.high();
            default -> false;
        };
    }
}
