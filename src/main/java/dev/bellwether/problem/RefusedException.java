package dev.bellwether.problem;

import java.util.List;
import java.util.stream.Collectors;

/** A request that cannot be done as it is asked, with every reason. Nothing was changed. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of no it is. */
    public enum Kind {
        /** The request itself is wrong. */
        INVALID,
        /** There is no such thing. */
        UNKNOWN,
        /** It was right once and is too late now. */
        TOO_LATE
    }

    private final Kind kind;
    private final transient List<Refusal> refusals;

    public RefusedException(Kind kind, List<Refusal> refusals) {
        super(refusals.stream().map(Refusal::toString).collect(Collectors.joining("\n")));
        this.kind = kind;
        this.refusals = List.copyOf(refusals);
    }

    public RefusedException(Kind kind, String field, String what, String mend) {
        this(kind, List.of(new Refusal(field, what, mend)));
    }

    public Kind kind() {
        return kind;
    }

    public List<Refusal> refusals() {
        return refusals;
    }
}
