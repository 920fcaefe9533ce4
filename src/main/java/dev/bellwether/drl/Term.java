package dev.bellwether.drl;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.bellwether.history.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;
import org.drools.mvel.parser.printer.PrintUtil;

/** A condition as a tree: comparisons, joined by {@code &&} and {@code ||}. */
public sealed interface Term {

    /** As it stands in the rule. */
    String written();

    /** What it is made of; empty for what is not divided further. */
    default List<Term> parts() {
        return List.of();
    }

    /** Whether it holds for a snapshot; empty when only the engine can tell. */
    Optional<Boolean> holds(Snapshot snapshot);

    /** Whether {@link #holds} can always tell, so that no engine is needed. */
    default boolean isWorkedOut() {
        return !parts().isEmpty() && parts().stream().allMatch(Term::isWorkedOut);
    }

    /** The operands in it and its parts, in order. */
    default Stream<Operand> operands() {
        return parts().stream().flatMap(Term::operands);
    }

    /** It and its parts and theirs. */
    default Stream<Term> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Term::all));
    }

    /** The comparisons in it. */
    default Stream<Comparison> comparisons() {
        return all().filter(Comparison.class::isInstance).map(Comparison.class::cast);
    }

    /** Holds when all of its parts do. */
    record All(String written, List<Term> parts) implements Term {
        @Override
        public Optional<Boolean> holds(Snapshot snapshot) {
            return decided(parts, snapshot, false);
        }
    }

    /** Holds when one of its parts does. */
    record Any(String written, List<Term> parts) implements Term {
        @Override
        public Optional<Boolean> holds(Snapshot snapshot) {
            return decided(parts, snapshot, true);
        }
    }

    /** One part that is {@code decisive} decides; all have to be known otherwise. */
    private static Optional<Boolean> decided(List<Term> parts, Snapshot snapshot, boolean decisive) {
        boolean allKnown = true;
        for (Term part : parts) {
            Optional<Boolean> holds = part.holds(snapshot);
            if (holds.isPresent() && holds.get() == decisive) {
                return holds;
            }
            allKnown &= holds.isPresent();
        }
        return allKnown ? Optional.of(!decisive) : Optional.empty();
    }

    /** {@code value >= limit("late_max")}. */
    record Comparison(String written, Operand left, BinaryExpr.Operator operator, Operand right) implements Term {

        @Override
        public Stream<Operand> operands() {
            return Stream.of(left, right);
        }

        @Override
        public Optional<Boolean> holds(Snapshot snapshot) {
            Optional<String> text = left.textIn(snapshot);
            Optional<String> other = right.textIn(snapshot);
            if (text.isPresent() || other.isPresent()) {
                boolean isEqual = text.equals(other);
                return switch (operator) {
                    case EQUALS -> Optional.of(isEqual);
                    case NOT_EQUALS -> Optional.of(!isEqual);
                    default -> Optional.empty();
                };
            }
            double value = left.in(snapshot);
            double limit = right.in(snapshot);
            return switch (operator) {
                case GREATER -> Optional.of(value > limit);
                case GREATER_EQUALS -> Optional.of(value >= limit);
                case LESS -> Optional.of(value < limit);
                case LESS_EQUALS -> Optional.of(value <= limit);
                case EQUALS ->
                    Double.isFinite(value) && Double.isFinite(limit) ? Optional.of(value == limit) : Optional.empty();
                default -> Optional.empty();
            };
        }

        @Override
        public boolean isWorkedOut() {
            boolean areTexts = left.isText() && right.isText();
            return switch (operator) {
                case EQUALS -> areTexts || left.isNumber() && right.isNumber();
                case NOT_EQUALS -> areTexts;
                default -> left.isNumber() && right.isNumber();
            };
        }

        /**
         * How far the left side is past the right one, in the direction in which the comparison holds; negative when it
         * falls short, {@code NaN} when there is no such distance.
         */
        public double margin(Snapshot snapshot) {
            return switch (operator) {
                case GREATER, GREATER_EQUALS -> left.in(snapshot) - right.in(snapshot);
                case LESS, LESS_EQUALS -> right.in(snapshot) - left.in(snapshot);
                default -> Double.NaN;
            };
        }

        /** The field whose kind of number is compared, when one is. */
        public Optional<Field> field() {
            return Stream.of(left, right).flatMap(side -> side.field().stream()).findFirst();
        }
    }

    /** {@code label("market") in ("BR", "US")}. */
    record Among(String written, Operand left, List<Operand> values, boolean isNegated) implements Term {
        @Override
        public Stream<Operand> operands() {
            return Stream.concat(Stream.of(left), values.stream());
        }

        @Override
        public Optional<Boolean> holds(Snapshot snapshot) {
            if (!isWorkedOut()) {
                return Optional.empty();
            }
            Optional<String> text = left.textIn(snapshot);
            boolean isAmong =
                    values.stream().anyMatch(value -> value.textIn(snapshot).equals(text));
            return Optional.of(isAmong != isNegated);
        }

        @Override
        public boolean isWorkedOut() {
            return left.isText() && values.stream().allMatch(Operand::isText);
        }
    }

    /** Anything else: {@code missing}, a function. */
    record Other(String written, List<Operand> sides) implements Term {
        @Override
        public Stream<Operand> operands() {
            return sides.stream();
        }

        @Override
        public Optional<Boolean> holds(Snapshot snapshot) {
            return switch (written.replaceAll("[\\s()]", "")) {
                case "missing" -> Optional.of(snapshot.missing());
                case "!missing" -> Optional.of(!snapshot.missing());
                default -> Optional.empty();
            };
        }

        @Override
        public boolean isWorkedOut() {
            return written.replaceAll("[\\s()!]", "").equals("missing");
        }
    }

    /** The tree of a constraint; of one that cannot be read so, a single {@link Other}. */
    static Term of(String constraint) {
        return Expressions.parse(constraint)
                .map(tree -> of(tree, Expressions.unnamed(constraint)))
                .orElseGet(() -> new Other(constraint, List.of())); // the mistake is told elsewhere
    }

    private static Term of(Expression enclosed, String written) {
        Expression tree = enclosed instanceof EnclosedExpr inner ? inner.getInner() : enclosed;
        if (tree instanceof EnclosedExpr) {
            return of(tree, written);
        }
        if (tree instanceof BinaryExpr binary) {
            return switch (binary.getOperator()) {
                case AND -> new All(written, parts(binary, BinaryExpr.Operator.AND));
                case OR -> new Any(written, parts(binary, BinaryExpr.Operator.OR));
                case EQUALS, NOT_EQUALS, LESS, LESS_EQUALS, GREATER, GREATER_EQUALS ->
                    new Comparison(
                            written,
                            new Operand(binary.getLeft()),
                            binary.getOperator(),
                            new Operand(binary.getRight()));
                default -> new Other(written, List.of(new Operand(tree)));
            };
        }
        if (tree instanceof PointFreeExpr among
                && among.getOperator().asString().equals("in")) {
            return new Among(
                    written,
                    new Operand(among.getLeft()),
                    among.getRight().stream().map(Operand::new).toList(),
                    among.isNegated());
        }
        return new Other(written, sides(tree));
    }

    /** {@code a && b && c} has three parts, though it is parsed as two and one. */
    private static List<Term> parts(BinaryExpr binary, BinaryExpr.Operator operator) {
        List<Term> parts = new ArrayList<>();
        for (Expression side : List.of(binary.getLeft(), binary.getRight())) {
            if (side instanceof BinaryExpr inner && inner.getOperator() == operator) {
                parts.addAll(parts(inner, operator));
            } else {
                parts.add(of(side, PrintUtil.printNode(side)));
            }
        }
        return List.copyOf(parts);
    }

    private static List<Operand> sides(Expression tree) {
        if (tree instanceof PointFreeExpr pointFree) {
            return Stream.concat(Stream.of(pointFree.getLeft()), pointFree.getRight().stream())
                    .map(Operand::new)
                    .toList();
        }
        if (tree instanceof UnaryExpr unary) {
            return List.of(new Operand(unary.getExpression()));
        }
        return tree instanceof NameExpr || !(tree instanceof HalfBinaryExpr) ? List.of(new Operand(tree)) : List.of();
    }
}
