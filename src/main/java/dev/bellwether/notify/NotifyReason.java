package dev.bellwether.notify;

/** Why a notification is due. */
public enum NotifyReason {
    FIRST("the first mail about this group"),
    NEW_ALERTS("alerts have joined the group since the last mail"),
    ESCALATED("alerts you were told of have become worse"),
    RESOLVED("alerts you were told of are resolved"),
    RULE_REMOVED("the rule of alerts you were told of was removed; that does not mean that all is well"),
    BACK_TO_PENDING("the rule now waits longer before it fires, and alerts you were told of are pending again"),
    UNSTABLE("alerts come and go; you hear of them again once they are steady"),
    NOT_EVALUATED("alerts you were told of are no longer evaluated; nobody knows whether they are over"),
    SILENCE_ENDED("what kept them quiet has ended, and they still fire"),
    WORSENED("it got worse since somebody took it over"),
    ESCALATED_UNACKNOWLEDGED("nobody has taken it over"),
    REPEAT("still firing, and the last mail is a while ago");

    private final String sentence;

    NotifyReason(String sentence) {
        this.sentence = sentence;
    }

    /** For the end of a mail. */
    public String sentence() {
        return sentence;
    }
}
