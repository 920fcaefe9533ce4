package dev.bellwether.response;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Alerts;
import dev.bellwether.audit.Deed;
import dev.bellwether.problem.Refusal;
import dev.bellwether.problem.RefusedException;
import dev.bellwether.problem.RefusedException.Kind;
import dev.bellwether.problem.SoundText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes what people answer, checks it, and breaks acknowledgements of alerts that got worse. */
public final class ResponseBook {

    /** Nobody has an alert for longer without saying so again. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_NOTE = 10_000;

    private final Responses responses;
    private final Alerts alerts;
    private final ResponseListener listener;

    /** One to which nobody listens. */
    public ResponseBook(Responses responses, Alerts alerts) {
        this(responses, alerts, ResponseListener.NONE);
    }

    public ResponseBook(Responses responses, Alerts alerts, ResponseListener listener) {
        this.responses = responses;
        this.alerts = alerts;
        this.listener = listener;
    }

    /**
     * Somebody has it until then.
     *
     * @param who the acting user
     * @param owner who has it; often the same
     * @throws RefusedException with every mistake
     */
    public Acknowledgement acknowledge(
            String fingerprint, String who, String owner, String note, Instant until, Instant now) {
        Alert alert = find(fingerprint);
        if (alert.state() == AlertState.RESOLVED) {
            throw new RefusedException(
                    Kind.TOO_LATE,
                    "fingerprint",
                    "alert " + fingerprint + " is resolved; there is nothing to take over",
                    "");
        }
        var refusals = new ArrayList<Refusal>();
        checkText("owner", owner, LONGEST_NAME, refusals);
        checkText("note", note, LONGEST_NOTE, refusals);
        if (owner.isBlank()) {
            refusals.add(new Refusal("owner", "is empty", "say who has it"));
        }
        if (!until.isAfter(now)) {
            refusals.add(new Refusal("until", "is in the past", "it is " + now + " now"));
        } else if (until.isAfter(now.plus(LONGEST))) {
            refusals.add(new Refusal("until", "is more than 30 days away", "choose a nearer end"));
        }
        refuse(refusals);
        Acknowledgement taken = Acknowledgement.of(alert, owner, note, now, until);
        responses.acknowledge(
                taken,
                new Deed(
                        now,
                        who,
                        "alert_acknowledged",
                        fingerprint,
                        name(alert) + " by " + owner + " until " + until + ": " + note));
        listener.acknowledged(alert, taken);
        return taken;
    }

    /** @throws RefusedException when nobody has it */
    public void withdraw(String fingerprint, String who, Instant now) {
        Alert alert = find(fingerprint);
        if (holding(alert, now).isEmpty()) {
            throw new RefusedException(
                    Kind.TOO_LATE, "fingerprint", "nobody has acknowledged alert " + fingerprint, "");
        }
        responses.withdraw(fingerprint, now, new Deed(now, who, "alert_unacknowledged", fingerprint, name(alert)));
    }

    /** @throws RefusedException with every mistake */
    public Feedback say(String fingerprint, Verdict verdict, String who, String note, Instant now) {
        Alert alert = find(fingerprint);
        var refusals = new ArrayList<Refusal>();
        checkText("who", who, LONGEST_NAME, refusals);
        checkText("note", note, LONGEST_NOTE, refusals);
        refuse(refusals);
        var said = new Feedback(fingerprint, alert.activeAt(), alert.alertname(), verdict, who, now, note);
        responses.say(
                said, new Deed(now, who, "alert_judged", fingerprint, name(alert) + " was " + verdict + ": " + note));
        listener.said(said);
        return said;
    }

    /** Who has this alert now. */
    public Optional<Acknowledgement> holding(Alert alert, Instant now) {
        return responses.acknowledgementOf(alert.fingerprint()).filter(one -> one.holds(alert, now));
    }

    /** Breaks what was taken over and got worse. */
    public void settle(Instant now) {
        for (Acknowledgement one : responses.standing(now)) {
            if (one.brokenAt() == null) {
                alerts.find(one.fingerprint()).filter(one::isOf).ifPresent(alert -> one.worseningOf(alert)
                        .ifPresent(worse -> breakIt(one, alert, worse, now)));
            }
        }
    }

    private void breakIt(Acknowledgement one, Alert alert, String worse, Instant now) {
        responses.markBroken(
                one.broken(now, worse),
                new Deed(now, Deed.SERVICE, "acknowledgement_broken", one.fingerprint(), name(alert) + ": " + worse));
    }

    private Alert find(String fingerprint) {
        return alerts.find(fingerprint)
                .orElseThrow(() -> new RefusedException(
                        Kind.UNKNOWN,
                        "fingerprint",
                        "there is no alert with the fingerprint \"" + fingerprint + "\"",
                        "GET /api/v1/alerts for those that stand"));
    }

    private static void checkText(String field, String text, int longest, List<Refusal> refusals) {
        if (text.length() > longest) {
            refusals.add(new Refusal(field, "is longer than " + longest + " characters", ""));
        } else if (!SoundText.isSound(text)) {
            refusals.add(new Refusal(field, "has characters that are none", ""));
        }
    }

    private static void refuse(List<Refusal> refusals) {
        if (!refusals.isEmpty()) {
            throw new RefusedException(Kind.INVALID, refusals);
        }
    }

    private static String name(Alert alert) {
        return alert.alertname() + alert.labels();
    }
}
