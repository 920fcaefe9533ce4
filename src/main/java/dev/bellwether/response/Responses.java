package dev.bellwether.response;

import dev.bellwether.audit.Deed;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people answered, kept over restarts; each change together with its row of the audit trail. */
public interface Responses {

    /** The newest acknowledgement of each alert whose end has not come, broken ones among them. */
    List<Acknowledgement> standing(Instant now);

    /** The newest of this alert, over or not. */
    Optional<Acknowledgement> acknowledgementOf(String fingerprint);

    /** It takes the place of an earlier one of the alert. */
    void acknowledge(Acknowledgement acknowledgement, Deed deed);

    /** Ends the newest of the alert at this time. */
    void withdraw(String fingerprint, Instant at, Deed deed);

    /** Marks the newest of the alert as broken. */
    void markBroken(Acknowledgement broken, Deed deed);

    /** When the series was last acknowledged, under whatever rule. */
    Optional<Instant> lastAcknowledged(KpiId kpi, Labels series);

    void say(Feedback feedback, Deed deed);

    /** All that was said of the alert, newest first. */
    List<Feedback> feedbackOn(String fingerprint);

    /** The newest that was said of each alert, by fingerprint. */
    Map<String, Feedback> newestFeedback();

    /** Forgets acknowledgements that were over and feedback that was given before {@code before}. */
    void dropBefore(Instant before);
}
