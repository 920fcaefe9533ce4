package dev.bellwether.exposition;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Figures that others keep and that are asked for at each scrape. */
public final class StandingMeters implements MeterBinder {

    private final IntSupplier overrunning;
    private final BooleanSupplier routesTakenOver;
    private final BooleanSupplier evaluates;

    /**
     * @param overrunning how many evaluations take too long
     * @param routesTakenOver whether the file of routes was taken over when it was last read
     * @param evaluates whether this is the one of several instances that evaluates
     */
    public StandingMeters(IntSupplier overrunning, BooleanSupplier routesTakenOver, BooleanSupplier evaluates) {
        this.overrunning = overrunning;
        this.routesTakenOver = routesTakenOver;
        this.evaluates = evaluates;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("bellwether.evaluations.overrunning", overrunning, IntSupplier::getAsInt)
                .description("Evaluations that have been under way for more than two minutes, or their grain.")
                .strongReference(true)
                .register(meters);
        Gauge.builder("bellwether.routes.reload.successful", routesTakenOver, taken -> taken.getAsBoolean() ? 1 : 0)
                .description("Whether the routes were taken over when they were last read.")
                .strongReference(true)
                .register(meters);
        Gauge.builder("bellwether.leader", evaluates, leads -> leads.getAsBoolean() ? 1 : 0)
                .description("Whether this instance evaluates; of several on one database one does.")
                .strongReference(true)
                .register(meters);
    }
}
