package dev.bellwether.rules;

import dev.bellwether.drl.DrlReader;
import dev.bellwether.drl.Findings;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.ParsedFile;
import dev.bellwether.drl.RuleDraft;
import dev.bellwether.drl.RuleFile;
import dev.bellwether.drl.RuleFiles;
import dev.bellwether.drl.RuleSet;
import dev.bellwether.drl.RuleSet.Surroundings;
import dev.bellwether.drl.RuleSetCheck;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.limit.Limits;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a {@link RuleBase} of the {@code *.drl} files under a directory, or tells every mistake in them: the file, the
 * line, what is wrong and how to mend it.
 *
 * <p>The files are parsed, each rule is checked by itself and against the KPIs and the other rules, all are compiled,
 * and the compiled rules are tried on made-up snapshots before anybody relies on them.
 */
public final class RuleLoader {

    private static final Logger log = LoggerFactory.getLogger(RuleLoader.class);
    private static final Path NO_DIRECTORY = Path.of("");

    private final Crew crew;

    /** Rules that are judged in the calling thread. */
    public RuleLoader() {
        this(Crew.ALONE);
    }

    /**
     * @param helpers where large ticks find help; may be busy, the calling thread always takes part
     * @param threads how many take part in a tick at most; as many as there are processors
     */
    public RuleLoader(Executor helpers, int threads) {
        this(new Crew(helpers, threads));
    }

    private RuleLoader(Crew crew) {
        this.crew = crew;
    }

    /**
     * @param kpis all there are; rules are about these
     * @return for the caller to close
     * @throws ProblemsException with every mistake found
     */
    public RuleBase load(Path directory, Collection<Kpi> kpis) {
        var problems = new Problems();
        List<RuleFile> files = readAll(directory, problems);
        return load(files, RuleFiles.limits(directory, problems), kpis, problems);
    }

    private static List<RuleFile> readAll(Path directory, Problems problems) {
        List<RuleFile> files = RuleFiles.read(directory, problems);
        if (files.isEmpty() && problems.isEmpty()) {
            problems.add(Location.of(directory.toString()), "holds no rules", "write them in *.drl files there");
        }
        return files;
    }

    /** @param problems what is known to be wrong already */
    RuleBase load(List<RuleFile> files, Limits limits, Collection<Kpi> kpis, Problems problems) {
        var draft = Draft.of(files, new Surroundings(NO_DIRECTORY, kpis, name -> false, limits), problems);
        if (!problems.isEmpty()) {
            EngineProblems.find(draft.parsed(), draft.forTheEngine(), problems);
            throw new ProblemsException(problems.list());
        }
        return compile(files, draft.parsed(), draft.rules(), limits, kpis);
    }

    /**
     * Every mistake in the files under a directory, and what else is worth a look. Nothing comes into force. The engine
     * is asked only about rules that are not understood without it: it takes seconds to start.
     *
     * @param mayYetBe whether a KPI of that name may be meant to be there, though it is not: its own file has a mistake
     */
    public RuleReport check(Path directory, Collection<Kpi> kpis, Predicate<String> mayYetBe) {
        var problems = new Problems();
        List<RuleFile> files = readAll(directory, problems);
        Limits limits = RuleFiles.limits(directory, problems);
        var draft = Draft.of(files, new Surroundings(directory, kpis, mayYetBe, limits), problems);
        boolean isSound = problems.isEmpty();
        if (!draft.forTheEngine().isEmpty() && isSound) {
            try (RuleBase base = compile(files, draft.parsed(), draft.rules(), limits, kpis)) {
                log.atDebug().addKeyValue("hash", base.hash()).log("rules compile");
            } catch (ProblemsException e) {
                problems.addAll(e.problems());
            }
        } else {
            EngineProblems.find(draft.parsed(), draft.forTheEngine(), problems);
        }
        return draft.report(problems);
    }

    /** Rules as far as they are known without the engine. */
    private record Draft(List<ParsedFile> parsed, List<LoadedRule> rules, Findings findings) {

        static Draft of(List<RuleFile> files, Surroundings surroundings, Problems problems) {
            boolean areAllRead = problems.isEmpty(); // a file that could not be read may hold any rule
            List<ParsedFile> parsed = new ArrayList<>();
            files.forEach(file -> DrlReader.read(file, problems).ifPresent(parsed::add));
            var findings = new Findings(problems, new Problems(), new Problems());
            var set = new RuleSet(draftsOf(parsed), surroundings, areAllRead && parsed.size() == files.size());
            return new Draft(parsed, RuleSetCheck.check(set, findings), findings);
        }

        private static List<RuleDraft> draftsOf(List<ParsedFile> parsed) {
            return parsed.stream().flatMap(file -> file.drafts().stream()).toList();
        }

        /** Without those whose mistakes are told already: the engine would tell them again, in worse words. */
        List<RuleDraft> forTheEngine() {
            Set<String> names = draftsOf(parsed).stream().map(RuleDraft::name).collect(Collectors.toSet());
            return draftsOf(parsed).stream()
                    .filter(draft -> draft.hasSoundLeftSide() && names.remove(draft.name()) && !draft.isUnderstood())
                    .toList();
        }

        RuleReport report(Problems problems) {
            problems.addAll(findings.runbooks().list());
            return new RuleReport(
                    parsed.stream().map(file -> file.file().name()).toList(),
                    problems.list(),
                    findings.hints().list(),
                    rules.stream()
                            .flatMap(rule -> rule.rule().kpis().stream())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private RuleBase compile(
            List<RuleFile> files,
            List<ParsedFile> parsed,
            List<LoadedRule> rules,
            Limits limits,
            Collection<Kpi> kpis) {
        var problems = new Problems();
        var compilation = Compilation.of(parsed.stream().map(ParsedFile::sound).toList());
        if (!compilation.complaints().isEmpty()) {
            compilation.close();
            EngineProblems.find(
                    parsed,
                    parsed.stream().flatMap(file -> file.drafts().stream()).toList(),
                    problems);
            problems.throwIfAny();
        }
        var base = new RuleBase(RuleFiles.hash(files), rules, limits, compilation, crew);
        try {
            Trial.of(base, kpis);
            return base;
        } catch (RuleFailure e) {
            base.close();
            problems.add(placeOf(e.rule(), rules), e.getMessage(), "it was tried on made-up snapshots");
            throw new ProblemsException(problems.list());
        }
    }

    private static Location placeOf(String rule, List<LoadedRule> rules) {
        return rules.stream()
                .filter(loaded -> loaded.name().equals(rule))
                .map(LoadedRule::place)
                .findFirst()
                .orElse(Location.of("rules"));
    }
}
