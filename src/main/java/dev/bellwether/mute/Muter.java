package dev.bellwether.mute;

import java.time.Instant;

/** Says which alerts are kept out of mails. It never touches an alert's state. */
@FunctionalInterface
public interface Muter {

    /** Mutes nothing. */
    Muter NONE = now -> Mutes.NONE;

    /** What is muted at an instant: read once, then asked for many alerts. */
    Mutes at(Instant now);
}
