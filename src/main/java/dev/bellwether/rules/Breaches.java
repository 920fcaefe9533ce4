package dev.bellwether.rules;

import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.drl.Field;
import dev.bellwether.drl.LoadedRule;
import dev.bellwether.history.Snapshot;
import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kie.api.event.rule.BeforeMatchFiredEvent;
import org.kie.api.event.rule.DefaultAgendaEventListener;
import org.kie.api.runtime.rule.Match;

/**
 * Where rules raise their breaches: {@code breaches.raise($s)}. One for each session, so that sessions can run side by
 * side; it knows which rule is firing, and explains the breach by that rule's conditions.
 */
public final class Breaches {

    private final Map<String, LoadedRule> rules;
    private final Instant at;
    private final List<Breach> raised = new ArrayList<>();
    private @Nullable Match firing;

    Breaches(Map<String, LoadedRule> rules, Instant at) {
        this.rules = rules;
        this.at = at;
    }

    /** The series is bad. */
    public void raise(Snapshot snapshot) {
        LoadedRule rule = rule();
        raised.add(new Breach(
                rule.rule(),
                snapshot.labels(),
                snapshot.at(),
                figures(snapshot),
                summary(rule, snapshot),
                Explanation.ofBreach(rule, snapshot),
                List.of(),
                rule.levelOf(snapshot),
                snapshot.definition().direction()));
    }

    static Figures figures(Snapshot snapshot) {
        return new Figures(
                snapshot.definition().id(),
                snapshot.definition().unit(),
                snapshot.value(),
                snapshot.expected(),
                snapshot.low(),
                snapshot.high(),
                snapshot.sample());
    }

    /**
     * A group of series is bad.
     *
     * @param label the one label of the alert, such as {@code carrier}
     * @param evidence the breaches or snapshots that show it
     */
    public void raise(String label, Object value, Collection<?> evidence) {
        raise(Labels.of(label, text(value)), evidence);
    }

    /** A group of series is bad; the alert has two labels. */
    public void raise(String label, Object value, String label2, Object value2, Collection<?> evidence) {
        raise(Labels.of(label, text(value), label2, text(value2)), evidence);
    }

    private void raise(Labels labels, Collection<?> evidence) {
        LoadedRule rule = rule();
        List<Evidence> joined = evidence.stream()
                .map(fact -> Evidence.of(rule, fact))
                .distinct()
                .toList();
        if (joined.isEmpty()) {
            throw new IllegalArgumentException("raises " + labels + " without evidence");
        }
        List<Labels> series =
                joined.stream().map(Evidence::labels).distinct().sorted().toList();
        KpiId kpi = joined.get(0).kpi();
        var figures = new Figures(kpi, Unit.COUNT, series.size(), Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        raised.add(new Breach(
                rule.rule(),
                labels,
                at,
                figures,
                rule.summary().fill(name -> placeholder(name, labels, series)),
                Explanation.of(rule, labels, joined, match()),
                series,
                rule.levelOf(series.size()),
                Direction.LOWER_IS_BETTER));
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    static String summary(LoadedRule rule, Snapshot snapshot) {
        return rule.summary().fill(name -> placeholder(name, snapshot));
    }

    private static String placeholder(String name, Snapshot snapshot) {
        return Field.named(name).map(field -> field.text(snapshot)).orElseGet(() -> Field.label(snapshot.label(name)));
    }

    private static String placeholder(String name, Labels labels, List<Labels> series) {
        if (name.equals("count")) {
            return Integer.toString(series.size());
        }
        var values = new TreeSet<String>();
        series.forEach(one -> values.add(one.get(name)));
        values.add(labels.get(name));
        values.remove("");
        return Field.label(String.join(", ", values));
    }

    private Match match() {
        if (firing == null) {
            throw new IllegalStateException("no rule is firing");
        }
        return firing;
    }

    private LoadedRule rule() {
        String name = match().getRule().getName();
        return Objects.requireNonNull(rules.get(name), name);
    }

    /** What has been raised so far, in the order of raising. */
    List<Breach> raised() {
        return raised;
    }

    /** The rule that is firing, or fired last; empty before. */
    String firing() {
        return firing == null ? "" : firing.getRule().getName();
    }

    /** Tells this which rule is firing. */
    DefaultAgendaEventListener listener() {
        return new DefaultAgendaEventListener() {
            @Override
            public void beforeMatchFired(BeforeMatchFiredEvent event) {
                firing = event.getMatch();
            }
        };
    }
}
