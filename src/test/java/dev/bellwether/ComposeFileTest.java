package dev.bellwether;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeFileTest {

    private final Map<String, Object> file = read();

    @Test
    void everyImageHasAnExactTag() {
        assertThat(services())
                .allSatisfy(
                        service -> assertThat(service.get("image")).asString().matches("[a-z/-]+:\\d+\\.\\d+.*"));
    }

    @Test
    void noPasswordIsWrittenInIt() {
        assertThat(services()).flatExtracting(ComposeFileTest::environment).noneMatch(entry -> {
            boolean isSecret = entry.getKey().matches("(?i).*(password|secret|token).*");
            return isSecret && !entry.getKey().endsWith("_FILE");
        });
    }

    @Test
    void portsAreOnLoopback() {
        assertThat(services())
                .flatExtracting(service -> (Collection<?>) service.getOrDefault("ports", List.of()))
                .allSatisfy(port -> assertThat(port).asString().startsWith("127.0.0.1:"));
    }

    @Test
    void whatIsMountedFromTheTreeIsThere() {
        assertThat(services())
                .flatExtracting(service -> (Collection<?>) service.getOrDefault("volumes", List.of()))
                .extracting(volume -> volume.toString().split(":", 2)[0])
                .filteredOn(path -> path.equals("./kpis") || path.equals("./rules"))
                .hasSize(2)
                .allSatisfy(path -> assertThat(Path.of(path)).isDirectory());
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> services() {
        return ((Map<String, Map<String, Object>>) file.get("services"))
                .values().stream().toList();
    }

    @SuppressWarnings("unchecked")
    private static Collection<Map.Entry<String, Object>> environment(Map<String, Object> service) {
        return Stream.ofNullable((Map<String, Object>) service.get("environment"))
                .flatMap(variables -> variables.entrySet().stream())
                .toList();
    }

    private static Map<String, Object> read() {
        try (Reader reader = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new IllegalStateException("docker-compose.yml cannot be read", e);
        }
    }
}
