package dev.bellwether.drl;

import com.github.javaparser.ast.expr.BinaryExpr;
import com.github.javaparser.ast.expr.BooleanLiteralExpr;
import com.github.javaparser.ast.expr.CharLiteralExpr;
import com.github.javaparser.ast.expr.DoubleLiteralExpr;
import com.github.javaparser.ast.expr.EnclosedExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.NullLiteralExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import dev.bellwether.problem.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.drools.mvel.parser.ast.expr.BigDecimalLiteralExpr;
import org.drools.mvel.parser.ast.expr.BigIntegerLiteralExpr;
import org.drools.mvel.parser.ast.expr.HalfBinaryExpr;
import org.drools.mvel.parser.ast.expr.PointFreeExpr;
import org.drools.mvel.parser.printer.PrintUtil;

/**
 * Holds one parsed expression of a left side to what rules may say: figures, labels, limits, numbers and texts, compared
 * like with like. What is not on the list is refused, whatever it is, so that nothing has to be forbidden by name. The
 * engine would find some of this too, with no line; other things, such as a number compared with a text, it takes as
 * they are, and the rule never fires.
 */
final class ConditionCheck {

    static final String MEND = "rules compare the figures of snapshots and breaches";

    /** Methods of {@code Math}, with how many numbers they take. */
    private static final Map<String, Integer> ARITHMETIC =
            Map.of("abs", 1, "ceil", 1, "exp", 1, "floor", 1, "log", 1, "max", 2, "min", 2, "pow", 2, "sqrt", 1);

    private static final Set<String> ASKED_OF_TEXT =
            Set.of("contains", "endsWith", "equals", "equalsIgnoreCase", "startsWith");
    private static final List<String> ASKED_OF_SNAPSHOT =
            List.of("label", "limit", "mean", "stddev", "min", "max", "Math.abs");
    private static final Set<String> MADE_OF_TEXT = Set.of("strip", "toLowerCase", "toUpperCase", "trim");
    private static final Set<String> WHOLE = Set.of("ageSeconds", "hour", "weeks");
    private static final Set<String> OPERATORS = Set.of("in", "matches");

    /** A repeated group with a repetition in it can take longer than a tick on one label. */
    private static final Pattern ENDLESS = Pattern.compile("\\([^()]*[+*}][^()]*\\)[+*{]");

    /**
     * Something wrong.
     *
     * @param word as it stands in the expression, to point at
     */
    record Mistake(String word, String what, String mend) {}

    private final String written;
    private final Kind fact;
    private final Map<String, Kind> variables;
    private final List<Mistake> mistakes = new ArrayList<>();
    private boolean isUnderstood = true;

    /**
     * @param fact what words without a dot belong to
     * @param variables that have a name here
     */
    ConditionCheck(String written, Kind fact, Map<String, Kind> variables) {
        this.written = written;
        this.fact = fact;
        this.variables = variables;
    }

    List<Mistake> mistakes() {
        return mistakes;
    }

    /** Whether all of it is known here, so that the engine will take it. */
    boolean isUnderstood() {
        return isUnderstood && mistakes.isEmpty();
    }

    /** Checks a condition, which has to be true or false. */
    void condition(Expression expression) {
        truth(expression);
    }

    private void truth(Expression expression) {
        Kind kind = kindOf(expression);
        if (kind == Kind.NUMBER || kind == Kind.TEXT) {
            String text = PrintUtil.printNode(expression);
            String example = kind == Kind.NUMBER ? text + " > 100" : text + " == \"BR\"";
            add(text, "\"" + text + "\" asks nothing", "compare it: " + example);
        } else if (kind != Kind.TRUTH) {
            isUnderstood = false;
        }
    }

    /** What the expression stands for; what is wrong with it is in the mistakes then. */
    Kind kindOf(Expression expression) {
        if (expression instanceof EnclosedExpr enclosed) {
            return kindOf(enclosed.getInner());
        }
        if (expression instanceof StringLiteralExpr) {
            return Kind.TEXT;
        }
        if (expression instanceof CharLiteralExpr) {
            String text = PrintUtil.printNode(expression);
            add(text, text + " is a single letter", "write texts in double quotes");
            return Kind.TEXT;
        }
        if (isNumber(expression)) {
            return Kind.NUMBER;
        }
        if (expression instanceof BooleanLiteralExpr) {
            return Kind.TRUTH;
        }
        if (expression instanceof NullLiteralExpr) {
            return Kind.NOTHING;
        }
        if (expression instanceof ThisExpr) {
            isUnderstood = false;
            return fact;
        }
        if (expression instanceof NameExpr name) {
            return named(name.getNameAsString());
        }
        if (expression instanceof UnaryExpr unary) {
            return unary(unary);
        }
        if (expression instanceof BinaryExpr binary) {
            return binary(binary);
        }
        if (expression instanceof PointFreeExpr comparison) {
            return wordy(comparison);
        }
        if (expression instanceof FieldAccessExpr access) {
            return figure(kindOf(access.getScope()), access.getNameAsString());
        }
        if (expression instanceof MethodCallExpr call) {
            return call(call);
        }
        if (expression instanceof HalfBinaryExpr half) {
            kindOf(half.getRight()); // told of as a whole
            isUnderstood = false;
            return Kind.TRUTH;
        }
        return refuse(expression);
    }

    private static boolean isNumber(Expression expression) {
        boolean isBig = expression instanceof BigDecimalLiteralExpr || expression instanceof BigIntegerLiteralExpr;
        return !isBig && (expression instanceof IntegerLiteralExpr || expression instanceof DoubleLiteralExpr);
    }

    private Kind refuse(Expression expression) {
        String text = PrintUtil.printNode(expression);
        add(text, "\"" + text + "\" is not for rules", MEND);
        return Kind.OTHER;
    }

    private void add(String word, String what, String mend) {
        mistakes.add(new Mistake(word, what, mend));
    }

    private Kind named(String name) {
        Kind figure = fact.figures().get(name);
        if (figure != null) {
            return known(figure);
        }
        Kind variable = variables.get(name);
        if (variable != null) {
            return known(variable);
        }
        if (name.startsWith("$")) {
            add(
                    name,
                    "unknown variable " + name,
                    variables.isEmpty()
                            ? "give it a name before, such as $market : label(\"market\")"
                            : DidYouMean.sentence(name, variables.keySet()));
        } else if (fact.isFact()) {
            add(
                    name,
                    "unknown figure \"" + name + "\"",
                    DidYouMean.sentence(name, fact.figures().keySet()));
        } else {
            add(name, name + " is not for rules", MEND);
        }
        return Kind.OTHER;
    }

    private Kind known(Kind kind) {
        isUnderstood &= kind != Kind.OTHER;
        return kind;
    }

    private Kind unary(UnaryExpr unary) {
        return switch (unary.getOperator()) {
            case LOGICAL_COMPLEMENT -> {
                truth(unary.getExpression());
                yield Kind.TRUTH;
            }
            case MINUS, PLUS -> {
                number(unary.getExpression());
                yield Kind.NUMBER;
            }
            default -> refuse(unary);
        };
    }

    private void number(Expression expression) {
        Kind kind = kindOf(expression);
        if (kind == Kind.TEXT || kind == Kind.TRUTH || kind == Kind.NOTHING) {
            String text = PrintUtil.printNode(expression);
            add(text, text + " is " + kind + ", not a number", "calculate with figures only");
        } else if (kind != Kind.NUMBER) {
            isUnderstood = false;
        }
    }

    private Kind binary(BinaryExpr binary) {
        return switch (binary.getOperator()) {
            case AND, OR -> {
                truth(binary.getLeft());
                truth(binary.getRight());
                yield Kind.TRUTH;
            }
            case EQUALS, NOT_EQUALS -> {
                compare(kindOf(binary.getLeft()), kindOf(binary.getRight()));
                wholeWithFraction(binary.getLeft(), binary.getRight());
                wholeWithFraction(binary.getRight(), binary.getLeft());
                yield Kind.TRUTH;
            }
            case LESS, LESS_EQUALS, GREATER, GREATER_EQUALS -> {
                order(binary);
                yield Kind.TRUTH;
            }
            case PLUS, MINUS, MULTIPLY, DIVIDE, REMAINDER -> {
                number(binary.getLeft());
                number(binary.getRight());
                yield Kind.NUMBER;
            }
            default -> refuse(binary);
        };
    }

    /** The engine has no equality of the two. */
    private void wholeWithFraction(Expression figure, Expression number) {
        if (figure instanceof NameExpr name
                && WHOLE.contains(name.getNameAsString())
                && number instanceof DoubleLiteralExpr) {
            String text = PrintUtil.printNode(number);
            add(text, name.getNameAsString() + " is a whole number, " + text + " is not", "write it without a point");
        }
    }

    private void order(BinaryExpr binary) {
        Kind left = kindOf(binary.getLeft());
        Kind right = kindOf(binary.getRight());
        if (left == right && (left == Kind.TEXT || left == Kind.TRUTH)) {
            String text = PrintUtil.printNode(binary);
            add(text, "\"" + text + "\" has no order", "texts are compared with == or !=");
        }
        compare(left, right);
    }

    /** Tells of things that can never be equal. */
    private void compare(Kind left, Kind right) {
        if (left == Kind.NOTHING || right == Kind.NOTHING) {
            isUnderstood = false;
            if (left == Kind.NUMBER || right == Kind.NUMBER) {
                add("null", "a number is never null", "comparisons with figures that are not known are false");
            }
        } else if (left == Kind.OTHER || right == Kind.OTHER || left.isFact() || right.isFact()) {
            isUnderstood = false;
        } else if (left != right) {
            add(written, "\"" + written + "\" compares " + left + " with " + right, unlike(left, right));
        }
    }

    private String unlike(Kind left, Kind right) {
        if (left == Kind.TRUTH || right == Kind.TRUTH) {
            return "write it alone, or with ! before it";
        }
        return left == Kind.NUMBER ? "leave out the quotes" : "put it in quotes";
    }

    /** {@code label("market") in ("BR", "US")}. */
    private Kind wordy(PointFreeExpr comparison) {
        String operator = comparison.getOperator().asString();
        if (!OPERATORS.contains(operator)) {
            add(operator, "unknown operator \"" + operator + "\"", DidYouMean.sentence(operator, OPERATORS));
            return Kind.OTHER;
        }
        Kind left = kindOf(comparison.getLeft());
        for (Expression right : comparison.getRight()) {
            compare(left, kindOf(right));
        }
        if (operator.equals("matches")) {
            checkMatch(left, comparison);
        }
        return Kind.TRUTH;
    }

    private void checkMatch(Kind left, PointFreeExpr comparison) {
        Expression form =
                comparison.getRight().size() == 1 ? comparison.getRight().get(0) : comparison;
        if (left != Kind.TEXT || !(form instanceof StringLiteralExpr pattern)) {
            add("matches", "matches compares a text with a pattern in quotes", "label(\"carrier\") matches \"DHL.*\"");
            return;
        }
        String text = pattern.asString();
        try {
            Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            add(text, "\"" + text + "\" is no pattern: " + e.getDescription(), "for plain texts, use == or in");
            return;
        }
        if (ENDLESS.matcher(text).find()) {
            add(text, "\"" + text + "\" repeats a repetition, which can take for ever", "repeat letters, not groups");
        }
    }

    private Kind figure(Kind owner, String name) {
        Kind figure = owner.figures().get(name);
        if (figure == null) {
            add(
                    name,
                    owner.isFact() ? "unknown figure \"" + name + "\"" : "\"" + name + "\" is not for rules",
                    owner.isFact() ? DidYouMean.sentence(name, owner.figures().keySet()) : MEND);
            return Kind.OTHER;
        }
        return known(figure);
    }

    private Kind call(MethodCallExpr call) {
        String name = call.getNameAsString();
        Optional<Expression> scope = call.getScope();
        List<Expression> arguments = List.copyOf(call.getArguments());
        if (call.getTypeArguments().isPresent()) {
            return refuse(call);
        }
        if (scope.isEmpty()) {
            return asked(fact, name, arguments);
        }
        if (scope.get() instanceof NameExpr owner && owner.getNameAsString().equals("Math")) {
            return calculated(name, arguments);
        }
        Kind owner = kindOf(scope.get());
        return owner == Kind.TEXT ? ofText(name, arguments) : asked(owner, name, arguments);
    }

    private Kind asked(Kind owner, String name, List<Expression> arguments) {
        boolean isOfWindow = owner == Kind.SNAPSHOT && WindowFigure.named(name).isPresent();
        boolean hasName = owner.isFact() && name.equals("label") || owner == Kind.SNAPSHOT && name.equals("limit");
        if ((hasName || isOfWindow) && arguments.size() == 1) {
            if (!(arguments.get(0) instanceof StringLiteralExpr)) {
                kindOf(arguments.get(0));
                String example = isOfWindow ? "24h" : "market";
                add(name, name + "(…) asks for a name in quotes", "write it like " + name + "(\"" + example + "\")");
            }
            return name.equals("label") ? Kind.TEXT : Kind.NUMBER;
        }
        if (arguments.isEmpty() && owner.figures().containsKey(name)) {
            return known(owner.figures().get(name));
        }
        arguments.forEach(this::kindOf);
        List<String> known = owner == Kind.SNAPSHOT ? ASKED_OF_SNAPSHOT : List.of("label");
        add(name, "there is no " + name + "(…)", DidYouMean.sentence(name, known));
        return Kind.OTHER;
    }

    private Kind calculated(String name, List<Expression> arguments) {
        Integer count = ARITHMETIC.get(name);
        arguments.forEach(this::number);
        if (count == null || count != arguments.size()) {
            add(
                    name,
                    "there is no Math." + name + " of " + arguments.size(),
                    "known are "
                            + String.join(
                                    ", ", ARITHMETIC.keySet().stream().sorted().toList()));
        }
        return Kind.NUMBER;
    }

    private Kind ofText(String name, List<Expression> arguments) {
        boolean allTexts = arguments.stream().map(this::kindOf).allMatch(Kind.TEXT::equals);
        if (MADE_OF_TEXT.contains(name) && arguments.isEmpty()) {
            return Kind.TEXT;
        }
        if (name.equals("length") && arguments.isEmpty()) {
            return Kind.NUMBER;
        }
        if (name.equals("isEmpty") && arguments.isEmpty()) {
            return Kind.TRUTH;
        }
        if (ASKED_OF_TEXT.contains(name) && arguments.size() == 1 && allTexts) {
            return Kind.TRUTH;
        }
        if (name.equals("substring") && !arguments.isEmpty()) {
            isUnderstood = false; // a short label has no such part, which only a trial shows
            return Kind.TEXT;
        }
        add(name, name + " is not for rules", MEND);
        return Kind.OTHER;
    }
}
