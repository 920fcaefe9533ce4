package dev.bellwether.routing;

import dev.bellwether.mute.MuteTime;
import dev.bellwether.notify.Route;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import dev.bellwether.yaml.YamlDocument;
import dev.bellwether.yaml.YamlForm;
import dev.bellwether.yaml.YamlMap;
import dev.bellwether.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a file of routes: {@code owners}, {@code receivers}, {@code time_intervals} and {@code route}. */
public final class RoutesReader {

    private static final List<String> KEYS = List.of("owners", "receivers", "time_intervals", "route");

    private RoutesReader() {}

    /** @throws ProblemsException with every mistake in the file */
    public static Routes read(Path file) {
        var problems = new Problems();
        Optional<YamlNode> top = YamlDocument.read(file, nameOf(file), problems);
        return read(top, problems);
    }

    /**
     * As {@link #read(Path)}, from what the file holds.
     *
     * @throws ProblemsException with every mistake in it
     */
    static Routes parse(byte[] content, String name) {
        var problems = new Problems();
        return read(YamlDocument.parse(content, name, problems), problems);
    }

    private static Routes read(Optional<YamlNode> top, Problems problems) {
        Optional<Routes> routes =
                top.flatMap(node -> node.map("a file of routes")).flatMap(RoutesReader::read);
        problems.throwIfAny();
        return routes.orElseThrow();
    }

    private static Optional<Routes> read(YamlMap map) {
        map.refuseKeysOtherThan(KEYS);
        Map<String, MuteTime> times =
                map.get("time_intervals").map(TimeReader::read).orElse(Map.of());
        Map<String, Optional<ReceiverSettings>> receivers = map.get("receivers")
                .map(node -> ReceiverReader.read(node, map.get("owners")))
                .orElse(Map.of());
        if (map.get("receivers").isEmpty()) {
            map.require("receivers", RoutesReader.form("- name: operations, and below it email: [a@example.com]"));
        }
        var reader = new RouteReader(receivers.keySet(), times);
        Optional<Route.Settings> root = map.get("route").flatMap(reader::root);
        if (map.get("route").isEmpty()) {
            map.require("route", RoutesReader.form("receiver: and the name of a receiver"));
        }
        return root.map(tree -> new Routes(
                tree, receivers.values().stream().flatMap(Optional::stream).toList(), List.copyOf(times.values())));
    }

    /** Stands for what must be there, so that its absence is told with a mend. */
    private static YamlForm<String> form(String content) {
        return YamlForm.of("a part of a file of routes", Optional::of, "write under it: " + content);
    }

    static String nameOf(Path file) {
        return file.normalize().toString().replace('\\', '/');
    }
}
