package dev.bellwether.mute;

import dev.bellwether.alert.Alert;
import java.util.List;

/** What is muted at one instant. */
@FunctionalInterface
public interface Mutes {

    /** Nothing is. */
    Mutes NONE = alert -> List.of();

    /** All reasons not to send the alert; empty when it is to be sent. */
    List<MuteReason> reasonsToMute(Alert alert);
}
