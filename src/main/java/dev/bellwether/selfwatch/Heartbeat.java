package dev.bellwether.selfwatch;

import dev.bellwether.notify.HttpEndpoint;
import dev.bellwether.notify.HttpPost;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service cannot mail that it is dead. So it tells somebody outside that it lives, and that one raises the alarm when
 * it hears nothing. It is told only when the whole chain is well; a process that is up and judges nothing keeps silent.
 */
public final class Heartbeat {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final HttpEndpoint receiver;
    private final HttpPost http;
    private final Function<Instant, List<String>> gaps;
    private volatile Optional<Instant> lastSuccess = Optional.empty();
    private String lastTrouble = "";

    /**
     * @param receiver is posted a short JSON text, and answers 2xx
     * @param gaps what is broken; empty when all is well
     */
    public Heartbeat(HttpEndpoint receiver, HttpPost http, Function<Instant, List<String>> gaps) {
        this.receiver = receiver;
        this.http = http;
        this.gaps = gaps;
    }

    /** Tells, or keeps silent; takes no longer than the receiver's time limits. One caller at a time. */
    public void beat(Instant now) {
        List<String> found = gaps.apply(now);
        String trouble = found.isEmpty() ? post(now) : "not sent: " + String.join("; ", found);
        if (!trouble.equals(lastTrouble)) {
            lastTrouble = trouble;
            if (trouble.isEmpty()) {
                log.atInfo().addKeyValue("to", receiver).log("heartbeat is heard");
            } else {
                log.atWarn()
                        .addKeyValue("to", receiver)
                        .addKeyValue("why", trouble)
                        .log("heartbeat is not heard");
            }
        }
    }

    /** Why it was not heard; empty when it was. */
    private String post(Instant now) {
        try {
            HttpPost.Answer answer =
                    http.post(receiver, receiver.url(), "{\"service\":\"bellwether\",\"status\":\"ok\"}");
            if (answer.isAccepted()) {
                lastSuccess = Optional.of(now);
                return "";
            }
            return answer.toString();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** When it was last heard; nothing since the start. */
    public Optional<Instant> lastSuccess() {
        return lastSuccess;
    }
}
