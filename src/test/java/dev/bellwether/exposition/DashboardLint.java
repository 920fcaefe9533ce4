package dev.bellwether.exposition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is wrong with a dashboard, as far as can be seen without a Grafana. */
final class DashboardLint {

    private static final int COLUMNS = 24;
    private static final Pattern WINDOW = Pattern.compile("\\b(?:rate|irate|increase)\\((.*?)(\\[[^\\]]*\\])");
    private static final Pattern METRIC_AT_END = Pattern.compile("(\\w+)(?:\\{[^}]*\\})?$");
    private static final Pattern OUR_METRIC = Pattern.compile("\\bbellwether_[a-z0-9_]+");
    private static final Pattern LIMIT = Pattern.compile("limit=\"([^\"]+)\"");
    private static final Pattern KPI = Pattern.compile("kpi=\"([a-z][^\"$]*)\"");

    private final Dashboard dashboard;
    private final Known known;
    private final List<String> mistakes = new ArrayList<>();

    /**
     * What expressions may name.
     *
     * @param metrics all of ours
     * @param kpis those that are exposed
     */
    record Known(Set<String> metrics, Set<String> limits, Set<String> kpis) {}

    private DashboardLint(Dashboard dashboard, Known known) {
        this.dashboard = dashboard;
        this.known = known;
    }

    static List<String> mistakes(Dashboard dashboard, Known known) {
        var lint = new DashboardLint(dashboard, known);
        lint.checkBoard();
        lint.checkIds();
        lint.checkPlaces();
        dashboard.panels().forEach(lint::checkPanel);
        dashboard.queries().forEach(query -> lint.checkExpression(query.where(), query.expression()));
        dashboard
                .variables()
                .forEach(variable -> lint.checkExpression(
                        dashboard.name() + ": variable " + variable.path("name").asString(),
                        variable.path("definition").asString()));
        return lint.mistakes;
    }

    private void checkBoard() {
        JsonNode json = dashboard.json();
        expect(
                json.path("uid").asString().equals(dashboard.name()),
                dashboard.name(),
                "the uid is not the file's name");
        expect(json.path("schemaVersion").asInt() >= 41, dashboard.name(), "the schema is old");
        expect(!json.path("title").asString().isBlank(), dashboard.name(), "has no title");
        expect(!json.path("description").asString().isBlank(), dashboard.name(), "has no description");
        expect(
                dashboard.variables().stream()
                        .anyMatch(variable -> variable.path("type").asString().equals("datasource")),
                dashboard.name(),
                "has no variable for the data source");
        expect(
                json.path("links")
                        .valueStream()
                        .anyMatch(link -> link.path("url").asString().startsWith("${console}")),
                dashboard.name(),
                "has no link to the console");
        json.path("annotations")
                .path("list")
                .valueStream()
                .forEach(annotation -> expectDatasource(
                        dashboard.name() + ": annotation "
                                + annotation.path("name").asString(),
                        annotation));
        dashboard.variables().stream()
                .filter(variable -> variable.path("type").asString().equals("query"))
                .forEach(variable -> expectDatasource(
                        dashboard.name() + ": variable " + variable.path("name").asString(), variable));
    }

    private void checkIds() {
        var seen = new HashSet<Integer>();
        dashboard
                .json()
                .path("panels")
                .valueStream()
                .forEach(panel -> expect(
                        panel.path("id").asInt() > 0
                                && seen.add(panel.path("id").asInt()),
                        dashboard.where(panel),
                        "the id is not its own"));
    }

    private void checkPlaces() {
        var taken = new HashSet<List<Integer>>();
        dashboard.json().path("panels").valueStream().forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt() + place.path("w").asInt();
            int bottom = place.path("y").asInt() + place.path("h").asInt();
            expect(right <= COLUMNS && bottom > place.path("y").asInt(), dashboard.where(panel), "is out of the grid");
            boolean isFree = true;
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int y = place.path("y").asInt(); y < bottom; y++) {
                    isFree &= taken.add(List.of(x, y));
                }
            }
            expect(isFree, dashboard.where(panel), "lies on another panel");
        });
    }

    private void checkPanel(JsonNode panel) {
        String where = dashboard.where(panel);
        expect(!panel.path("title").asString().isBlank(), where, "has no title");
        expect(panel.path("description").asString().endsWith("."), where, "has no description");
        expect(
                !panel.path("fieldConfig")
                        .path("defaults")
                        .path("unit")
                        .asString("")
                        .isBlank(),
                where,
                "has no unit");
        expect(
                panel.path("links")
                        .valueStream()
                        .anyMatch(link -> link.path("url").asString().startsWith("${console}")),
                where,
                "has no link to the console");
        if (panel.path("type").asString().equals("alertlist")) {
            return; // asks by itself
        }
        expectDatasource(where, panel);
        expect(!panel.path("targets").isEmpty(), where, "asks nothing");
        var refIds = new HashSet<String>();
        panel.path("targets").valueStream().forEach(target -> {
            expectDatasource(where, target);
            expect(refIds.add(target.path("refId").asString()), where, "two queries have one refId");
        });
    }

    private void expectDatasource(String where, JsonNode node) {
        expect(
                node.path("datasource").path("uid").asString("").equals("${datasource}"),
                where,
                "has another data source");
    }

    private void checkExpression(String where, String expression) {
        WINDOW.matcher(expression).results().forEach(window -> {
            expect(
                    Set.of("[$__rate_interval]", "[$__range]").contains(window.group(2)),
                    where,
                    "a rate over " + window.group(2));
            String counter = METRIC_AT_END
                    .matcher(window.group(1))
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group(1);
            expect(counter.matches(".*_(total|count|sum|bucket)"), where, counter + " is not named as a counter");
        });
        named(OUR_METRIC, expression)
                .forEach(metric -> expect(
                        known.metrics().contains(metric)
                                || known.metrics().contains(metric.replaceFirst("_(count|sum|bucket)$", "")),
                        where,
                        "there is no metric " + metric));
        named(LIMIT, expression)
                .forEach(limit -> expect(known.limits().contains(limit), where, "there is no limit " + limit));
        named(KPI, expression).forEach(kpi -> expect(known.kpis().contains(kpi), where, "no KPI is exposed as " + kpi));
    }

    private static List<String> named(Pattern pattern, String expression) {
        return pattern.matcher(expression)
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .toList();
    }

    private void expect(boolean isSo, String where, String otherwise) {
        if (!isSo) {
            mistakes.add(where + ": " + otherwise);
        }
    }
}
