package dev.bellwether.drl;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.LongLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.drools.mvel.parser.printer.PrintUtil;

/**
 * One side of a comparison: a field, a limit, a label, a number, a text, or arithmetic of such. What it stands for in a
 * snapshot can be told; {@code NaN} where it cannot.
 */
public final class Operand {

    private final Expression expression;
    private final String written;
    private final List<Field> fields;
    private final List<String> labels;
    private final List<String> limits;

    Operand(Expression expression) {
        this.expression = bare(expression);
        this.written = PrintUtil.printNode(this.expression);
        this.fields = this.expression.findAll(NameExpr.class).stream()
                .flatMap(name -> Field.named(name.getNameAsString()).stream())
                .distinct()
                .toList();
        this.labels = askedOf("label");
        this.limits = askedOf("limit");
    }

    private static Expression bare(Expression expression) {
        return expression instanceof EnclosedExpr enclosed ? bare(enclosed.getInner()) : expression;
    }

    public String written() {
        return written;
    }

    /** The field, when it is one and nothing else. */
    public Optional<Field> field() {
        return expression instanceof NameExpr name ? Field.named(name.getNameAsString()) : Optional.empty();
    }

    /** The number, when it is one and nothing else. */
    public OptionalDouble constant() {
        return isConstant(expression) ? OptionalDouble.of(number(expression)) : OptionalDouble.empty();
    }

    private static boolean isConstant(Expression expression) {
        if (expression instanceof UnaryExpr unary) {
            return unary.getOperator() == UnaryExpr.Operator.MINUS && isConstant(bare(unary.getExpression()));
        }
        return expression instanceof IntegerLiteralExpr
                || expression instanceof LongLiteralExpr
                || expression instanceof DoubleLiteralExpr;
    }

    /** The text, when it is one in quotes. */
    public Optional<String> text() {
        return expression instanceof StringLiteralExpr text ? Optional.of(text.asString()) : Optional.empty();
    }

    /** The fields in it, in order, each once. */
    public List<Field> fields() {
        return fields;
    }

    /** The labels in it, {@code label("…")}, each once. */
    public List<String> labels() {
        return labels;
    }

    /** The limits in it, {@code limit("…")}, each once. */
    public List<String> limits() {
        return limits;
    }

    private List<String> askedOf(String function) {
        List<String> names = new ArrayList<>();
        for (MethodCallExpr call : expression.findAll(MethodCallExpr.class)) {
            if (call.getNameAsString().equals(function) && call.getArguments().size() == 1) {
                call.getArgument(0).ifStringLiteralExpr(text -> names.add(text.asString()));
            }
        }
        return names.stream().distinct().toList();
    }

    /** Whether it is {@code label("…")} and nothing else. */
    Optional<String> label() {
        return isCallOf("label") ? labels.stream().findFirst() : Optional.empty();
    }

    private boolean isCallOf(String function) {
        return expression instanceof MethodCallExpr call
                && call.getScope().isEmpty()
                && call.getNameAsString().equals(function);
    }

    /** What it comes to in {@code snapshot}; {@code NaN} when it is no number, or not known. */
    public double in(Snapshot snapshot) {
        return number(expression, snapshot);
    }

    /** The text that it is in {@code snapshot}, when it is a text. */
    Optional<String> textIn(Snapshot snapshot) {
        return label().map(snapshot::label).or(this::text).or(() -> field().filter(field -> !field.isNumber())
                .map(field -> field.text(snapshot)));
    }

    /** Whether {@link #textIn} can always tell. */
    boolean isText() {
        return label().isPresent()
                || text().isPresent()
                || field().filter(field -> !field.isNumber()).isPresent();
    }

    /** Whether {@link #in} knows how to work it out. */
    boolean isNumber() {
        return isNumber(expression);
    }

    private static boolean isNumber(Expression enclosed) {
        Expression expression = bare(enclosed);
        if (expression instanceof NameExpr name) {
            return Field.named(name.getNameAsString()).filter(Field::isNumber).isPresent();
        }
        if (expression instanceof UnaryExpr unary) {
            return unary.getOperator() == UnaryExpr.Operator.MINUS && isNumber(unary.getExpression());
        }
        if (expression instanceof BinaryExpr binary) {
            return CALCULATED.contains(binary.getOperator())
                    && isNumber(binary.getLeft())
                    && isNumber(binary.getRight());
        }
        if (expression instanceof MethodCallExpr call) {
            List<Expression> arguments = List.copyOf(call.getArguments());
            return call.getScope().isEmpty()
                    ? call.getNameAsString().equals("limit")
                            || WindowFigure.named(call.getNameAsString()).isPresent()
                    : MATHS.contains(call.getNameAsString() + arguments.size())
                            && arguments.stream().allMatch(Operand::isNumber);
        }
        return isConstant(expression);
    }

    private static final Set<BinaryExpr.Operator> CALCULATED = Set.of(
            BinaryExpr.Operator.PLUS,
            BinaryExpr.Operator.MINUS,
            BinaryExpr.Operator.MULTIPLY,
            BinaryExpr.Operator.DIVIDE);

    private static final Set<String> MATHS = Set.of("abs1", "min2", "max2", "sqrt1");

    private static double number(Expression constant) {
        if (constant instanceof UnaryExpr unary) {
            return -number(bare(unary.getExpression()));
        }
        String digits = PrintUtil.printNode(constant).replaceAll("[_lLdDfF]", "");
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            return Double.NaN; // hexadecimal and the like: nothing that a person writes as a threshold
        }
    }

    private static double number(Expression enclosed, Snapshot snapshot) {
        Expression expression = bare(enclosed);
        if (isConstant(expression)) {
            return number(expression);
        }
        if (expression instanceof NameExpr name) {
            return Field.named(name.getNameAsString())
                    .map(field -> field.number(snapshot))
                    .orElse(Double.NaN);
        }
        if (expression instanceof UnaryExpr unary && unary.getOperator() == UnaryExpr.Operator.MINUS) {
            return -number(unary.getExpression(), snapshot);
        }
        if (expression instanceof BinaryExpr binary) {
            return calculated(
                    binary.getOperator(), number(binary.getLeft(), snapshot), number(binary.getRight(), snapshot));
        }
        return expression instanceof MethodCallExpr call ? called(call, snapshot) : Double.NaN;
    }

    private static double calculated(BinaryExpr.Operator operator, double left, double right) {
        return switch (operator) {
            case PLUS -> left + right;
            case MINUS -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            default -> Double.NaN;
        };
    }

    private static double called(MethodCallExpr call, Snapshot snapshot) {
        List<Expression> arguments = List.copyOf(call.getArguments());
        if (call.getScope().isEmpty() && arguments.size() == 1 && arguments.get(0) instanceof StringLiteralExpr name) {
            return call.getNameAsString().equals("limit")
                    ? snapshot.limit(name.asString())
                    : WindowFigure.named(call.getNameAsString())
                            .map(figure -> figure.in(snapshot, name.asString()))
                            .orElse(Double.NaN);
        }
        if (!call.getScope()
                .map(scope ->
                        scope instanceof NameExpr name && name.getNameAsString().equals("Math"))
                .orElse(false)) {
            return Double.NaN;
        }
        List<Double> numbers =
                arguments.stream().map(argument -> number(argument, snapshot)).toList();
        return switch (call.getNameAsString() + numbers.size()) {
            case "abs1" -> Math.abs(numbers.get(0));
            case "min2" -> Math.min(numbers.get(0), numbers.get(1));
            case "max2" -> Math.max(numbers.get(0), numbers.get(1));
            case "sqrt1" -> Math.sqrt(numbers.get(0));
            default -> Double.NaN;
        };
    }

    /** {@code delta = −31.0 points, limit fall_max = −8.0 points}: all in it that is not written out. */
    public List<String> seenIn(Snapshot snapshot, Optional<Field> like) {
        List<String> seen = new ArrayList<>();
        fields.forEach(field -> seen.add(field + " = " + field.text(snapshot)));
        labels.forEach(label -> seen.add(label + " = " + Field.label(snapshot.label(label))));
        for (WindowFigure figure : WindowFigure.values()) {
            for (String window : askedOf(figure.toString())) {
                Unit unit = snapshot.definition().unit();
                seen.add(figure + " of " + window + " = " + unit.format(figure.in(snapshot, window)));
            }
        }
        limits.forEach(limit -> seen.add("limit " + limit + " = " + like(like, snapshot, limit)));
        return seen;
    }

    private static String like(Optional<Field> field, Snapshot snapshot, String limit) {
        double value = snapshot.limit(limit);
        return field.filter(Field::isNumber)
                .map(found -> found.write(snapshot.definition().unit(), value))
                .orElseGet(() -> Double.isFinite(value) ? plain(value) : Field.label(""));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    @Override
    public String toString() {
        return written();
    }
}
