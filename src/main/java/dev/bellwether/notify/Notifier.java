package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import java.time.Instant;
import java.util.List;

/** A way to tell people or machines of alerts, such as mail. */
public interface Notifier {

    /** The kind, for metrics and logs: {@code email}. */
    String integration();

    /** Whom it may tell; each has deliveries and retries of its own. */
    List<String> addresses();

    /** Those of them that hear of this alert; all, unless the alert itself says who. */
    default List<String> addressesFor(Alert alert) {
        return addresses();
    }

    /** Whether people read it, who want to be told little and together. */
    default boolean tellsPeople() {
        return true;
    }

    /** Ready to send several in a row; opens connections only when the first is sent. */
    Batch open();

    /** Notifications sent one after the other by one thread over what connection there is. */
    interface Batch extends AutoCloseable {

        /**
         * Sends to one address.
         *
         * @param attempt which try this is, from 1
         * @return what came of it; never throws for what a server or a network does
         */
        Delivery send(Notification notification, String address, int attempt, Instant now);

        @Override
        void close();
    }
}
