package dev.bellwether.rules;

import dev.bellwether.drl.DrlReader;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.ParsedFile;
import dev.bellwether.drl.RuleDraft;
import dev.bellwether.drl.RuleFile;
import dev.bellwether.drl.RuleFolder;
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
import java.util.Map;
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
    private final StormCap stormCap;

    /** Of its breaches in one tick a rule tells these one by one, unless set otherwise. */
    public static final int STORM_CAP = 200;

    /** Rules that are judged in the calling thread. */
    public RuleLoader() {
        this(Crew.ALONE, STORM_CAP);
    }

    /**
     * @param helpers where large ticks find help; may be busy, the calling thread always takes part
     * @param threads how many take part in a tick at most; as many as there are processors
     */
    public RuleLoader(Executor helpers, int threads) {
        this(helpers, threads, STORM_CAP);
    }

    /** @param stormCap how many breaches of one rule are told one by one in one tick; one alert tells of the rest */
    public RuleLoader(Executor helpers, int threads, int stormCap) {
        this(new Crew(helpers, threads), stormCap);
    }

    private RuleLoader(Crew crew, int stormCap) {
        this.crew = crew;
        this.stormCap = new StormCap(stormCap);
    }

    /**
     * @param kpis all there are; rules are about these
     * @return for the caller to close
     * @throws ProblemsException with every mistake found
     */
    public RuleBase load(Path directory, Collection<Kpi> kpis) {
        var problems = new Problems();
        RuleFolder folder = RuleFolder.read(directory, problems);
        if (folder.rules().isEmpty() && problems.isEmpty()) {
            problems.add(Location.of(directory.toString()), "holds no rules", "write them in *.drl files there");
        }
        return load(folder, kpis, Map.of(), problems);
    }

    /** @param benched rules to leave out, each with the reason */
    RuleBase load(RuleFolder folder, Collection<Kpi> kpis, Map<String, String> benched) {
        return load(folder, kpis, benched, new Problems());
    }

    private RuleBase load(RuleFolder folder, Collection<Kpi> kpis, Map<String, String> benched, Problems problems) {
        List<RuleFile> files = folder.rules();
        Limits limits = folder.readLimits(problems);
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
        return compile(new Checked(folder.hash(), parsed, rules, limits, benched), kpis);
    }

    /** Rules without mistakes of their own. */
    private record Checked(
            String hash, List<ParsedFile> parsed, List<LoadedRule> rules, Limits limits, Map<String, String> benched) {

        List<RuleDraft> drafts() {
            return parsed.stream()
                    .flatMap(file -> file.drafts().stream())
                    .filter(draft -> !benched.containsKey(draft.name()))
                    .toList();
        }

        List<LoadedRule> played() {
            return rules.stream()
                    .filter(rule -> !benched.containsKey(rule.name()))
                    .toList();
        }
    }

    private RuleBase compile(Checked checked, Collection<Kpi> kpis) {
        var problems = new Problems();
        var compilation = Compilation.of(checked.parsed().stream()
                .map(file -> file.sound(checked.drafts()))
                .toList());
        if (!compilation.complaints().isEmpty()) {
            compilation.close();
            EngineProblems.find(checked.parsed(), checked.drafts(), problems);
            problems.throwIfAny();
        }
        var base = new RuleBase(
                checked.hash(), checked.played(), checked.limits(), checked.benched(), compilation, crew, stormCap);
        try {
            Trial.of(base, kpis);
            return base;
        } catch (RuleFailure e) {
            base.close();
            problems.add(placeOf(e.rule(), checked.rules()), e.getMessage(), "it was tried on made-up snapshots");
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
