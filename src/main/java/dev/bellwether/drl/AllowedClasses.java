package dev.bellwether.drl;

import java.util.List;
import java.util.Set;

/** The classes that rules may see; what else there is, is hidden from them. */
public final class AllowedClasses {

    private static final Set<String> LANG = Set.of(
            "AbstractMethodError",
            "AssertionError",
            "AutoCloseable",
            "Boolean",
            "Byte",
            "CharSequence",
            "Character",
            "Class",
            "ClassCastException",
            "ClassNotFoundException",
            "Cloneable",
            "Comparable",
            "Deprecated",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "Float",
            "FunctionalInterface",
            "IllegalArgumentException",
            "IllegalStateException",
            "Integer",
            "Iterable",
            "Long",
            "Math",
            "NoClassDefFoundError",
            "NoSuchFieldError",
            "NoSuchMethodException",
            "NullPointerException",
            "Number",
            "Object",
            "Override",
            "Record",
            "RuntimeException",
            "SafeVarargs",
            "Short",
            "String",
            "StringBuffer",
            "StringBuilder",
            "SuppressWarnings",
            "Throwable",
            "UnsupportedOperationException",
            "Void");

    /** Packages of which every class may be seen; what lies deeper is a package of its own. */
    private static final Set<String> PACKAGES = Set.of(
            "java.lang.annotation",
            "java.lang.constant",
            "java.lang.invoke",
            "java.math",
            "java.time",
            "java.time.chrono",
            "java.time.format",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "dev.bellwether.alert",
            "dev.bellwether.history",
            "dev.bellwether.kpi");

    private static final Set<String> CLASSES = Set.of(
            "java.io.Externalizable",
            "java.io.ObjectInput",
            "java.io.ObjectOutput",
            "java.io.Serializable",
            "java.util.regex.Matcher",
            "java.util.regex.Pattern",
            "dev.bellwether.rules.Breaches",
            "dev.bellwether.rules.DistinctCount",
            "dev.bellwether.rules.DistinctCount$Counts");

    private static final Set<String> BUT_NOT =
            Set.of("java.util.Scanner", "java.util.ServiceLoader", "java.util.Timer", "java.util.TimerTask");

    /** The engine and the code it generates; generated classes are looked for here before they exist. */
    private static final List<String> ENGINE = List.of("org.drools.", "org.kie.");

    private AllowedClasses() {}

    /** Whether rules may see the class of this name, whether or not there is one. */
    public static boolean isAllowed(String name) {
        if (ENGINE.stream().anyMatch(name::startsWith) || CLASSES.contains(name)) {
            return true;
        }
        int inner = name.indexOf('$');
        String outer = inner < 0 ? name : name.substring(0, inner);
        int dot = outer.lastIndexOf('.');
        String home = dot < 0 ? "" : outer.substring(0, dot);
        if (home.equals("java.lang")) {
            return LANG.contains(outer.substring(dot + 1));
        }
        return PACKAGES.contains(home) && !BUT_NOT.contains(outer);
    }
}
