package dev.bellwether.drl;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BinaryExpr.Operator;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.model.codegen.execmodel.generator.DrlxParseUtil;
import org.drools.mvel.parser.ast.expr.DrlNameExpr;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.printer.PrintUtil;

/**
 * Keeps the promise that a comparison with {@code NaN} is false. The engine (10.2) compares by {@code Double.compare},
 * for which NaN is the greatest number of all: to it {@code z >= 3} is true of a series without any past. Its
 * {@code >}, {@code <} and {@code ==} are sound, so {@code a >= b} is compiled as {@code (a > b || a == b)}. What
 * people read, in messages and explanations, stays as written.
 */
final class Comparisons {

    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern NAMED = Pattern.compile("\\s*\\$?\\w+\\s*:=?\\s*");

    private Comparisons() {}

    /** How to mend a constraint that cannot be made sound; nothing when it can, or when the engine refuses it anyway. */
    static Optional<String> mendOf(String constraint) {
        return parse(constraint)
                .filter(tree -> tree.findFirst(HalfBinaryExpr.class).isPresent() || isInclusive(sound(constraint)))
                .map(tree -> "write each comparison out: value >= 1 && value <= 5");
    }

    /** The constraint with sound comparisons, on as many lines as before. */
    static String sound(String constraint) {
        return isInclusive(constraint)
                ? parse(constraint).map(tree -> sound(constraint, tree)).orElse(constraint)
                : constraint;
    }

    private static String sound(String constraint, Expression tree) {
        var root = new EnclosedExpr(tree); // to hang a replacement on
        String named = nameOf(constraint)
                + PrintUtil.printNode(Expressions.firstOperand(tree)); // $v : value >= 3 names the value
        tree.findAll(BinaryExpr.class, Comparisons::isInclusive).forEach(Comparisons::replace);
        String sound = PrintUtil.printNode(root.getInner()) + constraint.replaceAll("[^\\n]", "");
        return nameOf(constraint).isEmpty() ? sound : named + ", " + sound;
    }

    private static String nameOf(String constraint) {
        Matcher named = NAMED.matcher(constraint);
        return named.lookingAt() ? named.group().replaceAll("\\s+", " ") : "";
    }

    /** The parts stand there twice then, so they go in as text: a node of the tree has but one place. */
    private static void replace(BinaryExpr comparison) {
        String left = PrintUtil.printNode(comparison.getLeft());
        String right = PrintUtil.printNode(comparison.getRight());
        String strictly = comparison.getOperator() == Operator.GREATER_EQUALS ? ">" : "<";
        String either = "(%1$s %2$s %3$s || %1$s == %3$s)".formatted(left, strictly, right);
        comparison.replace(new DrlNameExpr(either));
    }

    private static boolean isInclusive(BinaryExpr expression) {
        return expression.getOperator() == Operator.GREATER_EQUALS || expression.getOperator() == Operator.LESS_EQUALS;
    }

    private static boolean isInclusive(String constraint) {
        String bare = TEXT.matcher(constraint).replaceAll("");
        return bare.contains(">=") || bare.contains("<=");
    }

    private static Optional<Expression> parse(String constraint) {
        try {
            return Optional.of(DrlxParseUtil.parseExpression(constraint).getExpr());
        } catch (RuntimeException e) {
            return Optional.empty(); // the engine will say what is wrong with it
        }
    }
}
