package dev.bellwether.notify;

/** Hears what becomes of notifications, to count it. Called once for each target. */
public interface NotifyListener {

    /** Hears nothing. */
    NotifyListener NONE = new NotifyListener() {};

    /** The other side has taken it over. */
    default void sent(String receiver, String integration) {}

    /** An attempt failed and will be repeated. */
    default void failed(String receiver, String integration, String why) {}

    /** It is told in a digest. */
    default void held(String receiver, String integration, String why) {}

    /** There will be no further attempt. */
    default void givenUp(String receiver, String integration, String why) {}

    /** A member of a due group is kept out of the mail. */
    default void muted(String alertname, String why) {}
}
