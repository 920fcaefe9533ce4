package dev.bellwether.replay;

import dev.bellwether.catalogue.Catalogue;
import dev.bellwether.evaluate.CatchUp;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.notify.Dispatcher;
import dev.bellwether.notify.Sender;
import dev.bellwether.source.Sources;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Walks through past time with a written clock: every grain of every KPI is judged at the moment it would have been, in
 * the order it would have been, by the classes that judge live; and whatever that makes is dispatched and sent as it
 * would have been. What it finds therefore speaks of the live service.
 */
public final class Replay {

    /** Where notifications go. */
    public interface Outbox {

        /** Decides and sends what is due at the written time. */
        void turn(Instant now);

        /** The live ones. */
        static Outbox of(Dispatcher dispatcher, Sender sender) {
            return now -> {
                dispatcher.dispatch(now);
                sender.deliver(now);
            };
        }
    }

    private record Due(Instant when, Kpi kpi) {}

    private final CatchUp catchUp;
    private final Catalogue catalogue;
    private final Sources sources;
    private final Outbox outbox;
    private final Duration outboxPause;

    /** @param outboxPause how much written time passes between two turns of the outbox where nothing is judged */
    public Replay(CatchUp catchUp, Catalogue catalogue, Sources sources, Outbox outbox, Duration outboxPause) {
        this.catchUp = catchUp;
        this.catalogue = catalogue;
        this.sources = sources;
        this.outbox = outbox;
        this.outboxPause = outboxPause;
    }

    /**
     * Judges every grain that is due after {@code from} and not after {@code to}. The past before {@code from} is filled
     * in first, as on a first start at {@code from}.
     *
     * @param told hears of each evaluation
     */
    public void run(Instant from, Instant to, Consumer<Evaluation> told) {
        var due = new PriorityQueue<>(Comparator.comparing(Due::when)
                .thenComparing(next -> next.kpi().id(), Comparator.<KpiId>naturalOrder()));
        for (Kpi kpi : catalogue.kpis()) {
            due.add(new Due(firstAfter(kpi, from), kpi));
        }
        Instant turned = from;
        while (!due.isEmpty() && !due.peek().when().isAfter(to)) {
            Due next = due.poll();
            for (Instant turn = turned.plus(outboxPause); turn.isBefore(next.when()); turn = turn.plus(outboxPause)) {
                outbox.turn(turn);
                turned = turn;
            }
            judge(next, told);
            due.add(new Due(firstAfter(next.kpi(), next.when()), next.kpi()));
        }
        outbox.turn(to);
    }

    private void judge(Due next, Consumer<Evaluation> told) {
        catchUp.run(next.kpi(), sources.of(next.kpi()), catalogue.markets(), next.when())
                .forEach(told);
    }

    private static Instant firstAfter(Kpi kpi, Instant when) {
        return kpi.dueAt(kpi.next(kpi.lastDue(when)));
    }
}
