package dev.bellwether.drl;

import dev.bellwether.alert.Breach;
import dev.bellwether.history.Snapshot;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a word in a condition stands for; enough to tell whether like is compared with like. */
enum Kind {
    NUMBER("a number"),
    TEXT("a text"),
    TRUTH("a yes or no"),
    SNAPSHOT("a snapshot"),
    BREACH("a breach"),
    LIST("a list"),
    /** The word {@code null}. */
    NOTHING("nothing"),
    /** Something that only the engine can tell. */
    OTHER("something else");

    private static final Set<String> OF_EVERY_OBJECT = Set.of("hashCode", "toString");

    private static final Map<String, Kind> OF_SNAPSHOT = figuresOf(Snapshot.class);
    private static final Map<String, Kind> OF_BREACH = figuresOf(Breach.class);
    private static final Map<String, Kind> OF_NUMBER =
            Map.of("intValue", NUMBER, "longValue", NUMBER, "doubleValue", NUMBER);
    private static final Map<String, Kind> OF_LIST = Map.of("size", NUMBER, "empty", TRUTH);

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** What a pattern of this type matches. */
    static Kind ofType(String type) {
        return switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "Snapshot" -> SNAPSHOT;
            case "Breach" -> BREACH;
            case "Number", "Double", "Integer", "Long" -> NUMBER;
            case "List", "Set", "Collection", "ArrayList" -> LIST;
            default -> OTHER;
        };
    }

    /** What it has that a condition can name, without arguments. */
    Map<String, Kind> figures() {
        return switch (this) {
            case SNAPSHOT -> OF_SNAPSHOT;
            case BREACH -> OF_BREACH;
            case NUMBER -> OF_NUMBER;
            case LIST -> OF_LIST;
            default -> Map.of();
        };
    }

    boolean isFact() {
        return this == SNAPSHOT || this == BREACH;
    }

    private static Map<String, Kind> figuresOf(Class<?> fact) {
        Map<String, Kind> figures = new TreeMap<>();
        Arrays.stream(fact.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 0)
                .filter(method -> !OF_EVERY_OBJECT.contains(method.getName()))
                .forEach(method -> figures.put(method.getName(), ofReturned(method.getReturnType())));
        return Map.copyOf(figures);
    }

    private static Kind ofReturned(Class<?> type) {
        if (type == double.class || type == int.class || type == long.class) {
            return NUMBER;
        }
        if (type == boolean.class) {
            return TRUTH;
        }
        return type == String.class ? TEXT : OTHER;
    }

    @Override
    public String toString() {
        return words;
    }
}
