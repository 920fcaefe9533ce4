package dev.bellwether.exposition;

import dev.bellwether.notify.NotifyListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what becomes of notifications. */
public final class NotifyMeters implements NotifyListener {

    private final MeterRegistry meters;

    public NotifyMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void sent(String receiver, String integration) {
        count(receiver, integration, "sent");
    }

    @Override
    public void failed(String receiver, String integration, String why) {
        count(receiver, integration, "failed");
    }

    @Override
    public void givenUp(String receiver, String integration, String why) {
        count(receiver, integration, "given_up");
    }

    @Override
    public void held(String receiver, String integration, String why) {
        count(receiver, integration, "held");
    }

    private void count(String receiver, String integration, String result) {
        Counter.builder("bellwether.notifications")
                .description(
                        "Attempts to tell a target, by what came of them; \"failed\" ones are repeated, \"held\" ones wait for a digest.")
                .tag("receiver", receiver)
                .tag("integration", integration)
                .tag("result", result)
                .register(meters)
                .increment();
    }
}
