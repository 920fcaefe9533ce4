package dev.bellwether.rules;

import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows rules only what they need. A rule that reaches for the machine ({@code System}, {@code Runtime}, files, threads)
 * does not compile, because for it there is no such class. Keeps colleagues from accidents; it is no wall against an
 * attacker, who could reach much through the engine's own classes.
 */
final class AllowListClassLoader extends ClassLoader {

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
            Breaches.class.getName(),
            DistinctCount.class.getName(),
            DistinctCount.Counts.class.getName());

    private static final Set<String> BUT_NOT =
            Set.of("java.util.Scanner", "java.util.ServiceLoader", "java.util.Timer", "java.util.TimerTask");

    /** The engine and the code it generates; generated classes are looked for here before they exist. */
    private static final List<String> ENGINE = List.of("org.drools.", "org.kie.");

    AllowListClassLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!isAllowed(name)) {
            throw new ClassNotFoundException(name + " is not for rules");
        }
        return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return isAllowedResource(name) ? super.getResource(name) : null;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws java.io.IOException {
        return isAllowedResource(name) ? super.getResources(name) : Collections.emptyEnumeration();
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return isAllowedResource(name) ? super.getResourceAsStream(name) : null;
    }

    private static boolean isAllowedResource(String name) {
        String suffix = ".class";
        return name.endsWith(suffix)
                && isAllowed(name.substring(0, name.length() - suffix.length()).replace('/', '.'));
    }

    static boolean isAllowed(String name) {
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
