package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.Window;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * What a KPI asks of a server that answers JSON: a path with {@code {from}} and {@code {to}} in it, and the JSON Pointers
 * (RFC 6901) of what is wanted. A pointer that is left out is the column's own name, {@code /at} for {@code at}.
 *
 * @param path begins with a slash
 * @param rows of the list of rows in the answer; empty when the answer is that list
 * @param columns of each column and dimension in a row
 */
record JsonQuery(String path, JsonPointer rows, Map<String, JsonPointer> columns, List<String> mistakes) {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final List<String> PLACES = List.of("from", "to", "from_epoch", "to_epoch");

    static JsonQuery of(Kpi kpi) {
        var mistakes = new ArrayList<String>();
        Map<String, String> parts = kpi.parts().isEmpty() ? Map.of("path", kpi.query()) : kpi.parts();
        String path = parts.getOrDefault("path", "");
        pathMistake(path).ifPresent(mistakes::add);
        boolean isRatio = parts.containsKey("numerator") || parts.containsKey("denominator");
        if (isRatio && parts.containsKey("value")) {
            mistakes.add("has both value and numerator over denominator; keep one or the other");
        }
        var names = new ArrayList<>(kpi.dimensions());
        names.add("at");
        names.addAll(isRatio ? List.of("numerator", "denominator") : List.of("value"));
        names.add("sample");
        var pointers = new HashMap<String, JsonPointer>();
        for (String name : names) {
            pointer(name, parts.getOrDefault(name, "/" + name), mistakes)
                    .ifPresent(pointer -> pointers.put(name, pointer));
        }
        JsonPointer rows =
                pointer("rows", parts.getOrDefault("rows", ""), mistakes).orElse(JsonPointer.empty());
        return new JsonQuery(path, rows, Map.copyOf(pointers), List.copyOf(mistakes));
    }

    boolean isRatio() {
        return columns.containsKey("denominator");
    }

    /** The address to ask for a window, every place filled in and encoded. */
    URI uri(HttpTarget target, Window window) {
        return target.at(PLACE.matcher(path)
                .replaceAll(place -> Matcher.quoteReplacement(
                        URLEncoder.encode(written(place.group(1), window), StandardCharsets.UTF_8))));
    }

    private static String written(String place, Window window) {
        Instant bound = place.startsWith("from") ? window.from() : window.to();
        return place.endsWith("_epoch") ? String.valueOf(bound.getEpochSecond()) : bound.toString();
    }

    /** The path is free text, and must lead nowhere but below the source's own address. */
    private static Optional<String> pathMistake(String path) {
        if (!path.startsWith("/")) {
            return Optional.of("needs a path that begins with a slash, such as /v1/late?from={from}&to={to}");
        }
        for (Matcher place = PLACE.matcher(path); place.find(); ) {
            if (!PLACES.contains(place.group(1))) {
                return Optional.of("has the unknown place " + place.group()
                        + "; there are {from}, {to}, {from_epoch} and {to_epoch}");
            }
        }
        String filled = PLACE.matcher(path).replaceAll("0");
        try {
            URI uri = URI.create("http://host" + filled);
            boolean climbs = List.of(uri.getPath().split("/")).contains("..");
            if (climbs || uri.getFragment() != null) {
                return Optional.of("has a path with " + (climbs ? ".." : "#") + "; write it out");
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("has a path that is no address; write what is no letter or digit as %20 and the like");
        }
    }

    private static Optional<JsonPointer> pointer(String name, String text, List<String> mistakes) {
        try {
            return Optional.of(JsonPointer.compile(text));
        } catch (IllegalArgumentException e) {
            mistakes.add("has \"%s\" for %s, which is no JSON Pointer; begin it with a slash".formatted(text, name));
            return Optional.empty();
        }
    }
}
