package dev.bellwether.mute;

/**
 * Why a true alert is not sent.
 *
 * @param why one sentence for the person who misses the mail
 */
public record MuteReason(String why) {}
