package dev.bellwether.app;

import dev.bellwether.alert.AlertRule;
import dev.bellwether.alert.Alerts;
import dev.bellwether.catalogue.CatalogueBook;
import dev.bellwether.rules.RuleBase;
import dev.bellwether.rules.RuleBook;
import dev.bellwether.web.LastEvaluations;
import dev.bellwether.web.PrometheusApi;
import dev.bellwether.web.RuleGroupsView;
import dev.bellwether.web.Runbooks;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Our rules as Prometheus would list them, for Grafana. */
@Configuration(proxyBeanMethods = false)
class PrometheusConfiguration {

    @Bean
    LastEvaluations lastEvaluations(InstantSource clock) {
        return new LastEvaluations(clock);
    }

    @Bean
    PrometheusApi prometheusApi(
            RuleBook ruleBook,
            Alerts alerts,
            CatalogueBook catalogueBook,
            LastEvaluations lastEvaluations,
            BellwetherProperties properties,
            InstantSource clock) {
        var runbooks = new Runbooks(properties.runbooks());
        return new PrometheusApi(
                () -> {
                    Optional<RuleBase> rules = ruleBook.current();
                    return new RuleGroupsView(
                            rules.map(PrometheusConfiguration::texts).orElse(Map.of()),
                            rules.map(RuleBase::benched).orElse(Map.of()),
                            alerts.active(),
                            catalogueBook.current()::find,
                            lastEvaluations::of,
                            path -> runbooks.address(path).orElse(path));
                },
                clock);
    }

    private static Map<AlertRule, String> texts(RuleBase rules) {
        Map<AlertRule, String> texts = new LinkedHashMap<>();
        rules.rules().forEach(rule -> texts.put(rule, rules.textOf(rule.name())));
        return texts;
    }
}
