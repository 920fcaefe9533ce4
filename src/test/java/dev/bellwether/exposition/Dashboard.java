package dev.bellwether.exposition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard as it is shipped.
 *
 * @param name of its file, without the ending
 */
record Dashboard(String name, JsonNode json) {

    /** Four scrapes, as Grafana has it. */
    private static final String SHORTEST_WINDOW = "1m";

    private static final Path FOLDER = Path.of("grafana/dashboards");

    /**
     * A question to Prometheus.
     *
     * @param where it stands, in words
     * @param window what {@code $__rate_interval} comes to
     */
    record Query(String where, String expression, String window, boolean mayBeEmpty) {}

    static List<Dashboard> shipped() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(Dashboard::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path file) {
        return new Dashboard(
                file.getFileName().toString().replace(".json", ""),
                JsonMapper.shared().readTree(file));
    }

    /** All but the rows that only divide them. */
    List<JsonNode> panels() {
        return json.path("panels")
                .valueStream()
                .flatMap(panel ->
                        Stream.concat(Stream.of(panel), panel.path("panels").valueStream()))
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    List<JsonNode> variables() {
        return json.path("templating").path("list").valueStream().toList();
    }

    /** Of panels and annotations; variables are asked before them. */
    List<Query> queries() {
        var queries = new ArrayList<Query>();
        for (JsonNode panel : panels()) {
            boolean mayBeEmpty = panel.path("description").asString().contains("ay be empty");
            panel.path("targets")
                    .valueStream()
                    .forEach(target -> queries.add(new Query(
                            where(panel) + " " + target.path("refId").asString(),
                            target.path("expr").asString(),
                            panel.path("interval").asString(SHORTEST_WINDOW),
                            mayBeEmpty)));
        }
        json.path("annotations")
                .path("list")
                .valueStream()
                .forEach(annotation -> queries.add(new Query(
                        name + ": annotation " + annotation.path("name").asString(),
                        annotation.path("expr").asString(),
                        SHORTEST_WINDOW,
                        true))); // what they mark need not have happened
        return queries;
    }

    String where(JsonNode panel) {
        return name + ": panel " + panel.path("id").asInt() + " \""
                + panel.path("title").asString() + "\"";
    }

    @Override
    public String toString() {
        return name;
    }
}
