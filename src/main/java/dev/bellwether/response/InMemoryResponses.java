package dev.bellwether.response;

import dev.bellwether.audit.AuditTrail;
import dev.bellwether.audit.Deed;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps all in memory, for tests. */
public final class InMemoryResponses implements Responses {

    private record Series(KpiId kpi, Labels labels) {}

    private final AuditTrail audit;
    private final Map<String, Acknowledgement> acknowledgements = new LinkedHashMap<>();
    private final Map<Series, Instant> lastOfSeries = new LinkedHashMap<>();
    private final List<Feedback> feedback = new ArrayList<>();

    public InMemoryResponses(AuditTrail audit) {
        this.audit = audit;
    }

    @Override
    public synchronized List<Acknowledgement> standing(Instant now) {
        return acknowledgements.values().stream()
                .filter(one -> now.isBefore(one.until()))
                .toList();
    }

    @Override
    public synchronized Optional<Acknowledgement> acknowledgementOf(String fingerprint) {
        return Optional.ofNullable(acknowledgements.get(fingerprint));
    }

    @Override
    public synchronized void acknowledge(Acknowledgement acknowledgement, Deed deed) {
        acknowledgements.put(acknowledgement.fingerprint(), acknowledgement);
        lastOfSeries.put(new Series(acknowledgement.kpi(), acknowledgement.labels()), acknowledgement.at());
        audit.record(deed);
    }

    @Override
    public synchronized void withdraw(String fingerprint, Instant at, Deed deed) {
        acknowledgements.computeIfPresent(fingerprint, (key, one) -> one.endedAt(at));
        audit.record(deed);
    }

    @Override
    public synchronized void markBroken(Acknowledgement broken, Deed deed) {
        acknowledgements.put(broken.fingerprint(), broken);
        audit.record(deed);
    }

    @Override
    public synchronized Optional<Instant> lastAcknowledged(KpiId kpi, Labels series) {
        return Optional.ofNullable(lastOfSeries.get(new Series(kpi, series)));
    }

    @Override
    public synchronized void say(Feedback said, Deed deed) {
        feedback.add(said);
        audit.record(deed);
    }

    @Override
    public synchronized List<Feedback> feedbackOn(String fingerprint) {
        var newestFirst = new ArrayList<>(feedback);
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .filter(one -> one.fingerprint().equals(fingerprint))
                .toList();
    }

    @Override
    public synchronized Map<String, Feedback> newestFeedback() {
        var newest = new LinkedHashMap<String, Feedback>();
        feedback.forEach(one -> newest.put(one.fingerprint(), one));
        return Map.copyOf(newest);
    }

    @Override
    public synchronized void dropBefore(Instant before) {
        acknowledgements.values().removeIf(one -> one.until().isBefore(before));
        feedback.removeIf(one -> one.at().isBefore(before));
    }
}
