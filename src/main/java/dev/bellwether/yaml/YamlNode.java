package dev.bellwether.yaml;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a {@link YamlDocument} and its place. Whoever asks for it as something that it is not gets nothing,
 * and the document's problems say what stands there instead.
 */
public final class YamlNode {

    private static final Set<Tag> PLAIN_TAGS =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE, Tag.MAP, Tag.SEQ);

    private final Node node;
    private final String name;
    private final String file;
    private final Problems problems;

    YamlNode(Node node, String name, String file, Problems problems) {
        this.node = node;
        this.name = name;
        this.file = file;
        this.problems = problems;
    }

    /** Where the value begins. */
    public Location where() {
        return locationOf(node, file);
    }

    /** What messages call the value: its key, or {@code entry 2 of dimensions}. */
    public String name() {
        return name;
    }

    /** Adds a mistake in this value to the document's problems. */
    public void problem(String what, String mend) {
        problems.add(where(), what, mend);
    }

    /** Whether nothing, {@code ~} or {@code null} is written here. */
    public boolean isEmpty() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }

    public boolean isText() {
        return node instanceof ScalarNode && !isEmpty();
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /** The single value written here, read in this form. */
    public <T> Optional<T> as(YamlForm<T> form) {
        if (!isText()) {
            problem(name + " is " + kind() + ", not " + form.noun(), form.mend(""));
            return Optional.empty();
        }
        if (hasTag()) {
            return Optional.empty();
        }
        String text = ((ScalarNode) node).getValue();
        Optional<T> value = form.parse(text);
        if (value.isEmpty()) {
            problem(name + " " + quoted(text) + " is not " + form.noun(), form.mend(text));
        }
        return value;
    }

    /**
     * The entries of the list written here; none, and a problem, when it is no list.
     *
     * @param nouns what the entries are, such as {@code KPIs}
     */
    public List<YamlNode> list(String nouns) {
        if (!(node instanceof SequenceNode sequence)) {
            problem(
                    name + " is " + kind() + ", not a list of " + nouns,
                    "write [a, b], or begin every entry with \"- \"");
            return List.of();
        }
        if (hasTag()) {
            return List.of();
        }
        var entries = new ArrayList<YamlNode>();
        for (Node entry : sequence.getValue()) {
            entries.add(new YamlNode(entry, "entry " + (entries.size() + 1) + " of " + name, file, problems));
        }
        return List.copyOf(entries);
    }

    /**
     * The keys and values written here.
     *
     * @param noun what they describe, such as {@code a KPI}
     */
    public Optional<YamlMap> map(String noun) {
        if (!(node instanceof MappingNode mapping)) {
            problem(name + " is " + kind() + ", not " + noun, "write it as lines of \"key: value\"");
            return Optional.empty();
        }
        return hasTag() ? Optional.empty() : Optional.of(YamlMap.of(mapping, noun, file, problems));
    }

    private boolean hasTag() {
        boolean hasTag = !PLAIN_TAGS.contains(node.getTag());
        if (hasTag) {
            problem(name + " has a tag (" + node.getTag() + "), and tags are not read", "remove it");
        }
        return hasTag;
    }

    private String kind() {
        if (node instanceof ScalarNode scalar) {
            return isEmpty() ? "empty" : "the text " + quoted(scalar.getValue());
        }
        return isList() ? "a list" : "a group of keys";
    }

    private static String quoted(String text) {
        String line = text.lines().findFirst().orElse("");
        boolean isWhole = line.length() == text.length() && line.length() <= 60;
        return "\"" + (isWhole ? line : line.substring(0, Math.min(60, line.length())) + "…") + "\"";
    }

    static Location locationOf(Node node, String file) {
        Mark mark = node.getStartMark();
        return new Location(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
