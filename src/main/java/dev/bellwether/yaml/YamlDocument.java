package dev.bellwether.yaml;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One YAML document that a person wrote, with file, line and column kept for every value.
 *
 * <p>Nothing is built by type: every value stays the text that was written until a {@link YamlForm} reads it, so that a
 * market {@code NO} is no boolean and {@code 1e3} no surprise. Tags are refused, sizes and aliases are capped.
 */
public final class YamlDocument {

    private static final int MOST_BYTES = 1 << 20;
    static final int MOST_ALIASES = 20;
    static final int DEEPEST_NESTING = 30;

    private YamlDocument() {}

    /**
     * Reads a file.
     *
     * @param name how the person would name the file; it stands in every message
     * @return its top value; nothing when the file cannot be read, is empty or is not YAML, which {@code problems} says
     */
    public static Optional<YamlNode> read(Path file, String name, Problems problems) {
        try {
            return parse(Files.readAllBytes(file), name, problems);
        } catch (IOException e) {
            problems.add(Location.of(name), "cannot be read: " + e, "check that it exists and may be read");
            return Optional.empty();
        }
    }

    /** As {@link #read}, from what a file holds. */
    public static Optional<YamlNode> parse(byte[] content, String name, Problems problems) {
        if (content.length > MOST_BYTES) {
            problems.add(Location.of(name), "is larger than 1 MB", "split it into several files");
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer text = CharBuffer.allocate(content.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        text.flip();
        if (result.isError()) {
            int line = 1
                    + (int) text.chars().filter(character -> character == '\n').count();
            problems.add(Location.of(name, line), "is not written in UTF-8 here", "save the file as UTF-8");
            return Optional.empty();
        }
        return parse(text.toString(), name, problems);
    }

    /** As {@link #read}, from text. */
    public static Optional<YamlNode> parse(String text, String name, Problems problems) {
        Node node;
        try {
            node = new Yaml(options()).compose(new StringReader(text));
        } catch (YAMLException e) {
            problems.add(YamlSyntax.problem(e, name, text));
            return Optional.empty();
        }
        var top = node == null ? null : new YamlNode(node, "this file", name, problems);
        if (top == null || top.isEmpty()) {
            problems.add(Location.of(name), "is empty", "write at least one entry, or remove the file");
            return Optional.empty();
        }
        return Optional.of(top);
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(DEEPEST_NESTING);
        options.setCodePointLimit(MOST_BYTES);
        options.setTagInspector(tag -> true); // nothing is built from a tag here; YamlNode refuses it in its place
        return options;
    }
}
