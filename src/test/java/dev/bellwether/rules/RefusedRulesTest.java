package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that reach for the machine, from any part of a rule, are refused by check and at the load alike. */
class RefusedRulesTest {

    /** Told of a rule whose mistake is another than that it does what no rule may do. */
    private static final List<String> BESIDE_THE_POINT =
            List.of("unknown KPI", "asks nothing", "no runbook", "has no @");

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Runtime.getRuntime().exec(\"touch TOUCHED\") != null",
                "java.lang.Runtime.getRuntime().exec(\"touch TOUCHED\") != null",
                "System.exit(1) == null",
                "System.getenv(\"HOME\") != null",
                "System.nanoTime() > 0",
                "Thread.currentThread().getId() > 0",
                "new Thread().getId() > 0",
                "new java.io.File(\"TOUCHED\").createNewFile()",
                "java.nio.file.Files.exists(java.nio.file.Path.of(\"/\"))",
                "new java.net.URL(\"http://127.0.0.1:1\").openStream() != null",
                "Class.forName(\"java.lang.Runtime\") != null",
                "Class.forName(\"java.lang.Run\" + \"time\") != null",
                "kpi.getClass().getClassLoader() != null",
                "kpi.class.name == \"x\"",
                "$s.getClass() != null",
                "this.getClass() != null",
                "String.class.forName(\"x\") != null",
                "\"\".getClass().forName(\"java.lang.Runtime\") != null",
                "(kpi).getClass() != null",
                "((Object) kpi).hashCode() > 1",
                "kpi#java.lang.String.length > 1",
                "String.valueOf(value) == \"1\"",
                "String::valueOf != null",
                "((java.util.function.Supplier<Object>) () -> Runtime.getRuntime()).get() != null",
                "new int[] {1}[0] > 1",
                "labels[\"market\"] == \"BR\"",
                "(value = 3) > 1",
                "value++ > 1",
                "eval(true)",
                "org.kie.api.KieServices.get() != null",
                "org.drools.util.ClassUtils.isWindows()",
                "drools.getKieRuntime() != null",
                "kcontext != null",
                "breaches.raise(this) == null",
                "kpi.matches(\"(a+)+$\")",
                "kpi matches \"(a+)+$\"",
                "\\u0052untime.getRuntime() != null",
                "kpi == \"x\\u0022.concat(\\u0022\"",
                "Math.random() > 0.5",
                "label(\"mar\" + \"ket\") == \"BR\"",
                "definition.query == \"x\"",
                "series.labels.asMap().clear() == null",
                "dev.bellwether.rules.RuleLoader != null",
                "java.util.ServiceLoader.load(null) != null",
                "java.lang.invoke.MethodHandles.lookup() != null",
                "/definition[query != null]",
                "value > 1 ? true : false",
                "kpi instanceof String",
            })
    void inACondition(String condition) {
        refuses(RuleDirectory.rule("Bad", "kpi == \"orders_total\", " + condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "for (;;) { }",
                "do { } while (true);",
                "Runtime.getRuntime().exec(\"touch TOUCHED\");",
                "System.exit(1);",
                "new Thread(() -> { }).start();",
                "new java.io.File(\"TOUCHED\").createNewFile();",
                "breaches.raise($s); System.exit(1);",
                "if (true) { breaches.raise($s); }",
                "breaches.raise($s); insert(new Object());",
                "update($s);",
                "delete($s);",
                "drools.halt();",
                "drools.getKieRuntime().getGlobals();",
                "kcontext.getKieRuntime();",
                "breaches.raise((dev.bellwether.history.Snapshot) null);",
                "breaches.getClass();",
                "breaches.raise(\"market\", $s.getClass(), java.util.List.of($s));",
                "breaches.raise(\"market\", \"a\" + \"b\", java.util.List.of($s));",
                "breaches.raise(\"market\", Runtime.getRuntime(), java.util.List.of($s));",
                "java.util.List.of().forEach(System.out::println);",
                "int i = 0;",
                "breaches = null;",
                "label: breaches.raise($s);",
                "synchronized (breaches) { }",
                "throw new RuntimeException();",
                "return;",
                "{ System.exit(1); }",
                ";System.exit(1);",
                "// \\u000a System.exit(1);\n breaches.raise($s);",
                "/* */ System.exit(1); /* */ breaches.raise($s);",
                "\\u0053ystem.exit(1);",
                "class A { static { System.exit(1); } } breaches.raise($s);",
                "switch (1) { default -> System.exit(1); }",
                "breaches.raise(new dev.bellwether.history.Snapshot[0]);",
            })
    void onTheRightSide(String statements) {
        refuses(RuleDirectory.rule("Bad", "kpi == \"orders_total\", value > 1")
                .replace("breaches.raise($s);", statements + "\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval( true )",
                "$x : java.lang.Runtime()",
                "$x : Object() from Runtime.getRuntime()",
                "$x : Object() from new java.io.File(\"/\").listFiles()",
                "$x : Object() from entry-point \"other\"",
                "$x : Snapshot( kpi == \"orders_total\" ) over window:length(3)",
                "Number( $n : intValue ) from accumulate( Snapshot( kpi == \"orders_total\" ),"
                        + " init( int i = 0; ) action( while (true) { } ) result( i ) )",
                "Number( Runtime.getRuntime() != null ) from accumulate( $o : Snapshot( kpi == \"orders_total\" ), count($o) )",
                "accumulate( $o : Snapshot( kpi == \"orders_total\" ); $n : count(Runtime.getRuntime()); $n > 1 )",
                "accumulate( $o : Snapshot( kpi == \"orders_total\" ); $n : count($o); $n > 1, System.getenv() != null )",
                "accumulate( $o : Snapshot( kpi == \"orders_total\" ); $n : java.lang.Runtime($o); $n > 1 )",
                "groupby( $o : Snapshot( kpi == \"orders_total\" ); $k : Class.forName(\"x\"); $n : count($o) )",
                "groupby( $o : Snapshot( kpi == \"orders_total\", Runtime.getRuntime() != null ); $k : 1; $n : count($o) )",
                "not( Snapshot( kpi == \"orders_total\", System.getenv() != null ) )",
                "exists( Snapshot( kpi == \"orders_total\", kpi.getClass() != null ) )",
                "forall( $o : Snapshot( kpi == \"orders_total\" ) Snapshot( this == $o, System.getenv() != null ) )",
                "?all( $x; )",
                "$x : Breach( alertname == \"Bad\", rule.getClass() != null )",
                "do[other]",
                "if ( value > 1 ) do[other]",
            })
    void beyondAPattern(String element) {
        refuses(RuleDirectory.rule("Bad", "kpi == \"orders_total\", value > 1")
                .replace("value > 1 )", "value > 1 )\n  " + element));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import java.io.File",
                "import java.lang.Runtime",
                "import static java.lang.Runtime.getRuntime",
                "import static java.lang.System.*",
                "import function java.lang.System.exit",
                "import accumulate java.lang.Runtime run",
                "import org.kie.api.KieServices",
                "import dev.bellwether.rules.*",
                "global java.util.List others",
                "global java.lang.Runtime breaches",
                "function void run() { System.exit(1); }",
                "declare Thing name : String end",
                "dialect \"mvel\"",
                "unit dev.bellwether.Bellwether",
                "query \"all\" $q : Snapshot( kpi == \"orders_total\" ) end",
                "declare entry-point \"other\" end",
                "declare window Last Snapshot() over window:length(1) end",
            })
    void beforeTheRule(String head) {
        refuses(head + "\n" + RuleDirectory.rule("Bad", "kpi == \"orders_total\", value > 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@summary(\"{{kpi.getClass()}}\")",
                "@summary(\"{{Runtime.getRuntime()}}\")",
                "@summary(\"{{market}\\u007d\")",
                "@expression(System.exit(1))",
                "salience (System.exit(1))",
                "dialect \"mvel\"",
                "timer (int: 1s)",
                "enabled (Runtime.getRuntime() != null)",
                "auto-focus true",
                "extends \"Other\"",
            })
    void inTheHeadOfARule(String head) {
        String rule = RuleDirectory.rule("Bad", "kpi == \"orders_total\", value > 1");
        refuses(
                head.startsWith("@summary")
                        ? rule.replaceFirst("@summary\\(\"[^\"]*\"\\)", java.util.regex.Matcher.quoteReplacement(head))
                        : rule.replace("when", head + "\nwhen"));
    }

    private void refuses(String rule) {
        Path touched = home.resolve("touched");
        var rules = new RuleDirectory(home.resolve("rules"))
                .writeText("a.drl", rule.replace("TOUCHED", touched.toString()));

        List<Problem> byCheck = new RuleLoader()
                .check(rules.path(), TestKpis.ALL, name -> false)
                .mistakes();
        String atLoad = rules.mistakes();

        assertThat(byCheck)
                .anyMatch(mistake -> !mistake.what().startsWith("there is no file")
                        && BESIDE_THE_POINT.stream().noneMatch(mistake.what()::contains));
        assertThat(atLoad).isNotEmpty().doesNotContain("\tat ", "org.drools.", ".java:");
        assertThat(Files.exists(touched)).isFalse();
    }
}
