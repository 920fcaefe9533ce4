package dev.bellwether.notify;

/** Why a notification is due. */
public enum NotifyReason {
    FIRST("the first mail about this group", ""),
    NEW_ALERTS("alerts have joined the group since the last mail", "New since the last mail."),
    ESCALATED("alerts you were told of have become worse", "Escalated: it has become worse."),
    RESOLVED("alerts you were told of are resolved", ""),
    RULE_REMOVED(
            "the rule of alerts you were told of was removed",
            "The rule was removed, so this alert ends. That does not say that the trouble is over."),
    BACK_TO_PENDING(
            "the rule now waits longer before it fires, and alerts you were told of are pending again",
            "Back to pending: the rule now waits longer before it fires. That does not say that the trouble is over."),
    UNSTABLE(
            "alerts come and go; you hear of them again once they are steady",
            "Unstable: it went back and forth many times. There will be no further mail until it keeps steady."),
    NOT_EVALUATED(
            "alerts you were told of are no longer evaluated",
            "No longer judged: readings or judgements do not come. Whether the trouble is over is not known."),
    SILENCE_ENDED(
            "what kept them quiet has ended, and they still fire",
            "What kept this quiet has ended, and it still fires."),
    WORSENED("it got worse since somebody took it over", "It has become worse since somebody took it over."),
    ESCALATED_UNACKNOWLEDGED(
            "nobody has taken it over in time",
            "Nobody has taken this over in time. Please take it over or say who does."),
    REPEAT("still firing, and the last mail is a while ago", "Still so. This is a reminder; nothing new has joined."),
    DIGEST("a digest of what needs no mail of its own", "");

    private final String sentence;
    private final String lead;

    NotifyReason(String sentence, String lead) {
        this.sentence = sentence;
        this.lead = lead;
    }

    /** For the end of a mail. */
    public String sentence() {
        return sentence;
    }

    /** What a reader has to know before all else; empty where there is no such thing. */
    public String lead() {
        return lead;
    }

    /** Whether an alert that is over ended by a good reading. */
    boolean isJudged() {
        return this != RULE_REMOVED && this != NOT_EVALUATED && this != BACK_TO_PENDING;
    }
}
