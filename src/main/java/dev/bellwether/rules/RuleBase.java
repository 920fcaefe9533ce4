package dev.bellwether.rules;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertRule.Scope;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Condition;
import dev.bellwether.alert.Severity;
import dev.bellwether.alert.Word;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.drl.PatternUse;
import dev.bellwether.history.Snapshot;
import dev.bellwether.history.Snapshots;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.limit.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.drools.model.Rule;
import org.kie.api.KieBase;

/**
 * The rules of one state of the files, compiled. Immutable, and judging remembers nothing: the same snapshots always
 * give the same breaches. A tick uses one rule base from start to end.
 */
public final class RuleBase implements AutoCloseable {

    /** Snapshots judged in one go: enough to make a session worth its while, few enough to stay in the cache. */
    static final int CHUNK = 2_000;

    /** More matches of group rules than this in one tick is a join that has gone wild. */
    static final int MOST_GROUP_MATCHES = 100_000;

    private final String hash;
    private final Map<String, LoadedRule> rules;
    private final Limits limits;
    private final Map<String, List<Sieve>> sieves;
    private final Compilation compilation;
    private final KieBase seriesRules;
    private final KieBase groupRules;
    private final Crew crew;
    private final StormCap stormCap;
    private final OneByOne oneByOne;
    private final Map<String, String> benched;
    /** The owners, and each tick that is under way. */
    private final AtomicInteger users;

    /** @param benched rules that are left out because they threw again and again, each with what it threw */
    RuleBase(
            String hash,
            List<LoadedRule> rules,
            Limits limits,
            Map<String, String> benched,
            Compilation compilation,
            Crew crew,
            StormCap stormCap) {
        this.hash = hash;
        this.benched = Map.copyOf(benched);
        this.stormCap = stormCap;
        this.oneByOne = new OneByOne(
                name -> compilation.knowledgeBase(rule -> rule.getName().equals(name)));
        this.limits = limits;
        this.users = new AtomicInteger(1);
        this.rules = rules.stream()
                .collect(Collectors.toMap(LoadedRule::name, rule -> rule, (one, other) -> one, LinkedHashMap::new));
        this.compilation = compilation;
        this.crew = crew;
        this.seriesRules = compilation.knowledgeBase(rule -> scopeOf(rule) == Scope.SERIES);
        this.groupRules = compilation.knowledgeBase(rule -> scopeOf(rule) == Scope.GROUP);
        this.sieves = compilation.rules().stream()
                .filter(rule -> scopeOf(rule) == Scope.SERIES)
                .map(rule -> Map.entry(kpiOf(rule.getName()), rule))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(
                                entry -> Sieve.of(entry.getValue(), entry.getKey()), Collectors.toUnmodifiableList())));
    }

    private RuleBase(RuleBase same, Limits limits) {
        this.hash = same.hash;
        this.rules = same.rules;
        this.limits = limits;
        this.sieves = same.sieves;
        this.compilation = same.compilation;
        this.seriesRules = same.seriesRules;
        this.groupRules = same.groupRules;
        this.crew = same.crew;
        this.stormCap = same.stormCap;
        this.oneByOne = same.oneByOne;
        this.benched = same.benched;
        this.users = same.users;
    }

    private Scope scopeOf(Rule rule) {
        return loaded(rule.getName()).rule().scope();
    }

    private LoadedRule loaded(String name) {
        return Objects.requireNonNull(rules.get(name), name);
    }

    private String kpiOf(String seriesRule) {
        return loaded(seriesRule).rule().kpis().iterator().next().value();
    }

    /** Stands for the names and texts of the files it was made from. */
    public String hash() {
        return hash;
    }

    public List<AlertRule> rules() {
        return rules.values().stream().map(LoadedRule::rule).toList();
    }

    public Optional<AlertRule> rule(String name) {
        return Optional.ofNullable(rules.get(name)).map(LoadedRule::rule);
    }

    /** What the rule asks, a line for each fact it looks for, as its author wrote it. */
    public String textOf(String rule) {
        return loaded(rule).patterns().stream().map(PatternUse::written).collect(Collectors.joining("\n"));
    }

    /** Rules of its files that are not judged because they threw again and again, each with what it threw. */
    public Map<String, String> benched() {
        return benched;
    }

    /** The thresholds that belong to these rules. */
    public Limits limits() {
        return limits;
    }

    /**
     * Why a rule is or would be quiet, or not, about a series: its conditions in the order of the rule, each with what it
     * saw and how near it was to turning. The breach is there when all hold.
     *
     * @param rule the name of a series rule
     * @param snapshot of the rule's KPI
     * @throws RuleFailure when one of the conditions cannot bear the snapshot
     */
    public List<Condition> explain(String rule, Snapshot snapshot) {
        LoadedRule loaded = loaded(rule);
        Sieve sieve = sieves.getOrDefault(kpiOf(rule), List.of()).stream()
                .filter(one -> one.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(rule + " is no series rule"));
        return Explanation.of(loaded, sieve, snapshot);
    }

    /** As {@link #explain}, with the nearest miss first. */
    public List<Condition> nearestMissFirst(String rule, Snapshot snapshot) {
        return Explanation.nearestMissFirst(loaded(rule), explain(rule, snapshot), snapshot);
    }

    /**
     * What is to be said of a firing alert whose series rule found nothing in a sound reading: that all is well, or that
     * the reading is still too near to clear.
     */
    public Word wordOf(String rule, Snapshot snapshot) {
        boolean isClear = loaded(rule).isClear(snapshot);
        return new Word(isClear ? Word.Kind.GOOD : Word.Kind.NEAR, Breaches.figures(snapshot));
    }

    /** How bad a reading would be that the series rule finds bad. */
    public Severity severityOf(String rule, Snapshot snapshot) {
        return loaded(rule).levelOf(snapshot);
    }

    /** What the rule's annotations ask of a snapshot and what they see, by name, such as {@code critical}. */
    public Map<String, List<Condition>> explainLevels(String rule, Snapshot snapshot) {
        return Explanation.ofLevels(loaded(rule), snapshot);
    }

    /** What an alert of a series rule would say of the snapshot. */
    public String summaryOf(String rule, Snapshot snapshot) {
        return Breaches.summary(loaded(rule), snapshot);
    }

    /**
     * What a group rule finds to join.
     *
     * @param labels of the alert that is asked about
     */
    public List<Condition> explainGroup(
            String rule, Labels labels, Collection<Breach> standing, Collection<Snapshot> snapshots) {
        LoadedRule loaded = loaded(rule);
        List<Evidence> facts = Stream.concat(standing.stream(), snapshots.stream())
                .map(fact -> Evidence.of(loaded, fact))
                .toList();
        return Explanation.ofGroup(loaded, labels, facts);
    }

    /** Whether a series rule looks at the KPI; if not, its snapshots need not be taken. */
    public boolean judges(KpiId kpi) {
        return sieves.containsKey(kpi.value());
    }

    /** All rules that a tick of the KPI judges. */
    List<AlertRule> rulesAt(KpiId kpi) {
        return rules().stream().filter(rule -> rule.kpis().contains(kpi)).toList();
    }

    /** The group rules that are to be judged after a tick of the KPI. */
    public List<AlertRule> groupRulesAt(KpiId kpi) {
        return rules().stream()
                .filter(rule -> rule.scope() == Scope.GROUP && rule.kpis().contains(kpi))
                .toList();
    }

    /** The KPIs whose snapshots, and not only whose breaches, group rules look at. */
    public Set<KpiId> groupInputs() {
        return rules.values().stream()
                .filter(rule -> rule.rule().scope() == Scope.GROUP)
                .flatMap(rule -> rule.patterns().stream())
                .filter(PatternUse::isSnapshot)
                .flatMap(pattern -> pattern.namesOf("kpi").stream())
                .map(KpiId::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * What the series rules say of one KPI at one instant. A rule that throws is told of, and keeps no other rule and no
     * other series from being judged.
     */
    public Judgement judge(Snapshots snapshots) {
        Map<String, RuleFailure> failures = new ConcurrentHashMap<>();
        List<Breach> raised = raisedOver(snapshots, failures);
        return stormCap.cap(onceEach(raised, failures), failures, snapshots.size());
    }

    /** All that series rules raise, as they raise it. */
    List<Breach> raisedOver(Snapshots snapshots, Map<String, RuleFailure> failures) {
        List<Sieve> ofKpi = sieves.getOrDefault(snapshots.kpi().id().value(), List.of());
        int size = snapshots.size();
        if (ofKpi.isEmpty() || size == 0) {
            return List.of();
        }
        var session = new Session(rules, snapshots.at());
        int chunks = (size + CHUNK - 1) / CHUNK;
        List<List<Breach>> breaches = crew.each(chunks, chunk -> {
            List<Snapshot> some = snapshots.chunk(chunk * CHUNK, Math.min(size, (chunk + 1) * CHUNK));
            return judgeChunk(some, ofKpi, session, failures);
        });
        return breaches.stream().flatMap(List::stream).toList();
    }

    private List<Breach> judgeChunk(
            List<Snapshot> snapshots, List<Sieve> ofKpi, Session session, Map<String, RuleFailure> failures) {
        try {
            List<Snapshot> suspects = Sieve.suspects(snapshots, ofKpi);
            return suspects.isEmpty() ? List.of() : session.fire(seriesRules, suspects, suspects.size() * ofKpi.size());
        } catch (RuleFailure e) {
            return oneByOne.series(snapshots, ofKpi, session, failures);
        }
    }

    /**
     * What all group rules say of what stands. The caller keeps the breaches of those that {@link #groupRulesAt} names.
     *
     * @param standing the breaches of series rules at the latest tick of each KPI
     * @param snapshots the latest of the {@link #groupInputs()}
     * @param at end of the grain of the tick that gave rise to this
     */
    public Judgement judgeGroups(Collection<Breach> standing, Collection<Snapshot> snapshots, Instant at) {
        Map<String, RuleFailure> failures = new LinkedHashMap<>();
        List<Breach> raised = raisedOverGroups(standing, snapshots, at, failures);
        return stormCap.cap(onceEach(raised, failures), failures, 0);
    }

    /** All that group rules raise, as they raise it. */
    List<Breach> raisedOverGroups(
            Collection<Breach> standing,
            Collection<Snapshot> snapshots,
            Instant at,
            Map<String, RuleFailure> failures) {
        List<String> names = rules.values().stream()
                .filter(rule -> rule.rule().scope() == Scope.GROUP)
                .map(LoadedRule::name)
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        List<Object> facts = new ArrayList<>(standing);
        snapshots.stream()
                .filter(snapshot -> snapshot.hasValue() || snapshot.missing())
                .forEach(facts::add);
        var session = new Session(rules, at);
        try {
            return session.fire(groupRules, facts, MOST_GROUP_MATCHES);
        } catch (RuleFailure e) {
            return oneByOne.groups(names, facts, MOST_GROUP_MATCHES, session, failures);
        }
    }

    /**
     * An alert is one rule and one set of labels. Of a rule that raises one twice nobody knows which of the two is meant:
     * it fails, and its alerts stay as they are.
     */
    private static List<Breach> onceEach(List<Breach> breaches, Map<String, RuleFailure> failures) {
        record Identity(String alertname, Labels labels) {}
        var seen = new HashSet<Identity>();
        Map<String, Labels> repeated = new LinkedHashMap<>();
        for (Breach breach : breaches) {
            if (!seen.add(new Identity(breach.alertname(), breach.labels()))) {
                repeated.putIfAbsent(breach.alertname(), breach.labels());
            }
        }
        repeated.forEach((rule, labels) -> failures.putIfAbsent(rule, RuleFailure.repeats(rule, labels)));
        return breaches.stream()
                .filter(breach -> !repeated.containsKey(breach.alertname()))
                .toList();
    }

    /** The same rules with other limits, to be closed as well; what both hold is freed with the last of them. */
    RuleBase with(Limits others) {
        if (!acquire()) {
            throw new IllegalStateException("the rule base has been closed");
        }
        return new RuleBase(this, others);
    }

    /** Keeps the rule base usable until {@link #release()}; false when it has been closed already. */
    boolean acquire() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            compilation.close();
        }
    }

    /** Lets go of it; what it holds is freed once no tick uses it any more. */
    @Override
    public void close() {
        release();
    }
}
