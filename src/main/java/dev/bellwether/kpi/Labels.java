package dev.bellwether.kpi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names and values that tell one series or one alert from another, such as {@code {carrier="correo", market="ES"}}.
 * Sorted by name; a name that is absent equals the empty value, as in Prometheus.
 */
public final class Labels implements Comparable<Labels> {

    public static final Labels NONE = new Labels(new String[0], new String[0]);

    private final String[] names;
    private final String[] values;
    private final int hash;

    private Labels(String[] names, String[] values) {
        this.names = names;
        this.values = values;
        this.hash = 31 * Arrays.hashCode(names) + Arrays.hashCode(values);
    }

    /** Labels with these names and values; an empty value is left out. */
    public static Labels of(Map<String, String> labels) {
        var sorted = new TreeMap<>(labels);
        sorted.values().removeIf(String::isEmpty);
        return new Labels(
                sorted.keySet().toArray(String[]::new), sorted.values().toArray(String[]::new));
    }

    /** {@code Labels.of("market", "ES", "carrier", "correo")}. */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("a label has no value: " + Arrays.toString(namesAndValues));
        }
        var labels = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            labels.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return of(labels);
    }

    /** The value of the label, or the empty text where there is no such label. */
    public String get(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return values[i];
            }
        }
        return "";
    }

    public Labels with(String name, String value) {
        var changed = new TreeMap<>(asMap());
        changed.put(name, value);
        return of(changed);
    }

    /** Only the labels with these names. */
    public Labels only(Collection<String> wanted) {
        var kept = new LinkedHashMap<String, String>();
        asMap().forEach((name, value) -> {
            if (wanted.contains(name)) {
                kept.put(name, value);
            }
        });
        return of(kept);
    }

    /** Whether {@code others} have all of these, with the same values. */
    public boolean isIn(Labels others) {
        for (int i = 0; i < names.length; i++) {
            if (!others.get(names[i]).equals(values[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether no label has another value in {@code others}. */
    public boolean agreesWith(Labels others) {
        for (int i = 0; i < names.length; i++) {
            String other = others.get(names[i]);
            if (!other.isEmpty() && !other.equals(values[i])) {
                return false;
            }
        }
        return true;
    }

    public List<String> names() {
        return List.of(names);
    }

    public int size() {
        return names.length;
    }

    public boolean isEmpty() {
        return names.length == 0;
    }

    /** By name, in order. */
    public Map<String, String> asMap() {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i]);
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that
                && hash == that.hash
                && Arrays.equals(names, that.names)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(Labels other) {
        int byNames = Arrays.compare(names, other.names);
        return byNames != 0 ? byNames : Arrays.compare(values, other.values);
    }

    /** As Prometheus writes them, {@code {carrier="correo", market="ES"}}, with quotes and line breaks escaped. */
    @Override
    public String toString() {
        var written = new ArrayList<String>(names.length);
        for (int i = 0; i < names.length; i++) {
            String value = values[i].replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            written.add(names[i] + "=\"" + value + "\"");
        }
        return "{" + String.join(", ", written) + "}";
    }
}
