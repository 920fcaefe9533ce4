package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.source.SourceException.Retry;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The sources that there are, by name. */
public final class Sources {

    private final SortedMap<String, MetricSource> byName = new TreeMap<>();

    /** @throws IllegalArgumentException when two sources have one name */
    public Sources(Collection<? extends MetricSource> sources) {
        for (MetricSource source : sources) {
            if (byName.put(source.name(), source) != null) {
                throw new IllegalArgumentException("two sources are called \"" + source.name() + "\"");
            }
        }
    }

    /**
     * The source that the KPI names.
     *
     * @throws SourceException when there is none of that name
     */
    public MetricSource of(Kpi kpi) {
        MetricSource source = byName.get(kpi.source());
        if (source == null) {
            throw new SourceException(
                    "%s: unknown source \"%s\"; %s"
                            .formatted(kpi.id(), kpi.source(), DidYouMean.sentence(kpi.source(), names())),
                    Retry.POINTLESS);
        }
        return source;
    }

    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet((SortedSet<String>) byName.keySet());
    }
}
