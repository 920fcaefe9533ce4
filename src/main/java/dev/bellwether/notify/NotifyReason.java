package dev.bellwether.notify;

/** Why a notification is due. */
public enum NotifyReason {
    FIRST("the first mail about this group", ""),
    NEW_ALERTS("alerts have joined the group since the last mail", "New since the last mail."),
    RESOLVED("alerts you were told of are resolved", ""),
    REPEAT("still firing, and the last mail is a while ago", "Still so. This is a reminder; nothing new has joined."),
    ESCALATED(
            "it has become worse, or nobody has taken it over in time",
            "Escalated: it has become worse, or nobody has taken it over in time. Please take it over or say who does."),
    RULE_REMOVED(
            "the rule of an alert you were told of is gone",
            "The rule was removed, so this alert ends. That does not say that the trouble is over."),
    NOT_EVALUATED(
            "what you were told of is no longer judged",
            "No longer judged: readings or judgements do not come. Whether the trouble is over is not known."),
    SILENCE_ENDED(
            "a silence has ended and the alerts still fire", "A silence over this has ended, and it still fires."),
    UNSTABLE(
            "alerts change too often to tell of every change",
            "Unstable: it went back and forth many times. There will be no further mail until it keeps steady."),
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
        return this != RULE_REMOVED && this != NOT_EVALUATED;
    }
}
