package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertState;
import dev.bellwether.mute.Muter;
import dev.bellwether.mute.Mutes;
import dev.bellwether.response.Acknowledgement;
import dev.bellwether.response.Feedback;
import dev.bellwether.response.Responses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what is muted and who has what, once for many alerts. */
public final class MarkReader {

    private final Muter muter;
    private final Responses responses;

    public MarkReader(Muter muter, Responses responses) {
        this.muter = muter;
        this.responses = responses;
    }

    Function<Alert, AlertMarks> at(Instant now) {
        Mutes mutes = muter.at(now);
        Map<String, Acknowledgement> acknowledged = responses.standing(now).stream()
                .collect(Collectors.toMap(Acknowledgement::fingerprint, one -> one, (one, newer) -> newer));
        Map<String, Feedback> said = responses.newestFeedback();
        return alert -> new AlertMarks(
                alert.state() == AlertState.RESOLVED ? List.of() : mutes.reasonsToMute(alert),
                Optional.ofNullable(acknowledged.get(alert.fingerprint())).filter(one -> one.holds(alert, now)),
                Optional.ofNullable(said.get(alert.fingerprint()))
                        .filter(one -> one.activeAt().equals(alert.activeAt())));
    }
}
