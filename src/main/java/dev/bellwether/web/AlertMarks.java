package dev.bellwether.web;

import dev.bellwether.mute.MuteReason;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Feedback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people and causes have made of an alert; its state knows nothing of it.
 *
 * @param muted why no mail tells of it; empty when mails do
 * @param acknowledged who has it
 * @param feedback the newest
 */
record AlertMarks(List<MuteReason> muted, Optional<Acknowledgement> acknowledged, Optional<Feedback> feedback) {

    /** Nothing. */
    static final AlertMarks NONE = new AlertMarks(List.of(), Optional.empty(), Optional.empty());

    private static final int LONGEST = 160;

    List<AlertRow.Made> inWords(Instant now) {
        var marks = new ArrayList<AlertRow.Made>();
        acknowledged.ifPresent(taken -> marks.add(new AlertRow.Made(
                "taken",
                shortened("acknowledged by " + taken.owner() + " until "
                        + Moment.of(taken.until(), now).brief()))));
        muted.forEach(reason -> marks.add(new AlertRow.Made("muted", shortened(reason.why()))));
        feedback.ifPresent(
                said -> marks.add(new AlertRow.Made("judged", shortened(said.who() + " says " + said.verdict()))));
        return marks;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1).strip() + "…";
    }
}
