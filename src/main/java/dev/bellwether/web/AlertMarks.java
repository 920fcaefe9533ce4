package dev.bellwether.web;

import dev.bellwether.mute.MuteReason;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Feedback;
import java.util.List;
import java.util.Optional;

/**
 * What people and causes have made of an alert; its state knows nothing of it.
 *
 * @param muted why no mail tells of it; empty when mails do
 * @param acknowledged who has it
 * @param feedback the newest
 */
record AlertMarks(List<MuteReason> muted, Optional<Acknowledgement> acknowledged, Optional<Feedback> feedback) {}
