package dev.bellwether.drl;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LiteralExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.Statement;
import dev.bellwether.drl.RuleDraft.Raises;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Holds a rule's right side to {@code breaches.raise(…)}: no loops, which nothing could stop, and no Java that reaches
 * for the machine. What is parsed is compared with the little that is allowed; everything else is refused.
 */
final class ConsequenceCheck {

    private static final String MEND = "write breaches.raise($s); for a series,"
            + " or breaches.raise(\"carrier\", $carrier, $evidence); for a group";

    private static final Set<String> GLOBALS = Set.of("breaches", "List", "java", "util");

    /** Where the right side begins in a line, if not before it. */
    private static final Pattern FIRST_WORD = Pattern.compile("^(?:\\s*then\\b)?\\s*(\\S)|\\bthen\\s+(\\S)");

    private final RuleFile file;
    private final RuleDescr rule;
    private final Map<String, Kind> variables;
    private final Problems problems;

    private ConsequenceCheck(RuleFile file, RuleDescr rule, Map<String, Kind> variables, Problems problems) {
        this.file = file;
        this.rule = rule;
        this.variables = variables;
        this.problems = problems;
    }

    static Raises check(RuleFile file, RuleDescr rule, PatternReader.LeftSide leftSide, Problems problems) {
        return new ConsequenceCheck(file, rule, leftSide.variables(), problems).check();
    }

    private Raises check() {
        if (!rule.getNamedConsequences().isEmpty()) {
            problems.add(
                    file.at(rule.getConsequenceLine()), "has a named right side", "write a rule of its own for it");
            return Raises.MISTAKEN;
        }
        String java = String.valueOf(rule.getConsequence());
        var parser = new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17));
        ParseResult<BlockStmt> parsed = parser.parseBlock("{" + java + "}");
        if (!parsed.isSuccessful() || parsed.getResult().isEmpty()) {
            problems.add(place(1), "the right side cannot be read" + hint(java), MEND);
            return Raises.MISTAKEN;
        }
        List<Statement> statements = parsed.getResult().get().getStatements();
        if (statements.isEmpty()) {
            problems.add(file.at(rule.getConsequenceLine()), "the right side is empty", MEND);
            return Raises.MISTAKEN;
        }
        var raises = statements.stream().map(this::check).toList();
        return raises.contains(Raises.MISTAKEN) ? Raises.MISTAKEN : raises.get(0);
    }

    private static String hint(String java) {
        String text = java.strip();
        return text.endsWith(";") || text.endsWith("}") ? "" : ", a semicolon is missing at its end";
    }

    private Raises check(Statement statement) {
        if (statement.isExpressionStmt()
                && statement.asExpressionStmt().getExpression() instanceof MethodCallExpr call
                && isRaise(call)) {
            if (!knowsVariablesOf(call)) {
                return Raises.MISTAKEN;
            }
            if (!hasForm(call)) {
                problems.add(
                        place(call.getBegin().map(at -> at.line).orElse(1)),
                        "raises what is neither a series nor a group: " + call,
                        MEND);
                return Raises.MISTAKEN;
            }
            return call.getArguments().size() == 1 ? Raises.SNAPSHOT : Raises.GROUP;
        }
        int line = statement.getBegin().map(at -> at.line).orElse(1);
        String text = statement.toString().lines().findFirst().orElse("").strip();
        problems.add(place(line), "the right side may only raise breaches, not \"" + text + "\"", MEND);
        return Raises.MISTAKEN;
    }

    private boolean knowsVariablesOf(MethodCallExpr call) {
        Set<String> known = new TreeSet<>(variables.keySet());
        for (NameExpr name : call.findAll(NameExpr.class)) {
            String variable = name.getNameAsString();
            if (!known.contains(variable) && !GLOBALS.contains(variable)) {
                problems.add(
                        place(name.getBegin().map(at -> at.line).orElse(1)),
                        "unknown variable " + variable,
                        known.isEmpty()
                                ? "name a pattern: $s : Snapshot( … )"
                                : "known is " + String.join(", ", known));
                return false;
            }
        }
        return true;
    }

    /** A snapshot; or one or two labels with their values, and what shows it. */
    private boolean hasForm(MethodCallExpr call) {
        List<Kind> kinds = call.getArguments().stream().map(this::kindOf).toList();
        int count = kinds.size();
        if (count == 1) {
            return kinds.get(0) == Kind.SNAPSHOT || kinds.get(0) == Kind.OTHER;
        }
        boolean hasLabels = IntStream.range(0, count - 1)
                .allMatch(i -> i % 2 == 0 ? kinds.get(i) == Kind.TEXT : kinds.get(i) != Kind.LIST);
        boolean hasEvidence =
                Set.of(Kind.LIST, Kind.OTHER).contains(kinds.isEmpty() ? Kind.NOTHING : kinds.get(count - 1));
        return (count == 3 || count == 5) && hasLabels && hasEvidence;
    }

    private Kind kindOf(Expression argument) {
        if (argument instanceof NameExpr name) {
            return variables.getOrDefault(name.getNameAsString(), Kind.OTHER);
        }
        return argument instanceof MethodCallExpr ? Kind.LIST : argument.isStringLiteralExpr() ? Kind.TEXT : Kind.OTHER;
    }

    private static boolean isRaise(MethodCallExpr call) {
        return call.getNameAsString().equals("raise")
                && call.getScope()
                        .filter(scope -> scope instanceof NameExpr name
                                && name.getNameAsString().equals("breaches"))
                        .isPresent()
                && call.getArguments().stream().allMatch(ConsequenceCheck::isPlain);
    }

    /** A variable of the left side, a text or a number; or a list of such, {@code List.of($a, $b)}. */
    private static boolean isPlain(Expression argument) {
        if (argument instanceof MethodCallExpr call) {
            return call.getNameAsString().equals("of")
                    && call.getScope().map(Expression::toString).orElse("").matches("(java\\.util\\.)?List")
                    && call.getArguments().stream().allMatch(ConsequenceCheck::isPlain);
        }
        return argument instanceof LiteralExpr || argument instanceof NameExpr;
    }

    /** The parser drops the blanks before the first statement, so that statement's line is looked up in the file. */
    private Location place(int lineOfJava) {
        List<String> lines = file.lines(rule.getConsequenceLine(), Math.max(rule.getEndLine(), 0));
        int before = 0;
        while (before < lines.size()
                && lines.get(before).replaceFirst("^\\s*then\\b", "").isBlank()) {
            before++;
        }
        int line = rule.getConsequenceLine() + before + lineOfJava - 1;
        String text = file.lines(line, line).stream().findFirst().orElse("");
        Matcher first = FIRST_WORD.matcher(text);
        return file.place(line, first.find() ? first.start(1) + 1 : 0);
    }
}
