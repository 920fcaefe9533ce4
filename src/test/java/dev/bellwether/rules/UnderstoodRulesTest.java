package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.drl.DrlReader;
import dev.bellwether.drl.ParsedFile;
import dev.bellwether.drl.RuleDraft;
import dev.bellwether.drl.RuleFile;
import dev.bellwether.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** check leaves the engine out where it understands a rule by itself; this holds it to its word. */
class UnderstoodRulesTest {

    private static final List<String> NUMBERS = List.of(
            "value",
            "expected",
            "z",
            "sample",
            "hour",
            "weeks",
            "ageSeconds",
            "3",
            "(value * 0.5)",
            "1000",
            "limit(\"max\")",
            "value()",
            "Math.abs(z)",
            "Math.max(low, high)",
            "Math.pow(z, 2)",
            "label(\"market\").length()");
    private static final List<String> TEXTS = List.of(
            "kpi",
            "weekday",
            "label(\"market\")",
            "\"BR\"",
            "label(\"market\").toLowerCase()",
            "\"\"",
            "\"a \\\"quoted\\\" one\"",
            "\"( // ; ,\"");
    private static final List<String> TRUTHS = List.of(
            "missing",
            "!missing",
            "true",
            "label(\"market\").isEmpty()",
            "label(\"market\").startsWith(\"B\")",
            "kpi matches \"o.*\"",
            "kpi not matches \"o.*\"",
            "hour in (1, 2)",
            "weekday not in (\"MONDAY\", \"x\")",
            "missing == false",
            "hasValue");
    private static final List<String> ORDERS = List.of("<", "<=", ">", ">=", "==", "!=");

    private final Random random = new Random(20261122);

    @Test
    void whatIsUnderstoodCompiles() {
        var text = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            text.append(rule("Series" + i, "$s : Snapshot( kpi == \"orders_total\", " + conditions() + " )", "$s"));
        }
        for (int i = 0; i < 40; i++) {
            text.append(rule("Group" + i, group(i % 8), "\"market\", $key, $all"));
        }
        ParsedFile parsed = parsed(text.toString());

        try (var compilation = Compilation.of(List.of(parsed.sound(parsed.drafts())))) {
            assertThat(compilation.complaints()).isEmpty();
        }
    }

    private static ParsedFile parsed(String text) {
        var problems = new Problems();
        var read = DrlReader.read(new RuleFile("a.drl", text), problems);
        assertThat(problems.list()).isEmpty();
        ParsedFile parsed = read.orElseThrow();
        assertThat(parsed.drafts()).allMatch(RuleDraft::isUnderstood);
        return parsed;
    }

    private static String rule(String name, String leftSide, String raised) {
        return """
                rule "%s" @severity("high") @owner("ops") @summary("{{count}}") @runbook("r.md") // a remark
                when
                  %s
                then breaches.raise(%s); end
                """.formatted(name, leftSide, raised);
    }

    private String conditions() {
        var all = new ArrayList<String>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            all.add((random.nextInt(4) == 0
                            ? "$n" + i + " : " + one(List.of("value", "z", "kpi", "label(\"market\")", "missing"))
                                    + ", "
                            : "")
                    + truth(3));
        }
        return String.join(random.nextBoolean() ? ", " : ",\n   /* and */ ", all);
    }

    private String truth(int depth) {
        return switch (depth == 0 ? random.nextInt(2) : random.nextInt(6)) {
            case 0 -> one(TRUTHS);
            case 1 -> number(1) + " " + one(ORDERS) + (random.nextBoolean() ? " " : " -") + number(1);
            case 2 -> one(TEXTS) + (random.nextBoolean() ? " == " : " != ") + one(TEXTS);
            case 3 -> "!(" + truth(depth - 1) + ")";
            case 4 -> "(" + truth(depth - 1) + ") && (" + truth(depth - 1) + ")";
            default -> "(" + truth(depth - 1) + " || " + truth(depth - 1) + ")";
        };
    }

    private String number(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(4)) {
            case 0, 1 -> one(NUMBERS);
            case 2 -> "(" + number(0) + " " + one(List.of("+", "-", "*", "/", "%")) + " " + number(0) + ")";
            default -> "(z - " + number(0) + ") * 2";
        };
    }

    private String group(int kind) {
        String breach = "$b : Breach( alertname in (\"Series1\", \"Series2\"), $m : label(\"market\"), value > 1 )";
        String snapshot = "$o : Snapshot( kpi == \"orders_total\", " + truth(1) + ", $key : label(\"market\") )";
        return switch (kind) {
            case 0 -> "groupby( " + breach + "; $key : $m; $n : distinct($m), $all : collectList($b); $n >= 3 )";
            case 1 -> "groupby( " + breach + "; $key : $m; $n : count($b), $all : collectSet($b); $n >= 3, $n < 9 )";
            case 2 -> snapshot + "\n accumulate( " + breach + "; $all : collectList($b), $n : count(); $n > 2 )";
            case 3 ->
                snapshot + "\n not( Snapshot( kpi == \"x\", label(\"market\") == $key, value > $o.value ) )"
                        + "\n accumulate( $b : Breach(); $all : collectList($b) )";
            case 4 ->
                snapshot + "\n exists( Snapshot( kpi == \"x\" ) or Breach( kpi == \"y\", label(\"market\") == $key ) )"
                        + "\n accumulate( $b : Breach(); $all : collectList($b) )";
            case 5 ->
                "groupby( " + breach + " and not Breach( kpi == \"y\", label(\"market\") != $m );"
                        + " $key : $m; $all : collectList($b) )";
            case 6 ->
                snapshot + "\n $p : Snapshot( kpi == \"x\", $v : value, value > 0.3 * $o.z )"
                        + "\n accumulate( $b : Breach( value > $v ); $all : collectList($b) )";
            default ->
                "accumulate( $o : Snapshot( kpi == \"x\", " + truth(2) + " ); $key : count($o), $all : collectList($o);"
                        + " $key > 2 )";
        };
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
