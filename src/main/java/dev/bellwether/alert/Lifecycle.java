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

    /** What the tick makes of the active alerts. */
    public static Advance advance(Collection<Alert> active, Tick tick) {
        Map<String, Alert> byFingerprint = new LinkedHashMap<>();
        active.forEach(alert -> byFingerprint.put(alert.fingerprint(), alert));
        var changes = new Changes(tick.at());
        var breached = new HashSet<String>();
        for (Breach breach : tick.breaches()) {
            String fingerprint = Fingerprint.of(breach.alertname(), breach.labels());
            if (breached.add(fingerprint)) {
                changes.breached(fingerprint, byFingerprint.get(fingerprint), breach);
            }
        }
        byFingerprint.forEach((fingerprint, alert) -> {
            if (!breached.contains(fingerprint) && tick.isGood().test(alert)) {
                changes.good(alert);
            }
        });
        return changes.advance();
    }

    /** Collects what changes at one instant. */
    private static final class Changes {

        private final Instant at;
        private final List<Alert> changed = new ArrayList<>();
        private final List<Alert> dropped = new ArrayList<>();
        private final List<Transition> transitions = new ArrayList<>();

        Changes(Instant at) {
            this.at = at;
        }

        void breached(String fingerprint, @Nullable Alert alert, Breach breach) {
            if (alert == null) {
                boolean fires = isHeldLongEnough(breach.rule().holdFor(), "x", at);
                AlertState state = fires ? AlertState.FIRING : AlertState.PENDING;
                move(new Alert(fingerprint, state, breach, at, fires ? at : null, null, at, "x", 1), null);
            } else if (at.isAfter(alert.judgedAt())) {
                String marks = marks(breach.rule(), alert.marks(), 'x');
                boolean firesNow = alert.state() == AlertState.PENDING
                        && isHeldLongEnough(breach.rule().holdFor(), marks, alert.activeAt());
                Alert now = new Alert(
                        fingerprint,
                        firesNow ? AlertState.FIRING : alert.state(),
                        breach,
                        alert.activeAt(),
                        firesNow ? at : alert.firingAt(),
                        null,
                        at,
                        marks,
                        firesNow ? alert.transitions() + 1 : alert.transitions());
                if (firesNow) {
                    move(now, AlertState.PENDING);
                } else {
                    changed.add(now);
                }
            }
        }

        void good(Alert alert) {
            if (!at.isAfter(alert.judgedAt())) {
                return;
            }
            String marks = marks(alert.rule(), alert.marks(), '.');
            if (alert.state() == AlertState.PENDING
                    && !mayStillFire(alert.rule().holdFor(), marks)) {
                dropped.add(alert);
                return;
            }
            boolean resolved = alert.state() == AlertState.FIRING
                    && isOver(alert.latest().at(), alert.rule().keepFiringFor());
            Alert now = new Alert(
                    alert.fingerprint(),
                    resolved ? AlertState.RESOLVED : alert.state(),
                    alert.latest(),
                    alert.activeAt(),
                    alert.firingAt(),
                    resolved ? at : null,
                    at,
                    marks,
                    resolved ? alert.transitions() + 1 : alert.transitions());
            if (resolved) {
                move(now, AlertState.FIRING);
            } else {
                changed.add(now);
            }
        }

        Advance advance() {
            return new Advance(changed, dropped, transitions);
        }

        private void move(Alert now, @Nullable AlertState from) {
            changed.add(now);
            transitions.add(new Transition(now, from, now.state(), at));
        }

        private boolean isHeldLongEnough(HoldFor holdFor, String marks, Instant activeAt) {
            if (holdFor instanceof HoldFor.Often often) {
                return breachesIn(last(marks, often.of())) >= often.times();
            }
            Duration wanted = ((HoldFor.Lasting) holdFor).duration();
            return isOver(activeAt, wanted);
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
