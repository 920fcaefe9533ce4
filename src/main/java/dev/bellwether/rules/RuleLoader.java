package dev.bellwether.rules;

import dev.bellwether.drl.DrlReader;
import dev.bellwether.drl.Findings;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.ParsedFile;
import dev.bellwether.drl.RuleDraft;
import dev.bellwether.drl.RuleFile;
import dev.bellwether.drl.RuleFolder;
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
import java.util.Map;
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
        RuleFolder folder = readAll(directory, problems);
        return load(folder, kpis, Map.of(), true, problems);
    }

    private static RuleFolder readAll(Path directory, Problems problems) {
        RuleFolder folder = RuleFolder.read(directory, problems);
        if (folder.rules().isEmpty() && problems.isEmpty()) {
            problems.add(Location.of(directory.toString()), "holds no rules", "write them in *.drl files there");
        }
        return folder;
    }

    /**
     * @param benched rules to leave out, each with the reason
     * @param isComplete whether no file is set aside; otherwise a rule that is named and not there may stand in it, and
     *     who names it must not suffer for that
     */
    RuleBase load(RuleFolder folder, Collection<Kpi> kpis, Map<String, String> benched, boolean isComplete) {
        return load(folder, kpis, benched, isComplete, new Problems());
    }

    private RuleBase load(
            RuleFolder folder,
            Collection<Kpi> kpis,
            Map<String, String> benched,
            boolean isComplete,
            Problems problems) {
        Limits limits = folder.readLimits(problems);
        var surroundings = new Surroundings(NO_DIRECTORY, kpis, name -> false, limits);
        var draft = Draft.of(folder.rules(), surroundings, isComplete, problems);
        if (!problems.isEmpty()) {
            EngineProblems.find(draft.parsed(), draft.forTheEngine(), problems);
            throw new ProblemsException(problems.list());
        }
        return compile(new Checked(folder.hash(), draft.parsed(), draft.rules(), limits, benched), kpis);
    }

    /**
     * Every mistake in the files under a directory, and what else is worth a look. Nothing comes into force. The engine
     * is asked only about rules that are not understood without it: it takes seconds to start.
     *
     * @param mayYetBe whether a KPI of that name may be meant to be there, though it is not: its own file has a mistake
     */
    public RuleReport check(Path directory, Collection<Kpi> kpis, Predicate<String> mayYetBe) {
        var problems = new Problems();
        RuleFolder folder = readAll(directory, problems);
        Limits limits = folder.readLimits(problems);
        var draft = Draft.of(folder.rules(), new Surroundings(directory, kpis, mayYetBe, limits), true, problems);
        boolean isSound = problems.isEmpty();
        if (!draft.forTheEngine().isEmpty() && isSound) {
            var checked = new Checked(folder.hash(), draft.parsed(), draft.rules(), limits, Map.of());
            try (RuleBase base = compile(checked, kpis)) {
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

        static Draft of(List<RuleFile> files, Surroundings surroundings, boolean isComplete, Problems problems) {
            boolean areAllRead = isComplete && problems.isEmpty(); // a file that could not be read may hold any rule
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
}
