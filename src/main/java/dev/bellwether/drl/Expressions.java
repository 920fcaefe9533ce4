package dev.bellwether.drl;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.drools.model.codegen.execmodel.generator.DrlxParseUtil;
import org.drools.mvel.parser.printer.PrintUtil;

/** Reads the expressions of conditions with the engine's own parser, which stops without a word where it is lost. */
final class Expressions {

    private static final Pattern NAMED = Pattern.compile("^\\s*\\$?\\w+\\s*:(?!=)\\s*");

    private static final Set<BinaryExpr.Operator> ARITHMETIC = EnumSet.of(
            BinaryExpr.Operator.PLUS,
            BinaryExpr.Operator.MINUS,
            BinaryExpr.Operator.MULTIPLY,
            BinaryExpr.Operator.DIVIDE,
            BinaryExpr.Operator.REMAINDER);

    private Expressions() {}

    /** The expression without the name that it gives; nothing when a part of it cannot be read. */
    static Optional<Expression> parse(String constraint) {
        try {
            Expression tree = DrlxParseUtil.parseExpression(constraint).getExpr();
            return bare(PrintUtil.printNode(tree)).equals(bare(unnamed(constraint)))
                    ? Optional.of(tree)
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    static String unnamed(String constraint) {
        return NAMED.matcher(constraint).replaceFirst("").strip();
    }

    private static String bare(String text) {
        return text.replaceAll("[\\s()]", "");
    }

    /** In {@code $v : value >= 3} the value gets the name. */
    static Expression firstOperand(Expression tree) {
        Expression first = tree;
        while (first instanceof BinaryExpr binary) {
            first = binary.getLeft();
        }
        return first;
    }

    /** Whether it can be true or false. */
    static boolean isComparison(Expression tree) {
        return !isFigure(tree) && !(tree instanceof BinaryExpr binary && ARITHMETIC.contains(binary.getOperator()));
    }

    /** Whether it says what a figure or a label is and asks nothing of it. */
    static boolean isFigure(Expression tree) {
        return tree instanceof NameExpr || tree instanceof MethodCallExpr || tree instanceof FieldAccessExpr;
    }
}
