package dev.bellwether.mute;

import dev.bellwether.alert.Alert;
import java.time.Instant;
import java.util.Optional;

/** Says whether an alert is kept out of mails. It never touches the alert's state. */
@FunctionalInterface
public interface Muter {

    /** Mutes nothing. */
    Muter NONE = (alert, now) -> Optional.empty();

    /** Nothing when the alert is to be sent. */
    Optional<MuteReason> reasonToMute(Alert alert, Instant now);
}
