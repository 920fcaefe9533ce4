package dev.bellwether.ruletest;

import dev.bellwether.kpi.Labels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a series as Prometheus writes it: {@code orders_total{market="BR", category="toys"}}.
 *
 * @param labels in the order written, empty values too
 */
record SeriesName(String kpi, Map<String, String> labels) {

    private static final Pattern WHOLE = Pattern.compile("(\\w+)\\s*(?:\\{(.*)})?", Pattern.DOTALL);
    private static final Pattern LABEL =
            Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(,|$)", Pattern.DOTALL);

    /** @throws IllegalArgumentException when it is not written this way; the message says where */
    static SeriesName parse(String text) {
        Matcher whole = WHOLE.matcher(text.strip());
        if (!whole.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not the name of a series");
        }
        String written = whole.group(2) == null ? "" : whole.group(2).strip();
        var labels = new LinkedHashMap<String, String>();
        Matcher label = LABEL.matcher(written);
        int end = 0;
        while (end < written.length()) {
            if (!label.find(end) || label.start() != end) {
                throw new IllegalArgumentException(
                        "\"" + written.substring(end).strip() + "\" is not a label and its value");
            }
            if (labels.put(label.group(1), unescaped(label.group(2))) != null) {
                throw new IllegalArgumentException("label \"" + label.group(1) + "\" is given twice");
            }
            end = label.end();
        }
        return new SeriesName(whole.group(1), labels);
    }

    Labels asLabels() {
        return Labels.of(labels);
    }

    private static String unescaped(String value) {
        return value.replaceAll("\\\\n", "\n").replaceAll("\\\\(.)", "$1");
    }
}
