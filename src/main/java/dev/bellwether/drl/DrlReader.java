package dev.bellwether.drl;

import dev.bellwether.drl.RuleDraft.Raises;
import dev.bellwether.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.drools.drl.ast.descr.AccumulateImportDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ImportDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Parses one file into rules, and refuses what else DRL can hold: functions, types, globals of one's own. */
public final class DrlReader {

    private static final String SNAPSHOT = "dev.bellwether.history.Snapshot";
    private static final String BREACH = "dev.bellwether.alert.Breach";
    private static final String LIST = "java.util.List";
    private static final String BREACHES = "dev.bellwether.rules.Breaches";
    private static final Set<String> RIGHT_SIDE_GLOBAL = Set.of(BREACHES);

    private final RuleFile file;
    private final Problems problems;

    private DrlReader(RuleFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The file with its rules, or nothing when it cannot be parsed. */
    public static Optional<ParsedFile> read(RuleFile file, Problems problems) {
        return new DrlReader(file, problems).read();
    }

    private Optional<ParsedFile> read() {
        int escape = file.text().indexOf("\\u");
        if (escape >= 0) {
            problems.add(file.place(escape), "\\u is not for rules", "write the letter itself, files are UTF-8");
            return Optional.empty();
        }
        var parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr parsed;
        try {
            parsed = parser.parse(false, file.text());
        } catch (DroolsParserException | RuntimeException e) {
            problems.add(file.at(0), "cannot be parsed: " + e.getMessage());
            return Optional.empty();
        } catch (StackOverflowError e) {
            problems.add(file.at(0), "has brackets nested too deeply to be parsed", "a condition needs two or three");
            return Optional.empty();
        }
        if (parser.hasErrors()) {
            int before = problems.size();
            tell(parser.getErrors().stream().map(DrlReader::message).distinct().toList());
            if (problems.size() == before) {
                problems.add(file.at(0), "cannot be parsed", "take rules out until it can be, to find the one");
            }
            return Optional.empty();
        }
        if (parsed == null || parsed.getRules().isEmpty()) {
            problems.add(file.at(0), "holds no rule", "was it cut short? write a rule, or remove the file");
            return Optional.of(new ParsedFile(file, true, List.of()));
        }
        refuseWhatIsNoRule(parsed);
        var head = FileHead.of(parsed);
        return Optional.of(new ParsedFile(
                file,
                namesNoPackage(parsed),
                parsed.getRules().stream().map(rule -> draft(rule, head)).toList()));
    }

    private static boolean namesNoPackage(PackageDescr parsed) {
        return parsed.getName() == null || parsed.getName().isBlank();
    }

    private static EngineMessage message(DroolsError error) {
        int[] lines = error.getLines();
        return EngineMessage.of(error.getMessage()).orAtLine(lines.length == 0 ? 0 : lines[0]);
    }

    /** What is left open confuses the parser only later, so it is looked for first. */
    private void tell(List<EngineMessage> messages) {
        OptionalInt quote = file.openQuote();
        OptionalInt bracket = messages.stream()
                .filter(message ->
                        message.text().contains("'then'") || message.text().contains("<eof>"))
                .filter(message -> message.line().isPresent())
                .map(message -> file.openBracket(file.offsetOf(message.line().getAsInt(), message.column())))
                .findFirst()
                .orElse(OptionalInt.empty());
        if (quote.isPresent()) {
            problems.add(file.place(quote.getAsInt()), "a quote is left open", "close it in the same line");
        } else if (bracket.isPresent()) {
            problems.add(file.place(bracket.getAsInt()), "a bracket is left open", "close it before then");
        } else {
            messages.forEach(this::tell);
        }
    }

    private void tell(EngineMessage message) {
        if (!message.text().isEmpty()) {
            problems.add(message.place(file), message.text(), message.mend());
        }
    }

    private void refuseWhatIsNoRule(PackageDescr parsed) {
        parsed.getImports().forEach(this::checkImport);
        parsed.getAccumulateImports().forEach(this::checkImport);
        parsed.getFunctionImports()
                .forEach(found -> refuse(found, "import of the function " + found.getTarget(), "remove it"));
        parsed.getGlobals().stream()
                .filter(global -> !RIGHT_SIDE_GLOBAL.contains(global.getType())
                        || !global.getIdentifier().equals("breaches"))
                .forEach(global -> refuse(
                        global,
                        "the global " + global.getIdentifier(),
                        "there is one, global " + BREACHES + " breaches;"));
        parsed.getFunctions()
                .forEach(found -> refuse(found, "the function " + found.getName(), "arithmetic belongs in the KPI"));
        parsed.getTypeDeclarations().forEach(found -> refuse(found, "the type " + found.getTypeName(), "remove it"));
        parsed.getEnumDeclarations().forEach(found -> refuse(found, "the type " + found.getTypeName(), "remove it"));
        parsed.getEntryPointDeclarations().forEach(found -> refuse(found, "an entry point", "remove it"));
        if (parsed.getUnit() != null) {
            refuse(parsed.getUnit(), "a unit", "remove it");
        }
        parsed.getWindowDeclarations().forEach(found -> refuse(found, "a window", "remove it"));
        parsed.getAttributes().forEach(found -> refuse(found, "the attribute " + found.getName(), "remove it"));
    }

    private void checkImport(ImportDescr descr) {
        String target = descr.getTarget();
        boolean allowed = target.endsWith(".*")
                ? AllowedClasses.isAllowed(target.substring(0, target.length() - 1) + "Any")
                : AllowedClasses.isAllowed(target);
        if (!allowed || target.startsWith("org.")) {
            String mend = target.startsWith("dev.bellwether.")
                    ? "rules know dev.bellwether.history.Snapshot and dev.bellwether.alert.Breach"
                    : "remove it";
            problems.add(
                    file.at(descr.getLine()),
                    (descr instanceof AccumulateImportDescr ? "accumulate import of " : "import of ") + target
                            + " is not for rules",
                    mend);
        }
    }

    private void refuse(BaseDescr descr, String what, String mend) {
        problems.add(file.at(descr.getLine()), what + " is not for rules", mend);
    }

    private RuleDraft draft(RuleDescr rule, FileHead head) {
        if (rule.isQuery()) {
            refuse(rule, "the query " + rule.getName(), "write a rule");
        }
        if (rule.hasParent()) {
            refuse(rule, "extends \"" + rule.getParentName() + "\"", "write the conditions out");
        }
        rule.getAttributes().values().forEach(found -> refuse(found, "the attribute " + found.getName(), "remove it"));
        int before = problems.size();
        var leftSide = PatternReader.read(file, rule, head.functions(), problems);
        checkImports(rule, leftSide.patterns(), head);
        boolean hasSoundLeftSide = problems.size() == before;
        var raises = rule.isQuery() ? Raises.MISTAKEN : ConsequenceCheck.check(file, rule, leftSide, problems);
        return new RuleDraft(
                file,
                rule,
                RemarksReader.read(file, rule, RuleDraft.scope(rule, leftSide.patterns()), problems),
                leftSide.patterns(),
                hasSoundLeftSide,
                head.isUnderstood() && leftSide.isUnderstood(),
                raises);
    }

    /**
     * What stands before the rules.
     *
     * @param functions what accumulate may count with besides the engine's own functions
     * @param imports by full name; of a file that names no package we write them ourselves
     */
    private record FileHead(Set<String> functions, Set<String> imports, boolean isBare, boolean hasGlobal) {

        private static final Set<String> USUAL = Set.of(SNAPSHOT, BREACH, LIST);

        static FileHead of(PackageDescr parsed) {
            Set<String> functions = parsed.getAccumulateImports().stream()
                    .map(AccumulateImportDescr::getFunctionName)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (namesNoPackage(parsed)) {
                functions.add("distinct");
            }
            return new FileHead(
                    functions,
                    parsed.getImports().stream().map(ImportDescr::getTarget).collect(Collectors.toSet()),
                    namesNoPackage(parsed),
                    !parsed.getGlobals().isEmpty());
        }

        /** Whether it is as we would write it. */
        boolean isUnderstood() {
            return isBare ? imports.isEmpty() && !hasGlobal : USUAL.containsAll(imports);
        }
    }

    private void checkImports(RuleDescr rule, List<PatternUse> patterns, FileHead head) {
        if (head.isBare() || !head.isUnderstood()) {
            return;
        }
        String rightSide = String.valueOf(rule.getConsequence());
        Set<String> used = patterns.stream().map(PatternUse::type).collect(Collectors.toSet());
        boolean usesList = rightSide.contains("List.of") && !rightSide.contains(LIST);
        checkImport(rule, used.contains("Snapshot"), SNAPSHOT, head);
        checkImport(rule, used.contains("Breach"), BREACH, head);
        checkImport(rule, usesList, LIST, head);
        if (!head.hasGlobal()) {
            problems.add(
                    file.at(rule.getLine()),
                    "breaches is not declared in this file",
                    "leave out the package line, or add after it: global " + BREACHES + " breaches;");
        }
    }

    private void checkImport(RuleDescr rule, boolean isUsed, String type, FileHead head) {
        if (isUsed && !head.imports().contains(type)) {
            problems.add(
                    file.at(rule.getLine()),
                    type.substring(type.lastIndexOf('.') + 1) + " is not imported in this file",
                    "leave out the package line, or add after it: import " + type + ";");
        }
    }
}
