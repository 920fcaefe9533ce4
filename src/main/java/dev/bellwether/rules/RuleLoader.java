package dev.bellwether.rules;

import dev.bellwether.drl.DrlReader;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.ParsedFile;
import dev.bellwether.drl.RuleDraft;
import dev.bellwether.drl.RuleFile;
import dev.bellwether.drl.RuleFiles;
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
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Makes a {@link RuleBase} of the {@code *.drl} files under a directory, or tells every mistake in them: the file, the
 * line, what is wrong and how to mend it.
 *
 * <p>The files are parsed, each rule is checked by itself and against the KPIs and the other rules, all are compiled,
 * and the compiled rules are tried on made-up snapshots before anybody relies on them.
 */
public final class RuleLoader {

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
        List<RuleFile> files = RuleFiles.read(directory, problems);
        if (files.isEmpty() && problems.isEmpty()) {
            problems.add(Location.of(directory.toString()), "holds no rules", "write them in *.drl files there");
        }
        return load(files, RuleFiles.limits(directory, problems), kpis, problems);
    }

    /** @param problems what is known to be wrong already */
    RuleBase load(List<RuleFile> files, Limits limits, Collection<Kpi> kpis, Problems problems) {
        List<ParsedFile> parsed = new ArrayList<>();
        files.forEach(file -> DrlReader.read(file, problems).ifPresent(parsed::add));
        List<RuleDraft> drafts =
                parsed.stream().flatMap(file -> file.drafts().stream()).toList();
        boolean complete = parsed.size() == files.size();
        List<LoadedRule> rules = RuleSetCheck.check(drafts, kpis, limits, complete, problems);
        if (!problems.isEmpty()) {
            EngineProblems.find(parsed, fitForTheEngine(drafts), problems);
            throw new ProblemsException(problems.list());
        }
        return compile(files, parsed, rules, limits, kpis);
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

    /** Without those whose mistakes are told already: the engine would tell them again, in worse words. */
    private static List<RuleDraft> fitForTheEngine(List<RuleDraft> drafts) {
        Set<String> names = drafts.stream().map(RuleDraft::name).collect(Collectors.toSet());
        return drafts.stream()
                .filter(draft -> draft.hasSoundLeftSide() && names.remove(draft.name()))
                .toList();
    }
}
