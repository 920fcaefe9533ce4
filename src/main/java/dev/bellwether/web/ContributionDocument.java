package dev.bellwether.web;

import dev.bellwether.contribution.Contribution;
import dev.bellwether.contribution.Contribution.Finding;
import dev.bellwether.contribution.MixShift;
import dev.bellwether.kpi.Unit;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Where a change of a KPI comes from, as the JSON API writes it.
 *
 * @param version of this form; fields may be added within a version
 * @param now value of all series with these labels together
 * @param expected what was to be expected of it; absent when too little of the past is known
 * @param z how far it lies from that, in robust sigmas
 * @param verdict {@code explained}, {@code broad_based}, {@code unchanged}, {@code no_past}, {@code no_dimension} or
 *     {@code no_sum}
 * @param dimensions those that the labels leave open, the most telling first
 */
@JsonNaming(SnakeCaseStrategy.class)
public record ContributionDocument(
        int version,
        String kpi,
        Map<String, String> labels,
        Instant at,
        String unit,
        @Nullable Double now,
        @Nullable Double expected,
        @Nullable Double z,
        String verdict,
        List<Dimension> dimensions) {

    /**
     * One dimension.
     *
     * @param explained how much of the change the causes have together; 0 when it explains less than half
     * @param causes the largest share first
     * @param mixShift for a ratio
     * @param notAffected values within one sigma of what was expected
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Dimension(
            String name,
            double explained,
            List<Cause> causes,
            @Nullable Shift mixShift,
            List<String> notAffected) {}

    /** A value of the dimension that the change comes from. */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Cause(
            String value,
            double share,
            double surprise,
            @Nullable Double now,
            @Nullable Double expected) {}

    /**
     * What the parts of a ratio's change are.
     *
     * @param within from values whose own ratio moved
     * @param mix from values that became a larger or smaller part of the whole
     * @param simpson every value moved against the whole
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Shift(double within, double mix, boolean simpson) {

        static Shift of(MixShift shift) {
            return new Shift(shift.within(), shift.mix(), shift.simpson());
        }
    }

    static ContributionDocument of(Contribution contribution, Unit unit) {
        return new ContributionDocument(
                AlertsDocument.VERSION,
                contribution.kpi().value(),
                contribution.labels().asMap(),
                contribution.at(),
                unit.name().toLowerCase(Locale.ROOT),
                AlertsDocument.known(contribution.now()),
                AlertsDocument.known(contribution.expected()),
                AlertsDocument.known(contribution.z()),
                contribution.verdict().name().toLowerCase(Locale.ROOT),
                contribution.findings().stream()
                        .map(ContributionDocument::dimension)
                        .toList());
    }

    private static Dimension dimension(Finding finding) {
        return new Dimension(
                finding.dimension(),
                finding.attribution().share(),
                finding.attribution().causes().stream()
                        .map(ContributionDocument::cause)
                        .toList(),
                finding.mixShift().map(Shift::of).orElse(null),
                finding.notAffected());
    }

    private static Cause cause(dev.bellwether.contribution.Cause cause) {
        return new Cause(
                cause.value(),
                cause.share(),
                cause.surprise(),
                AlertsDocument.known(cause.now()),
                AlertsDocument.known(cause.expected()));
    }
}
