package dev.bellwether.rules;

import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.HashMap;
import java.util.Map;
import org.kie.api.runtime.rule.AccumulateFunction;

/** How many different values there are: {@code import accumulate dev.bellwether.rules.DistinctCount distinct;}. */
public final class DistinctCount implements AccumulateFunction<DistinctCount.Counts> {

    /** How often each value has been seen. */
    public static final class Counts implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
        private final transient Map<Object, Integer> times = new HashMap<>();
    }

    @Override
    public Counts createContext() {
        return new Counts();
    }

    @Override
    public void init(Counts counts) {
        counts.times.clear();
    }

    @Override
    public void accumulate(Counts counts, Object value) {
        counts.times.merge(value, 1, Integer::sum);
    }

    @Override
    public void reverse(Counts counts, Object value) {
        counts.times.computeIfPresent(value, (same, times) -> times == 1 ? null : times - 1);
    }

    @Override
    public Object getResult(Counts counts) {
        return counts.times.size();
    }

    @Override
    public boolean supportsReverse() {
        return true;
    }

    @Override
    public Class<?> getResultType() {
        return Integer.class;
    }

    @Override
    public void writeExternal(ObjectOutput out) {
        // has no state of its own
    }

    @Override
    public void readExternal(ObjectInput in) {
        // has no state of its own
    }
}
