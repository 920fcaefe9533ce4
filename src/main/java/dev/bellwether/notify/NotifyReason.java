package dev.bellwether.notify;

/** Why a notification is due. */
public enum NotifyReason {
    FIRST("the first mail about this group"),
    NEW_ALERTS("alerts have joined the group since the last mail"),
    RESOLVED("alerts you were told of are resolved"),
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
