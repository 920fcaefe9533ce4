package dev.bellwether.rules;

import dev.bellwether.drl.RuleFiles;
import dev.bellwether.drl.RuleFolder;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.limit.Limits;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import dev.bellwether.rules.RuleReload.Quarantined;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule base in force. A reload puts a new one in its place. A file with mistakes is quarantined: its last good
 * version stays in force, if there is one, and the other files go live without it. A reload that would lose more than a
 * third of all rules at once is refused until somebody confirms it.
 */
public final class RuleBook implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuleBook.class);

    private final Path directory;
    private final RuleLoader loader;
    private final Bench bench = new Bench();
    private volatile @Nullable RuleBase base;
    private volatile RuleReload status = RuleReload.NEVER;
    private volatile String fingerprint = "";
    private String seen = "";
    private RuleFolder lastRead = new RuleFolder(List.of(), Optional.empty());
    private RuleFolder lastGood = lastRead;

    /** Has no rules until {@link #reload}. */
    public RuleBook(Path directory, RuleLoader loader) {
        this.directory = directory;
        this.loader = loader;
    }

    /**
     * A rule base to be used for one tick. Reloads do not touch it before it is given back.
     *
     * @throws RuleFailure when there are no rules in force
     */
    public Lease lease() {
        while (true) {
            RuleBase current = base;
            if (current == null) {
                throw RuleFailure.noRules();
            }
            if (current.acquire()) {
                return new Lease(current);
            }
        }
    }

    /** A rule base on loan; to be closed at the tick's end. */
    public static final class Lease implements AutoCloseable {

        private final RuleBase base;

        private Lease(RuleBase base) {
            this.base = base;
        }

        public RuleBase base() {
            return base;
        }

        @Override
        public void close() {
            base.release();
        }
    }

    /**
     * A book of the rules in force with other limits, to try them beside it. To be closed.
     *
     * @throws RuleFailure when there are no rules in force
     */
    public RuleBook with(Limits limits) {
        var tried = new RuleBook(directory, loader);
        try (Lease lease = lease()) {
            tried.base = lease.base().with(limits);
        }
        return tried;
    }

    /** The rules in force, to read about; who judges with them takes a {@link #lease}. */
    public Optional<RuleBase> current() {
        return Optional.ofNullable(base);
    }

    /** How the latest reload went. */
    public RuleReload status() {
        return status;
    }

    /** Takes note of how a tick of the KPI went; a rule that threw in three ticks running is benched by a reload. */
    public void heed(KpiId kpi, Judgement judgement) {
        current().ifPresent(rules -> bench.heed(rules.rulesAt(kpi), judgement.failures()));
    }

    /**
     * Whether there is something to reload: a file was added, removed or written to since the latest reload, and then left
     * alone between two of these looks; or a rule is to be benched. Looks at no file's contents.
     */
    public synchronized boolean hasChanged() {
        String now = RuleFiles.fingerprint(directory);
        boolean isStable = now.equals(seen);
        seen = now;
        return bench.hasChanged() || (isStable && !now.equals(fingerprint));
    }

    /**
     * Reads the files, and puts in force what has no mistakes.
     *
     * @param kpis all there are now
     * @param at what the clock says
     */
    public synchronized RuleReload reload(Collection<Kpi> kpis, Instant at) {
        fingerprint = RuleFiles.fingerprint(directory); // before reading: a change meanwhile is seen next time
        seen = fingerprint;
        var problems = new Problems();
        RuleFolder read = RuleFolder.read(directory, problems);
        if (!read.equals(lastRead)) {
            bench.clear(); // who was benched may have been mended
        }
        lastRead = read;
        new Reload(read, kpis, problems, at).run();
        return status;
    }

    /** One reload under way. */
    private final class Reload {

        private final Collection<Kpi> kpis;
        private final Problems problems;
        private final Instant at;
        private final RuleFolder read;
        private final List<Quarantined> quarantined = new ArrayList<>();
        private boolean isReplaced;

        Reload(RuleFolder read, Collection<Kpi> kpis, Problems problems, Instant at) {
            this.read = read;
            this.kpis = kpis;
            this.problems = problems;
            this.at = at;
        }

        void run() {
            RuleFolder sound = read;
            for (String unreadable : filesOf(problems.list())) {
                sound = quarantine(sound, unreadable);
            }
            if (sound.rules().isEmpty() && problems.isEmpty()) {
                problems.add(Location.of(directory.toString()), "holds no rules", "write them in *.drl files there");
            }
            load(sound);
            if (!isReplaced) {
                // the whole old base stays, and with it the last good version of every file
                quarantined.replaceAll(one -> new Quarantined(
                        one.name(),
                        one.isOldInForce() || lastGood.file(one.name()).isPresent()));
            }
            Map<String, String> benched = bench.benched();
            benched.forEach((rule, why) -> {
                quarantined.add(new Quarantined(rule, false));
                problems.add(Location.of(rule), why, "it is not judged until its file is changed");
            });
            status = new RuleReload(
                    at,
                    problems.isEmpty(),
                    current().map(RuleBase::hash).orElse(""),
                    current().map(now -> now.rules().size()).orElse(0),
                    quarantined,
                    problems.list());
            tell();
        }

        /** Loads what is sound; whichever file turns out not to be is quarantined, and the rest tried again. */
        private void load(RuleFolder candidate) {
            RuleFolder sound = candidate;
            while (!sound.rules().isEmpty()) {
                try {
                    RuleFolder ordered = sound.oldestFirst(lastGood);
                    put(loader.load(ordered, kpis, bench.benched(), quarantined.isEmpty()), sound);
                    return;
                } catch (ProblemsException e) {
                    problems.addAll(e.problems().stream()
                            .filter(problem -> !problems.list().contains(problem))
                            .toList());
                    RuleFolder rest = sound;
                    for (String bad : filesOf(e.problems())) {
                        rest = quarantine(rest, bad);
                    }
                    if (rest.equals(sound)) {
                        return; // what is left is wrong in a way that no file can be blamed for
                    }
                    sound = rest;
                }
            }
        }

        /** The last good version in the file's place, unless that is what is bad now. */
        private RuleFolder quarantine(RuleFolder folder, String name) {
            Optional<RuleFolder> old = lastGood.file(name)
                    .filter(file -> !folder.file(name).equals(Optional.of(file)))
                    .filter(file ->
                            quarantined.stream().noneMatch(one -> one.name().equals(name)))
                    .map(folder::with);
            if (old.isPresent() || folder.file(name).isPresent()) {
                quarantined.removeIf(one -> one.name().equals(name));
                quarantined.add(new Quarantined(name, old.isPresent()));
            }
            return old.orElseGet(() -> folder.without(name));
        }

        private void put(RuleBase fresh, RuleFolder files) {
            Optional<Problem> loss =
                    current().flatMap(now -> Loss.of(now, fresh).problem(directory, read.hash()));
            if (loss.isPresent()) {
                problems.add(loss.get());
                fresh.close();
                return;
            }
            swap(fresh);
            isReplaced = true;
            lastGood = files;
        }
    }

    private static List<String> filesOf(List<Problem> problems) {
        return problems.stream()
                .map(Problem::where)
                .map(Location::file)
                .distinct()
                .collect(Collectors.toList());
    }

    private void swap(RuleBase fresh) {
        RuleBase old = base;
        base = fresh;
        if (old != null) {
            old.close();
        }
    }

    private void tell() {
        if (status.successful()) {
            log.atInfo()
                    .addKeyValue("rules", status.rules())
                    .addKeyValue("hash", status.hash())
                    .log("rules are in force");
            return;
        }
        status.problems()
                .forEach(
                        problem -> log.atError().addKeyValue("problem", problem).log("rule file has a mistake"));
        log.atError()
                .addKeyValue("rules", status.rules())
                .addKeyValue("hash", status.hash())
                .addKeyValue(
                        "quarantined",
                        status.quarantined().stream().map(Quarantined::name).toList())
                .log("rules are in force, but not as they stand in the files");
    }

    @Override
    public synchronized void close() {
        RuleBase old = base;
        base = null;
        if (old != null) {
            old.close();
        }
    }
}
