package dev.bellwether.rules;

import dev.bellwether.drl.RuleFile;
import dev.bellwether.drl.RuleFiles;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule base in force. A reload puts a new one in its place when its files have no mistake; otherwise the old one
 * stays. Only when there is no old one, at the start, the files with mistakes are left out and the others go live:
 * watching with most rules is better than not watching.
 */
public final class RuleBook implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RuleBook.class);

    private final Path directory;
    private final RuleLoader loader;
    private volatile @Nullable RuleBase base;
    private volatile RuleReload status = RuleReload.NEVER;
    private volatile String fingerprint = "";

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

    /** The rules in force, to read about; who judges with them takes a {@link #lease}. */
    public Optional<RuleBase> current() {
        return Optional.ofNullable(base);
    }

    /** How the latest reload went. */
    public RuleReload status() {
        return status;
    }

    /** Whether a rule file was added, removed or written to since the latest reload. Looks at no file's contents. */
    public boolean hasChanged() {
        return !fingerprint.equals(RuleFiles.fingerprint(directory));
    }

    /**
     * Reads the files, and puts them in force unless they have mistakes.
     *
     * @param kpis all there are now
     * @param at what the clock says
     */
    public synchronized RuleReload reload(Collection<Kpi> kpis, Instant at) {
        fingerprint = RuleFiles.fingerprint(directory); // before reading: a change meanwhile is seen next time
        try {
            swap(loader.load(directory, kpis));
            status = outcome(at, List.of(), List.of());
            log.atInfo()
                    .addKeyValue("rules", status.rules())
                    .addKeyValue("hash", status.hash())
                    .log("rules are in force");
        } catch (ProblemsException e) {
            List<String> leftOut = base == null ? startWithout(e.problems(), kpis) : List.of();
            status = outcome(at, leftOut, e.problems());
            warn();
        }
        return status;
    }

    /** Puts in force what has no mistakes, and says which files had. */
    private List<String> startWithout(List<Problem> problems, Collection<Kpi> kpis) {
        var unread = new Problems();
        List<RuleFile> sound = new ArrayList<>(RuleFiles.read(directory, unread));
        Set<String> leftOut = new TreeSet<>(filesOf(unread.list()));
        List<Problem> found = problems;
        while (true) {
            Set<String> bad = filesOf(found);
            if (!sound.removeIf(file -> bad.contains(file.name())) || sound.isEmpty()) {
                leftOut.addAll(bad);
                return List.copyOf(leftOut); // what is left is wrong in a way that no file can be blamed for
            }
            leftOut.addAll(bad);
            try {
                swap(loader.load(sound, RuleFiles.limits(directory, new Problems()), kpis, new Problems()));
                return List.copyOf(leftOut);
            } catch (ProblemsException e) {
                found = e.problems(); // rules that join what is left out now cannot stand either
            }
        }
    }

    private static Set<String> filesOf(List<Problem> problems) {
        return problems.stream().map(Problem::where).map(Location::file).collect(Collectors.toCollection(TreeSet::new));
    }

    private void swap(RuleBase fresh) {
        RuleBase old = base;
        base = fresh;
        if (old != null) {
            old.close();
        }
    }

    private RuleReload outcome(Instant at, List<String> leftOut, List<Problem> problems) {
        RuleBase inForce = base;
        return new RuleReload(
                at,
                problems.isEmpty(),
                inForce == null ? "" : inForce.hash(),
                inForce == null ? 0 : inForce.rules().size(),
                leftOut,
                problems);
    }

    private void warn() {
        status.problems()
                .forEach(
                        problem -> log.atError().addKeyValue("problem", problem).log("rule file has a mistake"));
        log.atError()
                .addKeyValue("rules", status.rules())
                .addKeyValue("hash", status.hash())
                .addKeyValue("leftOut", status.leftOut())
                .log(status.leftOut().isEmpty() ? "rules stay as they were" : "rules are in force without some files");
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
