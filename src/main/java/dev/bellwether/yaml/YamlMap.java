package dev.bellwether.yaml;

import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Keys and values in a {@link YamlDocument}, in the order written, each with its place. */
public final class YamlMap {

    private final Location where;
    private final String noun;
    private final Problems problems;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Map<String, Location> keys = new LinkedHashMap<>();

    private YamlMap(Location where, String noun, Problems problems) {
        this.where = where;
        this.noun = noun;
        this.problems = problems;
    }

    static YamlMap of(MappingNode mapping, String noun, String file, Problems problems) {
        var map = new YamlMap(YamlNode.locationOf(mapping, file), noun, problems);
        for (NodeTuple tuple : mapping.getValue()) {
            Location place = YamlNode.locationOf(tuple.getKeyNode(), file);
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                map.put(key.getValue(), place, new YamlNode(tuple.getValueNode(), key.getValue(), file, problems));
            } else {
                problems.add(place, "a key of " + noun + " is no single word", "write it as \"key: value\"");
            }
        }
        return map;
    }

    private void put(String key, Location place, YamlNode value) {
        Location earlier = keys.putIfAbsent(key, place);
        if (earlier != null) {
            problems.add(place, key + " is given twice, first in line " + earlier.line(), "keep one of them");
            return;
        }
        values.put(key, value);
    }

    /** Where the first key begins. */
    public Location where() {
        return where;
    }

    /** The place of a key, or of the whole where there is no such key. */
    public Location where(String key) {
        return keys.getOrDefault(key, where);
    }

    /** Adds a mistake in the value of this key to the document's problems. */
    public void problem(String key, String what, String mend) {
        YamlNode value = values.get(key);
        problems.add(value == null || value.isEmpty() ? where(key) : value.where(), what, mend);
    }

    /** All values by key, in the order written; those that are empty too. */
    public Map<String, YamlNode> entries() {
        return Collections.unmodifiableMap(values);
    }

    /** Names every key that is not among these, with the one that was likely meant. */
    public void refuseKeysOtherThan(Collection<String> known) {
        keys.forEach((key, place) -> {
            if (!known.contains(key)) {
                problems.add(place, "unknown key \"" + key + "\" in " + noun, DidYouMean.sentence(key, known));
            }
        });
    }

    /** The value of a key that may be left out; nothing when it is, or is empty. */
    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    /** The value of a key that must be there; a problem when it is not. */
    public Optional<YamlNode> require(String key) {
        return require(key, "");
    }

    /** The value of a key that may be left out; nothing when it is, or when it has a mistake. */
    public <T> Optional<T> get(String key, YamlForm<T> form) {
        return get(key).flatMap(value -> value.as(form));
    }

    /** The value of a key that must be there; nothing, and a problem, when it is not or has a mistake. */
    public <T> Optional<T> require(String key, YamlForm<T> form) {
        return require(key, form.mend("")).flatMap(value -> value.as(form));
    }

    private Optional<YamlNode> require(String key, String mend) {
        Optional<YamlNode> value = get(key);
        if (value.isEmpty()) {
            String what = keys.containsKey(key) ? key + " is empty" : noun + " needs the key \"" + key + "\"";
            problems.add(where(key), what, mend);
        }
        return value;
    }
}
