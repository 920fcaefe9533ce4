package dev.bellwether.app;

import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.evaluate.Evaluation;
import dev.bellwether.evaluate.EvaluationListener;
import dev.bellwether.history.History;
import dev.bellwether.kpi.KpiId;
import dev.bellwether.notify.NotificationLog.Unaccepted;
import dev.bellwether.notify.UnsubscribeBook;
import dev.bellwether.problem.Problem;
import dev.bellwether.routing.RouteBook;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.rules.RuleReload;
import dev.bellwether.web.ServiceStatus;
import dev.bellwether.web.ServiceStatus.LastEvaluation;
import dev.bellwether.web.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gathers how the service itself is, for the console's banner. */
final class Troubles implements EvaluationListener, Supplier<ServiceStatus> {

    private static final Duration GIVEN_UP_SHOWN = Duration.ofHours(24);

    /** What last went wrong with a KPI, until it is judged again. */
    private record Failure(String source, String message, Instant since) {}

    private final CatalogueBook catalogueBook;
    private final RuleBook ruleBook;
    private final RouteBook routeBook;
    private final History history;
    private final InstantSource clock;
    private final Supplier<Optional<String>> templateTrouble;
    private final Function<Instant, List<Unaccepted>> unaccepted;
    private final UnsubscribeBook unsubscribed;
    private final Map<KpiId, Failure> failures = new ConcurrentHashMap<>();
    private volatile Optional<LastEvaluation> last = Optional.empty();
    private volatile Instant soundSince = Instant.EPOCH;

    /**
     * @param templateTrouble what is wrong with the mails' own template
     * @param unaccepted what mail servers have not taken, since an instant
     * @param unsubscribed who wants no more mails
     */
    Troubles(
            CatalogueBook catalogueBook,
            RuleBook ruleBook,
            RouteBook routeBook,
            History history,
            InstantSource clock,
            Supplier<Optional<String>> templateTrouble,
            Function<Instant, List<Unaccepted>> unaccepted,
            UnsubscribeBook unsubscribed) {
        this.unsubscribed = unsubscribed;
        this.catalogueBook = catalogueBook;
        this.ruleBook = ruleBook;
        this.routeBook = routeBook;
        this.history = history;
        this.clock = clock;
        this.templateTrouble = templateTrouble;
        this.unaccepted = unaccepted;
    }

    @Override
    public void evaluated(Evaluation evaluation) {
        KpiId id = evaluation.kpi().id();
        if (evaluation.outcome().isJudged()) {
            failures.remove(id);
            last = Optional.of(new LastEvaluation(id, evaluation.at(), clock.instant(), evaluation.series()));
        } else if (evaluation.outcome() != Evaluation.Outcome.NO_DATA) {
            String message = evaluation.kpi().id() + ": " + evaluation.trouble();
            Instant now = clock.instant();
            failures.merge(
                    id,
                    new Failure(evaluation.kpi().source(), message, now),
                    (earlier, later) -> new Failure(later.source(), later.message(), earlier.since()));
        }
    }

    @Override
    public void forget() {
        failures.clear();
        last = Optional.empty();
    }

    @Override
    public ServiceStatus get() {
        var kpis = catalogueBook.current().kpis();
        long series =
                kpis.stream().mapToLong(kpi -> history.seriesOf(kpi).size()).sum();
        int rules = ruleBook.current().map(base -> base.rules().size()).orElse(0);
        return new ServiceStatus(kpis.size(), rules, series, last, troubles());
    }

    private List<Trouble> troubles() {
        var troubles = new ArrayList<Trouble>();
        RuleReload reload = ruleBook.status();
        if (reload.successful()) {
            soundSince = reload.at();
        } else if (!reload.problems().isEmpty()) {
            troubles.add(Trouble.ofRules(reload.problems(), soundSince, reload.at()));
        }
        List<Problem> problems = catalogueBook.problems();
        if (!problems.isEmpty()) {
            troubles.add(new Trouble(
                    "KPI files have mistakes",
                    problems.stream().map(Problem::toString).toList(),
                    "What was right before stays in force.",
                    clock.instant()));
        }
        RouteBook.Status routes = routeBook.status();
        if (!routes.successful()) {
            troubles.add(Trouble.ofRoutes(routes.problems(), routes.at()));
        }
        templateTrouble
                .get()
                .ifPresent(trouble -> troubles.add(new Trouble(
                        "The mail template does not work",
                        List.of(trouble),
                        "Mails are written by the built-in one.",
                        clock.instant())));
        Trouble.ofDeliveries(unaccepted.apply(clock.instant().minus(GIVEN_UP_SHOWN)))
                .ifPresent(troubles::add);
        unsubscribed
                .deserted(routeBook.get())
                .forEach((receiver, gone) -> troubles.add(Trouble.ofDeserted(receiver, gone, clock.instant())));
        failures.values()
                .forEach(failure ->
                        troubles.add(Trouble.ofSource(failure.source(), failure.message(), failure.since())));
        return troubles;
    }
}
