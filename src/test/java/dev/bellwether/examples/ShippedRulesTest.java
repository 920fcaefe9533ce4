package dev.bellwether.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that are shipped, beside what belongs to them: pages for those who are woken, limits, tests. */
class ShippedRulesTest {

    private static final Path RUNBOOKS = Path.of("docs/runbooks");
    private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([a-z0-9_]+)`");
    private static final Pattern LIMIT = Pattern.compile("limit\\(\"([^\"]+)\"\\)");
    private static final Pattern ALERTNAME = Pattern.compile("alertname: (\\w+)");

    private static RuleBase base;

    @BeforeAll
    static void loadRules() {
        base = new RuleLoader()
                .load(
                        Path.of("rules"),
                        CatalogueReader.read(Path.of("kpis")).catalogue().kpis());
    }

    @AfterAll
    static void closeRules() {
        base.close();
    }

    static Stream<AlertRule> rules() {
        return base.rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRulesPageFitsOneScreenAndSaysWhatToDo(AlertRule rule) throws IOException {
        String page = Files.readString(Path.of(rule.runbook()));

        assertThat(page).startsWith("# " + rule.name() + ": ");
        assertThat(page)
                .contains(
                        "**What it means.**",
                        "**First steps**\n1. ",
                        "\n2. ",
                        "\n3. ",
                        "**False alarms, and how to tell.**",
                        "**Call**",
                        "**Set in** `rules/limits.csv`: ");
        assertThat(page.lines()).hasSizeLessThanOrEqualTo(24);
    }

    @Test
    void pagesLinkToPagesAndNameFiguresAndLimitsThatExist() throws IOException {
        Set<String> known = new TreeSet<>(base.limits().names());
        CatalogueReader.read(Path.of("kpis"))
                .catalogue()
                .kpis()
                .forEach(kpi -> known.add(kpi.id().value()));
        for (Path page : in(RUNBOOKS, ".md")) {
            String text = Files.readString(page);

            assertThat(foundIn(text, LINK))
                    .as("links of %s", page)
                    .allSatisfy(link -> assertThat(RUNBOOKS.resolve(link)).exists());
            assertThat(foundIn(text, CODE)).as("names in %s", page).allSatisfy(name -> {
                if (name.contains("_")) {
                    assertThat(known).contains(name);
                }
            });
        }
    }

    @Test
    void everyPageBelongsToARuleOrToAnAlertOfOurOwn() throws IOException {
        assertThat(in(RUNBOOKS, ".md"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                rules().map(AlertRule::runbook),
                                Stream.of("docs/runbooks/alert-storm.md", "docs/runbooks/source-trouble.md"))
                        .map(Path::of)
                        .toList());
    }

    @Test
    void everyLimitIsUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : in(Path.of("rules"), ".drl")) {
            used.addAll(foundIn(Files.readString(file), LIMIT));
        }

        assertThat(base.limits().names()).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void everyRuleIsAskedAboutInATest() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (Path file : in(Path.of("rules"), ".test.yml")) {
            asked.addAll(foundIn(Files.readString(file), ALERTNAME));
        }

        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        rules().map(AlertRule::name).toList());
    }

    private static Set<String> foundIn(String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> in(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
