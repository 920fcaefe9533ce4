package dev.bellwether.drl;

import dev.bellwether.drl.RuleDraft.Raises;
import dev.bellwether.problem.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        var parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr parsed;
        try {
            parsed = parser.parse(false, file.text());
        } catch (DroolsParserException | RuntimeException e) {
            problems.add(file.at(0), "cannot be parsed: " + e.getMessage());
            return Optional.empty();
        }
        if (parser.hasErrors()) {
            parser.getErrors().stream().map(DrlReader::message).distinct().forEach(this::tell);
            return Optional.empty();
        }
        if (parsed == null || parsed.getRules().isEmpty()) {
            problems.add(file.at(0), "holds no rule", "was it cut short? write a rule, or remove the file");
            return Optional.of(new ParsedFile(file, true, List.of()));
        }
        refuseWhatIsNoRule(parsed);
        return Optional.of(new ParsedFile(
                file,
                isBare(parsed),
                parsed.getRules().stream().map(this::draft).toList()));
    }

    private static boolean isBare(PackageDescr parsed) {
        return parsed.getName() == null || parsed.getName().isBlank();
    }

    private static EngineMessage message(DroolsError error) {
        int[] lines = error.getLines();
        return EngineMessage.of(error.getMessage()).orAtLine(lines.length == 0 ? 0 : lines[0]);
    }

    private void tell(EngineMessage message) {
        if (!message.text().isEmpty()) {
            problems.add(file.at(message.line().orElse(0)), message.text(), message.mend());
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

    private RuleDraft draft(RuleDescr rule) {
        if (rule.isQuery()) {
            refuse(rule, "the query " + rule.getName(), "write a rule");
        }
        if (rule.hasParent()) {
            refuse(rule, "extends \"" + rule.getParentName() + "\"", "write the conditions out");
        }
        rule.getAttributes().values().forEach(found -> refuse(found, "the attribute " + found.getName(), "remove it"));
        int before = problems.size();
        List<PatternUse> patterns = PatternReader.patternsOf(file, rule, problems);
        problems.addAll(FactCheck.mistakesIn(file, patterns));
        boolean hasSoundLeftSide = problems.size() == before;
        return new RuleDraft(
                file,
                rule,
                RemarksReader.read(file, rule, problems),
                patterns,
                hasSoundLeftSide,
                rule.isQuery() ? Raises.MISTAKEN : ConsequenceCheck.check(file, rule, problems));
    }
}
