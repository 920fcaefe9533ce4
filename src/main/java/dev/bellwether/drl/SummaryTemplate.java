package dev.bellwether.drl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with {@code {{placeholders}}}. Nothing is ever evaluated: a placeholder is a name, and what is put in its
 * place is text that is not looked at again.
 */
public final class SummaryTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");

    /** @param name of a placeholder, or else empty for plain {@code text} */
    private record Part(String text, String name) {}

    private final List<Part> parts;

    private SummaryTemplate(List<Part> parts) {
        this.parts = parts;
    }

    public static SummaryTemplate of(String text) {
        var parts = new ArrayList<Part>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(new Part(text.substring(end, matcher.start()), ""));
            parts.add(new Part(matcher.group(), matcher.group(1)));
            end = matcher.end();
        }
        parts.add(new Part(text.substring(end), ""));
        return new SummaryTemplate(List.copyOf(parts));
    }

    /** The names of its placeholders, in order. */
    public List<String> names() {
        return parts.stream()
                .map(Part::name)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** What keeps this from being a template: brackets that belong to no placeholder. */
    public Optional<String> mistake() {
        return parts.stream()
                .map(part -> part.name().isEmpty() ? part.text() : "")
                .filter(text -> text.contains("{{") || text.contains("}}"))
                .findFirst()
                .map(text -> "has a bracket that belongs to no placeholder in \"" + text.strip() + "\"");
    }

    public String fill(UnaryOperator<String> values) {
        var text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.name().isEmpty() ? part.text() : values.apply(part.name()));
        }
        return text.toString();
    }
}
