package dev.bellwether.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.history.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowListClassLoaderTest {

    private final ClassLoader loader = new AllowListClassLoader(RuleLoader.class.getClassLoader());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.System",
                "java.lang.Runtime",
                "java.lang.ProcessBuilder",
                "java.lang.Thread",
                "java.lang.ClassLoader",
                "java.lang.reflect.Method",
                "java.io.File",
                "java.nio.file.Files",
                "java.net.URL",
                "java.util.Timer",
                "java.util.concurrent.Executors",
                "javax.script.ScriptEngineManager",
                "dev.bellwether.rules.RuleBook",
                "org.slf4j.LoggerFactory"
            })
    void whatReachesForTheMachineDoesNotExistForRules(String name) {
        assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource(name.replace('.', '/') + ".class")).isNull();
        assertThat(loader.getResourceAsStream(name.replace('.', '/') + ".class"))
                .isNull();
    }

    @Test
    void factsAndArithmeticDo() throws ClassNotFoundException {
        assertThat(loader.loadClass("dev.bellwether.history.Snapshot")).isSameAs(Snapshot.class);
        assertThat(loader.loadClass("java.lang.Math")).isSameAs(Math.class);
        assertThat(loader.loadClass("java.util.Map$Entry")).isSameAs(java.util.Map.Entry.class);
        assertThat(loader.getResourceAsStream("java/lang/String.class")).isNotNull();
    }

    /** The checks of the loader come first; this is what holds when they have a gap. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.getenv(\"HOME\") != null",
                "Runtime.getRuntime() != null",
                "Class.forName(\"java.lang.Runtime\") != null",
                "new java.io.File(\"/\").exists()",
                "new Thread() != null",
                "this.getClass().getClassLoader() != null",
                "eval(System.getenv(\"HOME\") != null)"
            })
    void aConditionThatReachesForTheMachineDoesNotCompile(String condition) {
        String text = RuleDirectory.HEAD + RuleDirectory.rule("Bad", condition);

        try (var compilation = Compilation.of(List.of(text))) {
            assertThat(compilation.complaints()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(1);",
                "Runtime.getRuntime();",
                "new Thread();",
                "Class.forName(\"java.lang.Runtime\");",
                "new java.io.File(\"/\").delete();"
            })
    void aRightSideThatReachesForTheMachineDoesNotCompile(String rightSide) {
        String text = RuleDirectory.HEAD
                + RuleDirectory.rule("Bad", "kpi == \"orders_total\"").replace("breaches.raise($s);", rightSide);

        try (var compilation = Compilation.of(List.of(text))) {
            assertThat(compilation.complaints()).isNotEmpty();
        }
    }
}
