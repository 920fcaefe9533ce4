package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Mails whose recipients depend on the alert. Each mail names only the one it goes to. */
public final class PersonalMail implements Notifier {

    private final Recipients recipients;
    private final Map<String, EmailNotifier> byAddress = new LinkedHashMap<>();

    /** @param mail makes what sends to one address */
    public PersonalMail(Recipients recipients, Function<String, EmailNotifier> mail) {
        this.recipients = recipients;
        recipients.all().forEach(address -> byAddress.put(address, mail.apply(address)));
    }

    @Override
    public String integration() {
        return "email";
    }

    @Override
    public List<String> addresses() {
        return List.copyOf(byAddress.keySet());
    }

    @Override
    public List<String> addressesFor(Alert alert) {
        return recipients.of(RoutingTree.routingLabels(alert));
    }

    @Override
    public Batch open() {
        var batches = new LinkedHashMap<String, Batch>();
        return new Batch() {
            @Override
            public Delivery send(Notification notification, String address, int attempt, Instant now) {
                return batches.computeIfAbsent(address, to -> Objects.requireNonNull(byAddress.get(to))
                                .open())
                        .send(notification, address, attempt, now);
            }

            @Override
            public void close() {
                batches.values().forEach(Batch::close);
            }
        };
    }
}
