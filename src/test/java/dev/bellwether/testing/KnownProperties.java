package dev.bellwether.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The settings that the service and its platform read. */
public final class KnownProperties {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Set<String> OF_THE_IMAGE = Set.of("JAVA_OPTS");
    private static final Set<String> VARIABLES = variables();

    private KnownProperties() {}

    /** Whether an environment variable of this name sets something. */
    public static boolean hasVariable(String name) {
        return VARIABLES.contains(name) || OF_THE_IMAGE.contains(name);
    }

    /** Every key of our application.yml and application-demo.yml, such as {@code bellwether.smtp.host}. */
    public static Set<String> ours() {
        var names = new TreeSet<String>();
        names.addAll(keysOf("application.yml"));
        names.addAll(keysOf("application-demo.yml"));
        return names;
    }

    /** Every key of one of them. */
    public static Set<String> keysOf(String file) {
        try (Reader reader = Files.newBufferedReader(RESOURCES.resolve(file))) {
            var names = new TreeSet<String>();
            flatten("", new Yaml(new SafeConstructor(new LoaderOptions())).load(reader), names);
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flatten(String prefix, Object node, Set<String> into) {
        if (node instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, value) -> flatten(prefix.isEmpty() ? key.toString() : prefix + "." + key, value, into));
        } else {
            into.add(prefix);
        }
    }

    private static Set<String> variables() {
        var names = ours();
        try {
            for (URL metadata : Collections.list(KnownProperties.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream in = metadata.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
                        names.add(property.path("name").asString());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // as Spring reads them: dots are underscores, dashes are left out
        var variables = new TreeSet<String>();
        names.forEach(
                name -> variables.add(name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT)));
        return variables;
    }
}
