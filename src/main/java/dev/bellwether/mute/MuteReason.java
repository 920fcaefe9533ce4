package dev.bellwether.mute;

/**
 * Why a true alert is not sent.
 *
 * @param id of the silence, fingerprint of the inhibiting alert, or name of the mute time
 * @param why one sentence for the person who misses the mail
 */
public record MuteReason(By by, String id, String why) {

    /** What mutes. */
    public enum By {
        SILENCE,
        INHIBITION,
        MUTE_TIME
    }

    /** Muted by a time interval of its route. */
    public static MuteReason atTime(String name) {
        return new MuteReason(By.MUTE_TIME, name, "mute time \"" + name + "\"");
    }
}
