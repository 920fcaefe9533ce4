package dev.bellwether.notify;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.kpi.Direction;
import dev.bellwether.kpi.Kpi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of an alert's figure: put together from the alert and from the readings around it.
 *
 * @param isJudged whether its end, if it has one, was a good reading; not so when the rule or the judging ended
 */
record Course(Alert alert, Optional<Kpi> kpi, Trail trail, boolean isJudged) {

    Figures figures() {
        return alert.latest().figures();
    }

    boolean isOver() {
        return alert.state() == AlertState.RESOLVED;
    }

    boolean isOfGroupRule() {
        return alert.rule().scope() == AlertRule.Scope.GROUP;
    }

    /** Whether there is a figure and one to compare it with. */
    boolean moved() {
        Figures figures = figures();
        return !isOfGroupRule() && Double.isFinite(figures.value()) && Double.isFinite(figures.expected());
    }

    boolean fell() {
        return figures().value() < figures().expected();
    }

    /** Whether the move is to the good side. */
    boolean isGoodNews() {
        Optional<Direction> direction = kpi.map(Kpi::direction);
        return moved()
                && direction
                        .filter(good -> fell() ? good == Direction.LOWER_IS_BETTER : good == Direction.HIGHER_IS_BETTER)
                        .isPresent();
    }

    boolean isBadNews() {
        Optional<Direction> direction = kpi.map(Kpi::direction);
        return moved() && direction.isPresent() && !isGoodNews() && direction.get() != Direction.BAND;
    }

    Instant end() {
        return alert.resolvedAt() == null ? alert.judgedAt() : alert.resolvedAt();
    }

    Duration lasted() {
        return Duration.between(alert.activeAt(), end());
    }

    private static Trail.Point point(Instant at, Figures figures) {
        return new Trail.Point(
                at, figures.value(), figures.expected(), figures.low(), figures.high(), figures.sample());
    }

    /** The newest reading that its rule found bad. */
    Trail.Point newest() {
        return point(alert.latest().at(), figures());
    }

    /** Its readings from the first bad one on; none when they are not all known. */
    List<Trail.Point> sinceItBegan() {
        return trail.reaches(alert) ? trail.of(alert) : List.of();
    }

    /** The first good reading, when it is known. */
    Optional<Trail.Point> recovered() {
        if (!isOver() || !isJudged || isOfGroupRule()) {
            return Optional.empty();
        }
        return alert.recovered().map(figures -> point(end(), figures)).or(() -> trail.at(end()));
    }

    /** The worst reading; the last bad one where no other is known. */
    Trail.Point worst() {
        Direction side = fell() ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER;
        return moved() ? trail.worst(alert, side).orElseGet(this::newest) : newest();
    }
}
