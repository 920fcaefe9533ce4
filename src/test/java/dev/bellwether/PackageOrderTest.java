package dev.bellwether;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of packages, held to. A package uses the JDK, SLF4J, JSpecify and the packages in its third column. */
class PackageOrderTest {

    private static final String ROOT = "dev.bellwether";

    private static final String TABLE = """
            # | package    | may use
            0 | problem    |
            b | yaml       | 0
            1 | kpi        | 0
            l | limit      | 0 1
            2 | catalogue  | 0 b 1
            3 | source     | 0 1
            4 | history    | 1 l
            c | contribution | 1
            s | detect     | 0
            5 | alert      | 1
            a | audit      |
            g | access     | 0 b
            6 | mute       | 0 1 5 a
            p | response   | 0 1 5 a
            d | drl        | 0 1 l 4 5
            7 | rules      | 0 1 l 4 5 d
            8 | notify     | 0 1 c 5 a 6 p
            r | routing    | 0 b 1 5 6 8
            w | selfwatch  | 1 5 8
            9 | evaluate   | 0-5 l c d 7
            10 | replay     | 0-9 l d
            t | ruletest   | 0-10 l d
            11 | store      | 1 4 5 6 8 a g p
            12 | schedule   | 0-9 l d a g p r w
            13 | exposition | 1 l 4 5 p 7 8 9
            14 | web        | 0-10 l c d a g p
            15 | cli        | 0-10 b l d t s g r
            16 | app        | 0-15 l c d t a g p r w
            17 | demo       | 0-16 l c d t a g p r w
            """;

    private static final Map<String, Set<String>> MAY_USE = mayUse();

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    static List<String> packages() {
        return List.copyOf(MAY_USE.keySet());
    }

    @Test
    void everyPackageStandsInTheTable() {
        var found = CLASSES.stream()
                .map(PackageOrderTest::packageOf)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(MAY_USE.keySet()).containsAll(found);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyThePackagesOfItsRow(String name) {
        var allowed = new TreeSet<>(MAY_USE.get(name));
        allowed.add(name);

        noClasses()
                .that(are(name))
                .should()
                .dependOnClassesThat(
                        ours().and(describe("are not of " + allowed, type -> !allowed.contains(packageOf(type)))))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theRootUsesTheCommandLineAndTheApplicationOnly() {
        var allowed = Set.of("", "cli", "app");

        noClasses()
                .that(describe("are of the root", type -> packageOf(type).isEmpty()))
                .should()
                .dependOnClassesThat(
                        ours().and(describe("are not of " + allowed, type -> !allowed.contains(packageOf(type)))))
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .matching(ROOT + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void springStaysOutside() {
        keeps("org.springframework..", "store", "schedule", "exposition", "web", "app", "demo", "");
    }

    @Test
    void droolsStaysWithTheRules() {
        keeps("org.drools..", "drl", "rules");
        keeps("org.kie..", "drl", "rules");
    }

    @Test
    void jakartaMailStaysInNotify() {
        keeps("jakarta.mail..", "notify", "demo");
    }

    @Test
    void otherLibrariesStayWhereTheyAreNeeded() {
        keeps("org.yaml.snakeyaml..", "yaml");
        keeps("de.focus_shift..", "catalogue");
        keeps("org.apache.commons.statistics..", "history");
        keeps("org.apache.commons.numbers..", "history");
        keeps("io.micrometer..", "exposition", "app");
        keeps("io.prometheus..", "exposition", "app");
        keeps("picocli..", "cli");
        keeps("org.jfree..", "notify");
        keeps("com.icegreen..", "demo");
        keeps("jakarta.servlet..", "web", "app", "demo");
    }

    @Test
    void theClockIsReadOnlyAtTheEdge() {
        Set<String> edge = Set.of("schedule", "web", "demo", "app");

        noClasses()
                .that(describe("are not of " + edge, type -> !edge.contains(packageOf(type))))
                .should()
                .accessTargetWhere(describe("reads the clock", PackageOrderTest::readsTheClock))
                .check(CLASSES);
    }

    @Test
    void namesSayWhatATypeIs() {
        classes()
                .that(describe("are named", type -> !type.isAnonymousClass()))
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .andShould()
                .haveSimpleNameNotEndingWith("Utils")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Dto")
                .check(CLASSES);
    }

    private static void keeps(String library, String... packages) {
        Set<String> homes = Set.of(packages);
        noClasses()
                .that(describe("are not of " + homes, type -> !homes.contains(packageOf(type))))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .check(CLASSES);
    }

    /** With no argument each of these asks for the time of day; with one they are told it. */
    private static boolean readsTheClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String method = access.getTarget().getName();
        boolean isTold = access.getTarget().getDescription().contains("(java.time.Clock)");
        if (owner.equals(Clock.class.getName())) {
            return method.startsWith("system") || method.startsWith("tick");
        }
        if (owner.equals(System.class.getName())) {
            return method.equals("currentTimeMillis");
        }
        if (owner.equals(Date.class.getName())) {
            return access.getDescription().contains("<init>()");
        }
        return owner.startsWith(Instant.class.getPackageName() + ".") && method.equals("now") && !isTold;
    }

    private static DescribedPredicate<JavaClass> are(String name) {
        return describe("are of " + name, type -> packageOf(type).equals(name));
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage(ROOT + "..");
    }

    /** The package below the root, {@code ""} for the root itself. */
    private static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1).split("\\.")[0] : "";
    }

    private static Map<String, Set<String>> mayUse() {
        List<String[]> rows = TABLE.lines()
                .skip(1)
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new))
                .toList();
        Map<String, String> names = rows.stream().collect(Collectors.toMap(row -> row[0], row -> row[1]));
        var mayUse = new LinkedHashMap<String, Set<String>>();
        for (String[] row : rows) {
            mayUse.put(row[1], numbers(row[2]).stream().map(names::get).collect(Collectors.toCollection(TreeSet::new)));
        }
        return mayUse;
    }

    /** {@code 0-5 7} written out; {@code yaml} lies between 0 and 1, so a span from 0 has it too. */
    private static List<String> numbers(String cell) {
        var numbers = new ArrayList<String>();
        for (String part : cell.isEmpty() ? new String[0] : cell.split(" ")) {
            String[] ends = part.split("-");
            if (ends.length == 1) {
                numbers.add(part);
                continue;
            }
            IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]))
                    .mapToObj(Integer::toString)
                    .forEach(numbers::add);
            numbers.add("b");
        }
        return numbers;
    }
}
