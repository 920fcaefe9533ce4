package dev.bellwether.notify;

import dev.bellwether.contribution.Attribution;
import dev.bellwether.contribution.Cause;
import dev.bellwether.contribution.Contribution;
import dev.bellwether.contribution.Contribution.Finding;
import dev.bellwether.contribution.Contribution.Verdict;
import dev.bellwether.contribution.MixShift;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Markets;
import dev.bellwether.kpi.Unit;
import dev.bellwether.notify.MailView.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Where a change comes from, in words: who is affected, and who notably is not. */
final class OriginWords {

    private static final int MOST_CAUSES = 5;
    private static final int MOST_UNAFFECTED = 8;

    /** A mix that makes less than this share of the change is not worth a sentence. */
    private static final double NOTABLE_MIX = 0.1;

    private final Names names;
    private final Numbers numbers;

    OriginWords(Names names, Numbers numbers) {
        this.names = names;
        this.numbers = numbers;
    }

    Origin of(Contribution contribution, Unit unit) {
        boolean isKnown = contribution.verdict() == Verdict.EXPLAINED || contribution.verdict() == Verdict.BROAD_BASED;
        if (!isKnown || contribution.findings().isEmpty()) {
            return Origin.NONE;
        }
        Finding telling = contribution.findings().get(0);
        boolean isExplained = contribution.verdict() == Verdict.EXPLAINED;
        String whole = names.place(contribution.labels());
        return new Origin(
                "Where it comes from: " + (whole.isEmpty() ? "all" : whole) + " as a whole, "
                        + numbers.move(unit, contribution.expected(), contribution.now()),
                List.of(Names.line(telling.dimension()), "now", "usual", "of the change"),
                isExplained ? rows(telling.attribution(), unit) : List.of(),
                sentences(contribution, telling, unit));
    }

    private List<List<String>> rows(Attribution attribution, Unit unit) {
        return attribution.causes().stream()
                .limit(MOST_CAUSES)
                .map(cause -> List.of(
                        name(attribution.dimension(), cause),
                        numbers.value(unit, cause.now()),
                        numbers.value(unit, cause.expected()),
                        numbers.percent(cause.share())))
                .toList();
    }

    private String name(String dimension, Cause cause) {
        return value(dimension, cause.value());
    }

    private String value(String dimension, String value) {
        String named = dimension.equals(Markets.DIMENSION)
                ? names.market(Labels.of(dimension, value))
                : Plain.cut(Plain.line(value), 60);
        return named.isEmpty() ? "(none)" : named;
    }

    private List<String> sentences(Contribution contribution, Finding telling, Unit unit) {
        var sentences = new ArrayList<String>();
        if (contribution.verdict() == Verdict.BROAD_BASED) {
            sentences.add("Broad-based: no "
                    + contribution.findings().stream().map(Finding::dimension).collect(Collectors.joining(" and no "))
                    + " makes half of the change.");
        }
        telling.mixShift()
                .filter(shift -> isNotable(shift))
                .ifPresent(shift -> sentences.add(mix(shift, telling.dimension(), unit)));
        List<String> quiet = telling.notAffected();
        if (!quiet.isEmpty()) {
            int more = quiet.size() - MOST_UNAFFECTED;
            sentences.add("Not affected: "
                    + quiet.stream()
                            .limit(MOST_UNAFFECTED)
                            .map(value -> value(telling.dimension(), value))
                            .collect(Collectors.joining(", "))
                    + (more > 0 ? " and " + more + " more" : "") + ".");
        }
        return sentences;
    }

    private static boolean isNotable(MixShift shift) {
        return shift.simpson() || Math.abs(shift.mix()) >= NOTABLE_MIX * Math.abs(shift.within() + shift.mix());
    }

    private String mix(MixShift shift, String dimension, Unit unit) {
        String both = numbers.signed(unit, shift.within()) + " from within, " + numbers.signed(unit, shift.mix())
                + " from a changed mix of " + dimension + ".";
        return shift.simpson() ? both + " Each " + dimension + " moved the other way: the whole misleads." : both;
    }
}
