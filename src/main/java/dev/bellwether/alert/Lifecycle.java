package dev.bellwether.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides pending, firing and resolved, here and nowhere else. A pure function over what was active and what the rules
 * said; the same arguments give the same answer, so a tick that is judged a second time after a crash does no harm.
 */
public final class Lifecycle {

    /** Judgements remembered where the rule needs none. */
    private static final int MARKS_KEPT = 16;

    private Lifecycle() {}

    /**
     * What the tick makes of the alerts.
     *
     * @param known the active ones, and of those breached now also such as ended before, for what they remember
     */
    public static Advance advance(Collection<Alert> known, Tick tick) {
        Map<String, Alert> byFingerprint = new LinkedHashMap<>();
        known.forEach(alert -> byFingerprint.put(alert.fingerprint(), alert));
        var changes = new Changes(tick);
        var breached = new HashSet<String>();
        for (Breach breach : tick.breaches()) {
            String fingerprint = Fingerprint.of(breach.alertname(), breach.labels());
            if (breached.add(fingerprint)) {
                changes.breached(fingerprint, byFingerprint.get(fingerprint), breach);
            }
        }
        byFingerprint.forEach((fingerprint, alert) -> {
            if (!breached.contains(fingerprint) && alert.state() != AlertState.RESOLVED) {
                changes.unbreached(alert, tick.words().apply(alert));
            }
        });
        return changes.advance();
    }

    /** Collects what changes at one instant. */
    private static final class Changes {

        private final Instant at;
        private final Duration grain;
        private final Steadiness steadiness;
        private final List<Alert> changed = new ArrayList<>();
        private final List<Alert> dropped = new ArrayList<>();
        private final List<Transition> transitions = new ArrayList<>();

        Changes(Tick tick) {
            this.at = tick.at();
            this.grain = tick.grain();
            this.steadiness = tick.steadiness();
        }

        void breached(String fingerprint, @Nullable Alert alert, Breach breach) {
            if (alert == null || alert.state() == AlertState.RESOLVED) {
                begin(
                        fingerprint,
                        breach,
                        alert == null ? List.of() : alert.kept().changes());
            } else if (at.isAfter(alert.judgedAt())) {
                goOn(alert, breach);
            }
        }

        private void begin(String fingerprint, Breach breach, List<Instant> changesBefore) {
            var kept = new Kept(
                    Cause.BREACHED,
                    breach.level(),
                    null,
                    at,
                    Duration.ZERO,
                    null,
                    breach.figures(),
                    null,
                    changesBefore,
                    null);
            var pending = new Alert(fingerprint, AlertState.PENDING, breach, at, null, null, at, "x", 1, kept);
            boolean fires = isHeldLongEnough(breach.rule().holdFor(), pending);
            move(fires ? firing(pending, 1) : pending, null);
        }

        private void goOn(Alert before, Breach breach) {
            Alert alert = afterGap(before);
            var now = new Alert(
                    alert.fingerprint(),
                    alert.state(),
                    breach,
                    alert.activeAt(),
                    alert.firingAt(),
                    null,
                    at,
                    marks(breach.rule(), alert.marks(), 'x'),
                    alert.transitions(),
                    alert.kept().breached(breach, at));
            HoldFor holdFor = breach.rule().holdFor();
            if (now.state() == AlertState.PENDING) {
                if (isHeldLongEnough(holdFor, now)) {
                    move(firing(now, now.transitions() + 1), AlertState.PENDING);
                } else {
                    changed.add(now);
                }
            } else if (holdFor.isLongerThan(alert.rule().holdFor()) && !isHeldLongEnough(holdFor, now)) {
                Kept kept = now.kept().unfired(breach);
                move(with(now, AlertState.PENDING, null, null, now.transitions() + 1, kept), AlertState.FIRING);
            } else if (breach.level().compareTo(now.peak()) > 0) {
                move(changing(now, now.kept().escalated(breach.level(), at)), AlertState.FIRING);
            } else if (now.kept().unstableSince() != null && steadiness.isSteady(now.marks(), 'x')) {
                changed.add(with(
                        now,
                        now.state(),
                        now.firingAt(),
                        null,
                        now.transitions(),
                        now.kept().steady()));
            } else {
                changed.add(now);
            }
        }

        /** Nobody looked for a while: that time counts for no hold, and after a long one a hold starts anew. */
        private Alert afterGap(Alert alert) {
            Duration apart = Duration.between(alert.judgedAt(), at);
            // half a grain more than one is no gap: local days last from 23 to 25 hours
            boolean isGap =
                    !grain.isZero() && apart.compareTo(grain.multipliedBy(3).dividedBy(2)) > 0;
            if (!isGap || alert.state() != AlertState.PENDING) {
                return alert;
            }
            Duration missed = apart.minus(grain);
            if (missed.compareTo(grain.multipliedBy(steadiness.longestGap())) > 0) {
                Kept anew = new Kept(
                        Cause.BREACHED,
                        alert.peak(),
                        null,
                        at,
                        Duration.ZERO,
                        null,
                        alert.worst(),
                        null,
                        alert.kept().changes(),
                        null);
                return new Alert(
                        alert.fingerprint(),
                        AlertState.PENDING,
                        alert.latest(),
                        at,
                        null,
                        null,
                        alert.judgedAt(),
                        "",
                        alert.transitions(),
                        anew);
            }
            return with(
                    alert,
                    alert.state(),
                    null,
                    null,
                    alert.transitions(),
                    alert.kept().missing(missed));
        }

        void unbreached(Alert alert, Word word) {
            if (word.kind() == Word.Kind.RULE_REMOVED || word.kind() == Word.Kind.KPI_REMOVED) {
                end(alert, word.kind() == Word.Kind.RULE_REMOVED ? Cause.RULE_REMOVED : Cause.KPI_REMOVED);
            } else if (word.kind() != Word.Kind.UNKNOWN && at.isAfter(alert.judgedAt())) {
                quiet(alert, word);
            }
        }

        private void end(Alert alert, Cause why) {
            if (alert.state() == AlertState.PENDING) {
                dropped.add(alert);
            } else {
                Instant end = at.isAfter(alert.judgedAt()) ? at : alert.judgedAt();
                Kept kept = alert.kept().ended(why, null, List.of());
                move(
                        with(alert, AlertState.RESOLVED, alert.firingAt(), end, alert.transitions() + 1, kept),
                        AlertState.FIRING);
            }
        }

        private void quiet(Alert before, Word word) {
            boolean isNear = word.kind() == Word.Kind.NEAR && before.state() == AlertState.FIRING;
            var alert = new Alert(
                    before.fingerprint(),
                    before.state(),
                    before.latest(),
                    before.activeAt(),
                    before.firingAt(),
                    null,
                    at,
                    marks(before.rule(), before.marks(), isNear ? '~' : '.'),
                    before.transitions(),
                    isNear ? before.kept().near(at) : before.kept());
            if (alert.state() == AlertState.PENDING
                    && !mayStillFire(alert.rule().holdFor(), alert.marks())) {
                dropped.add(before);
            } else if (alert.state() == AlertState.FIRING
                    && !isNear
                    && isOver(alert.kept().heldAt(), alert.rule().keepFiringFor())) {
                clear(alert, word);
            } else {
                changed.add(alert);
            }
        }

        /** Good for long enough; one that comes and goes has to be good for longer still. */
        private void clear(Alert alert, Word word) {
            List<Instant> changes = alert.kept().changesWith(at, steadiness.lookBack(grain));
            if (alert.kept().unstableSince() != null) {
                if (!steadiness.isSteady(alert.marks(), '.')) {
                    changed.add(alert);
                    return;
                }
                changes = List.of();
            } else if (steadiness.isRestless(changes.size())) {
                move(changing(alert, alert.kept().restless(changes, at)), AlertState.FIRING);
                return;
            }
            Kept kept = alert.kept().ended(Cause.GOOD_AGAIN, word.figures(), changes);
            move(
                    with(alert, AlertState.RESOLVED, alert.firingAt(), at, alert.transitions() + 1, kept),
                    AlertState.FIRING);
        }

        Advance advance() {
            return new Advance(changed, dropped, transitions);
        }

        private Alert firing(Alert pending, int transitions) {
            List<Instant> changes = pending.kept().changesWith(at, steadiness.lookBack(grain));
            @Nullable Instant unstableSince = steadiness.isRestless(changes.size()) ? at : null;
            Kept kept = pending.kept().fired(pending.latest(), changes, unstableSince);
            return with(pending, AlertState.FIRING, at, null, transitions, kept);
        }

        private static Alert changing(Alert alert, Kept kept) {
            return with(alert, alert.state(), alert.firingAt(), null, alert.transitions() + 1, kept);
        }

        private static Alert with(
                Alert alert,
                AlertState state,
                @Nullable Instant firingAt,
                @Nullable Instant resolvedAt,
                int transitions,
                Kept kept) {
            return new Alert(
                    alert.fingerprint(),
                    state,
                    alert.latest(),
                    alert.activeAt(),
                    firingAt,
                    resolvedAt,
                    alert.judgedAt(),
                    alert.marks(),
                    transitions,
                    kept);
        }

        private void move(Alert now, @Nullable AlertState from) {
            changed.add(now);
            transitions.add(new Transition(now, from, now.state(), at));
        }

        private boolean isHeldLongEnough(HoldFor holdFor, Alert alert) {
            if (holdFor instanceof HoldFor.Often often) {
                return breachesIn(last(alert.marks(), often.of())) >= often.times();
            }
            Duration wanted = ((HoldFor.Lasting) holdFor).duration();
            return isOver(alert.activeAt().plus(alert.kept().missed()), wanted);
        }

        private boolean isOver(Instant since, Duration wanted) {
            return Duration.between(since, at).compareTo(wanted) >= 0;
        }

        /** A pending alert of a duration starts anew after a good reading; one of M of N lives while it has a mark. */
        private static boolean mayStillFire(HoldFor holdFor, String marks) {
            return holdFor instanceof HoldFor.Often often && breachesIn(last(marks, often.of())) > 0;
        }

        private static String marks(AlertRule rule, String earlier, char mark) {
            int kept = rule.holdFor() instanceof HoldFor.Often often ? Math.max(often.of(), MARKS_KEPT) : MARKS_KEPT;
            return last(earlier + mark, kept);
        }

        private static String last(String marks, int length) {
            return marks.substring(Math.max(0, marks.length() - length));
        }

        private static long breachesIn(String marks) {
            return marks.chars().filter(mark -> mark == 'x').count();
        }
    }
}
