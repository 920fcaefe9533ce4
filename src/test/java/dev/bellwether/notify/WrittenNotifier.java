package dev.bellwether.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down what it is given, and answers as it is told to. */
public class WrittenNotifier implements Notifier {

    /** What was handed over, and what came of it. */
    public record Handed(Notification notification, String address, int attempt, Instant at, Delivery delivery) {
        public boolean accepted() {
            return delivery instanceof Delivery.Sent;
        }

        /** {@code FIRST a b -c}: why, what fires, and with a minus what is resolved; by the label {@code name}. */
        public String inShort() {
            var words = new ArrayList<String>();
            notification.alerts().stream()
                    .filter(alert -> alert.resolvedAt() == null)
                    .map(alert -> alert.labels().get("name"))
                    .sorted()
                    .forEach(words::add);
            notification.alerts().stream()
                    .filter(alert -> alert.resolvedAt() != null)
                    .map(alert -> "-" + alert.labels().get("name"))
                    .sorted()
                    .forEach(words::add);
            return notification.reason() + " " + String.join(" ", words);
        }
    }

    /** Decides what comes of an attempt. */
    public interface Answer {
        Delivery to(Notification notification, String address, int attempt, Instant now);
    }

    private final List<String> addresses;
    private final List<Handed> handed = new ArrayList<>();
    private Answer answer = (notification, address, attempt, now) -> new Delivery.Sent();

    public WrittenNotifier(String... addresses) {
        this.addresses = List.of(addresses);
    }

    public void answers(Answer answer) {
        this.answer = answer;
    }

    /** As a mail server does that cannot be reached. */
    public void isUnreachable() {
        answers((notification, address, attempt, now) ->
                Retries.DEFAULT.after(notification, attempt, now, "connection refused"));
    }

    public void acceptsAll() {
        answers((notification, address, attempt, now) -> new Delivery.Sent());
    }

    @Override
    public String integration() {
        return "written";
    }

    @Override
    public List<String> addresses() {
        return addresses;
    }

    public List<Handed> handed() {
        return handed;
    }

    /** Accepted since the last question, in short. */
    public List<String> news() {
        List<String> accepted =
                handed.stream().filter(Handed::accepted).map(Handed::inShort).toList();
        handed.clear();
        return accepted;
    }

    @Override
    public Batch open() {
        return new Batch() {
            @Override
            public Delivery send(Notification notification, String address, int attempt, Instant now) {
                Delivery delivery = answer.to(notification, address, attempt, now);
                handed.add(new Handed(notification, address, attempt, now, delivery));
                return delivery;
            }

            @Override
            public void close() {}
        };
    }
}
