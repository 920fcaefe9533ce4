package dev.bellwether.rules;

import dev.bellwether.drl.AllowedClasses;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Shows rules only what they need. A rule that reaches for the machine ({@code System}, {@code Runtime}, files, threads)
 * does not compile, because for it there is no such class. Keeps colleagues from accidents; it is no wall against an
 * attacker, who could reach much through the engine's own classes.
 */
final class AllowListClassLoader extends ClassLoader {

    AllowListClassLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!AllowedClasses.isAllowed(name)) {
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
                && AllowedClasses.isAllowed(
                        name.substring(0, name.length() - suffix.length()).replace('/', '.'));
    }
}
