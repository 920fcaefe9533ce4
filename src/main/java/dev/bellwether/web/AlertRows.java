package dev.bellwether.web;

import dev.bellwether.alert.Alert;
import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.AlertState;
import dev.bellwether.alert.Breach;
import dev.bellwether.alert.Breach.Figures;
import dev.bellwether.alert.HoldFor;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.kpi.Labels;
import dev.bellwether.kpi.Unit;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts alerts into a reader's words. */
public final class AlertRows {

    private final Function<KpiId, Optional<Kpi>> kpis;
    private final Runbooks runbooks;
    private final MarkReader marks;

    public AlertRows(Function<KpiId, Optional<Kpi>> kpis, Runbooks runbooks, MarkReader marks) {
        this.marks = marks;
        this.kpis = kpis;
        this.runbooks = runbooks;
    }

    /**
     * One row for each alert, in the same order.
     *
     * @param standing all active alerts, in which group alerts find the readings of the series they joined
     */
    List<AlertRow> of(Collection<Alert> alerts, Collection<Alert> standing, Instant now) {
        Map<Labels, Alert> bySeries = new HashMap<>();
        if (alerts.stream().anyMatch(AlertRows::isGroup)) {
            standing.stream().filter(alert -> !isGroup(alert)).forEach(alert -> bySeries.put(alert.labels(), alert));
        }
        Function<Alert, AlertMarks> marksOf = alerts.isEmpty() ? alert -> AlertMarks.NONE : marks.at(now);
        return alerts.stream()
                .map(alert -> row(alert, marksOf.apply(alert), bySeries, now))
                .toList();
    }

    static boolean isGroup(Alert alert) {
        return alert.rule().scope() == AlertRule.Scope.GROUP;
    }

    private AlertRow row(Alert alert, AlertMarks made, Map<Labels, Alert> bySeries, Instant now) {
        AlertRule rule = alert.rule();
        Breach latest = alert.latest();
        Figures figures = latest.figures();
        boolean compares = Double.isFinite(figures.expected());
        return new AlertRow(
                "alert-" + alert.fingerprint(),
                alert.fingerprint(),
                made.inWords(now),
                alert.alertname(),
                alert.severity().toString(),
                alert.state().toString(),
                latest.summary(),
                alert.labels(),
                kpis.apply(alert.kpi()).map(Kpi::title).orElse(alert.kpi().value()),
                alert.kpi().value(),
                rule.owner(),
                isGroup(alert) ? series(figures.value()) : figures.unit().format(figures.value()),
                compares ? figures.unit().format(figures.expected()) : "",
                compares ? distance(figures) : "",
                compares ? band(figures) : "",
                Bar.of(figures),
                isGroup(alert),
                latest.evidence().stream()
                        .map(labels -> evidence(alert, labels, bySeries))
                        .toList(),
                Moment.of(alert.activeAt(), now),
                Optional.ofNullable(alert.firingAt()).map(at -> Moment.of(at, now)),
                Optional.ofNullable(alert.resolvedAt()).map(at -> Moment.of(at, now)),
                Moment.of(alert.judgedAt(), now),
                kpis.apply(alert.kpi()).filter(kpi -> isFrozen(alert, kpi, now)).isPresent(),
                latest.conditions(),
                rule.holdFor().equals(HoldFor.AT_ONCE) ? "" : rule.holdFor().toString(),
                alert.marks().chars().mapToObj(mark -> mark == 'x').toList(),
                remark(alert, now),
                rule.place(),
                rule.runbook(),
                runbooks.address(rule.runbook()));
    }

    private static String remark(Alert alert, Instant now) {
        if (alert.unstableSince().isPresent()) {
            return "comes and goes since "
                    + Moment.of(alert.unstableSince().get(), now).brief() + "; fires until it is steady";
        }
        String rose = alert.roseAt()
                .map(at -> "rose to " + alert.peak() + " " + Moment.of(at, now).brief())
                .orElse("");
        return switch (alert.cause()) {
            case RULE_REMOVED -> "its rule was removed; nobody knows whether all is well";
            case KPI_REMOVED -> "its KPI is no longer watched; nobody knows whether all is well";
            case HOLD_LONGER -> "pending again: its rule now waits longer before it fires";
            default -> rose;
        };
    }

    /** A whole grain past the time of the next judgement, which a mere delay is not. */
    private static boolean isFrozen(Alert alert, Kpi kpi, Instant now) {
        Instant next = kpi.next(alert.judgedAt());
        return alert.state() != AlertState.RESOLVED
                && kpi.grain().endAtOrBefore(alert.judgedAt(), kpi.zone()).equals(alert.judgedAt()) // else of a source
                && now.isAfter(kpi.dueAt(kpi.next(next)));
    }

    /** Without the labels of the alert itself, which all its series share. */
    private static AlertRow.Evidence evidence(Alert group, Labels series, Map<Labels, Alert> bySeries) {
        List<String> shared = group.labels().names();
        Labels own = series.only(
                series.names().stream().filter(name -> !shared.contains(name)).toList());
        return new AlertRow.Evidence(
                own,
                Optional.ofNullable(bySeries.get(series))
                        .filter(alert -> group.rule().kpis().contains(alert.kpi()))
                        .map(alert -> reading(alert.latest().figures()))
                        .orElse(""));
    }

    private static String reading(Figures figures) {
        String value = figures.unit().format(figures.value());
        return Double.isFinite(figures.expected())
                ? value + ", expected " + figures.unit().format(figures.expected())
                : value;
    }

    private static String series(double count) {
        return Unit.COUNT.format(count) + " series";
    }

    private static String band(Figures figures) {
        return figures.unit().format(figures.low()) + " to " + figures.unit().format(figures.high());
    }

    /** In points for ratios, since "42 % below 78 %" can be read in two ways. */
    private static String distance(Figures figures) {
        double delta = figures.value() - figures.expected();
        String side = delta < 0 ? " below" : " above";
        if (figures.unit() == Unit.RATIO) {
            return String.format(Locale.ROOT, "%.1f points", Math.abs(delta) * 100) + side;
        }
        if (figures.expected() <= 0) {
            return figures.unit().format(Math.abs(delta)) + side;
        }
        return String.format(Locale.ROOT, "%.0f %%", Math.abs(delta / figures.expected()) * 100) + side;
    }
}
