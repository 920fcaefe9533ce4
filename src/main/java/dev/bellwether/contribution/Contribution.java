package dev.bellwether.contribution;

import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where a change of a KPI comes from.
 *
 * @param labels what the series have in common of which the whole is made
 * @param at end of the grain
 * @param now value of the whole
 * @param expected what was to be expected of the whole; {@code NaN} when too little of the past is known
 * @param z how far the whole lies from that, in robust sigmas
 * @param findings one for each dimension that the labels leave open, the most telling first
 */
public record Contribution(
        KpiId kpi,
        Labels labels,
        Instant at,
        double now,
        double expected,
        double z,
        Verdict verdict,
        List<Finding> findings) {

    /** What came out. */
    public enum Verdict {
        /** Few segments of a dimension have at least half of the change. */
        EXPLAINED,
        /** No dimension explains half of it. */
        BROAD_BASED,
        /** The whole is just as expected. */
        UNCHANGED,
        /** Too little of the past is known to expect anything. */
        NO_PAST,
        /** The labels leave no dimension open. */
        NO_DIMENSION,
        /** A median, a share without its parts: its series cannot be put together. */
        NO_SUM
    }

    /**
     * What one dimension says.
     *
     * @param mixShift for a ratio
     * @param notAffected its segments within one sigma of what was expected, by name
     */
    public record Finding(Attribution attribution, Optional<MixShift> mixShift, List<String> notAffected) {

        public Finding {
            notAffected = List.copyOf(notAffected);
        }

        static Finding of(Breakdown breakdown) {
            Attribution attribution = Adtributor.attribute(breakdown);
            List<String> causes =
                    attribution.causes().stream().map(Cause::value).toList();
            List<String> quiet = breakdown.segments().stream()
                    .filter(Segment::isQuiet)
                    .map(Segment::value)
                    .filter(value -> !causes.contains(value))
                    .sorted()
                    .toList();
            return new Finding(attribution, MixShift.of(breakdown), quiet);
        }

        public String dimension() {
            return attribution.dimension();
        }
    }

    /**
     * The whole whose change is looked at.
     *
     * @param z {@code NaN} when nothing is expected
     */
    public record Whole(KpiId kpi, Labels labels, Instant at, double now, double expected, double z) {}

    public Contribution {
        findings = List.copyOf(findings);
    }

    /** What these dimensions say of the change, the most surprising first. */
    public static Contribution of(Whole whole, List<Breakdown> breakdowns) {
        List<Finding> findings = breakdowns.stream()
                .map(Finding::of)
                .sorted(Comparator.comparingDouble(
                                (Finding one) -> one.attribution().surprise())
                        .reversed()
                        .thenComparing(Finding::dimension))
                .toList();
        return of(whole, verdict(whole, findings), findings);
    }

    /** One that cannot say where a change comes from. */
    public static Contribution none(Whole whole, Verdict why) {
        return of(whole, why, List.of());
    }

    private static Verdict verdict(Whole whole, List<Finding> findings) {
        if (whole.now() == whole.expected()) {
            return Verdict.UNCHANGED;
        }
        boolean isExplained =
                findings.stream().anyMatch(finding -> finding.attribution().explains());
        return isExplained ? Verdict.EXPLAINED : Verdict.BROAD_BASED;
    }

    private static Contribution of(Whole whole, Verdict verdict, List<Finding> findings) {
        return new Contribution(
                whole.kpi(), whole.labels(), whole.at(), whole.now(), whole.expected(), whole.z(), verdict, findings);
    }
}
