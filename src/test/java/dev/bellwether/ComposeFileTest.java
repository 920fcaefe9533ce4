package dev.bellwether;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.KnownProperties;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml and the Dockerfile, followed to the files, ports and settings that they name. */
class ComposeFileTest {

    /** What other images read; theirs, not ours. */
    private static final Set<String> OF_OTHERS = Set.of(
            "POSTGRES_USER",
            "POSTGRES_DB",
            "POSTGRES_PASSWORD_FILE",
            "GF_SECURITY_ADMIN_PASSWORD__FILE",
            "GF_ANALYTICS_REPORTING_ENABLED",
            "GF_ANALYTICS_CHECK_FOR_UPDATES",
            "MP_DATABASE",
            "MP_MAX_MESSAGES");

    private final Map<String, Object> file = yaml(Path.of("docker-compose.yml"));
    private final String dockerfile = text("Dockerfile");
    private final String prepare = text("docker/prepare.sh");

    @Test
    void everyImageHasAnExactTag() {
        assertThat(services().values())
                .allSatisfy(
                        service -> assertThat(service.get("image")).asString().matches("[a-z/-]+:v?\\d+\\.\\d+.*"));
        assertThat(lines(dockerfile, "FROM (\\S+).*"))
                .hasSize(2)
                .allMatch(image -> image.matches("[a-z/-]+:\\d+\\.\\d+.*"));
    }

    @Test
    void noPasswordIsWrittenInIt() {
        assertThat(services().values())
                .flatExtracting(ComposeFileTest::environment)
                .noneMatch(entry -> {
                    boolean isSecret = entry.getKey().matches("(?i).*(password|secret|token).*");
                    return isSecret && !entry.getKey().endsWith("_FILE");
                });
    }

    @Test
    void portsAreOnLoopback() {
        assertThat(services().values())
                .flatExtracting(service -> list(service, "ports"))
                .hasSize(4)
                .allSatisfy(port -> assertThat(port).asString().startsWith("127.0.0.1:"));
    }

    @Test
    void ourPortIsTheOneThatIsListenedAt() {
        Map<?, ?> server =
                (Map<?, ?>) yaml(Path.of("src/main/resources/application.yml")).get("server");

        assertThat(list(service("bellwether"), "ports")).containsExactly("127.0.0.1:8080:" + server.get("port"));
        assertThat(lines(dockerfile, "EXPOSE (\\d+)")).containsExactly(String.valueOf(server.get("port")));
        assertThat(text("grafana/prometheus/prometheus.yml")).contains("[bellwether:" + server.get("port") + "]");
    }

    @Test
    void whatIsMountedIsInTheTreeOrMadeBeforeTheStart() {
        assertThat(services().values())
                .flatExtracting(service -> list(service, "volumes"))
                .extracting(volume -> volume.toString().split(":", 2)[0])
                .hasSizeGreaterThan(8)
                .allSatisfy(source -> {
                    if (source.equals("./config")) {
                        assertThat(prepare).contains("mkdir -p secrets config");
                    } else if (source.startsWith("./")) {
                        assertThat(Path.of(source)).isDirectory();
                    } else {
                        assertThat(map(file, "volumes")).containsKey(source);
                    }
                });
    }

    @Test
    void everySecretIsAFileThatIsMadeBeforeTheStart() {
        assertThat(map(file, "secrets")).hasSize(3).allSatisfy((name, secret) -> {
            assertThat(((Map<?, ?>) secret).get("file")).isEqualTo("./secrets/" + name);
            assertThat(prepare).containsAnyOf("secret " + name + "\n", "secrets/" + name);
        });
        assertThat(services().values())
                .flatExtracting(service -> list(service, "secrets"))
                .allSatisfy(used -> assertThat(map(file, "secrets"))
                        .containsKey(used instanceof Map<?, ?> one ? (String) one.get("source") : (String) used));
        assertThat(text(".gitignore")).contains("/secrets/", "/config/");
    }

    @Test
    void everySettingIsOneThatSomebodyReads() {
        for (String name : services().keySet()) {
            assertThat(environment(service(name))).allSatisfy(entry -> {
                if (name.equals("bellwether")) {
                    assertThat(KnownProperties.hasVariable(entry.getKey()))
                            .as(entry.getKey())
                            .isTrue();
                } else {
                    assertThat(OF_OTHERS).contains(entry.getKey());
                }
            });
        }
        assertThat(lines(dockerfile, "ENV (\\w+)=.*")).allMatch(KnownProperties::hasVariable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker/demo.env", "docker/own.env"})
    void everySettingOfAnEnvFileIsKnown(String env) {
        assertThat(lines(text(env), "([A-Z0-9_]+)=.*"))
                .isNotEmpty()
                .allSatisfy(key ->
                        assertThat(KnownProperties.hasVariable(key)).as(key).isTrue());
        assertThat(list(service("bellwether"), "env_file").toString()).contains("docker/demo.env");
    }

    @Test
    void aWrongVariableIsNotTakenForAKnownOne() {
        assertThat(KnownProperties.hasVariable("BELLWETHER_SMTP_HOTS")).isFalse();
        assertThat(KnownProperties.hasVariable("BELLWETHER_EVALUATION_STORMCAP"))
                .isTrue();
        assertThat(KnownProperties.hasVariable("SPRING_DATASOURCE_URL")).isTrue();
        assertThat(KnownProperties.hasVariable("SPRING_DATASOURCE_ULR")).isFalse();
    }

    @Test
    void onlyTheServiceReachesTheDatabase() {
        Set<String> onIt = new TreeSet<>();
        services().forEach((name, service) -> {
            if (list(service, "networks").contains("database")) {
                onIt.add(name);
            }
        });

        assertThat(onIt).containsExactly("bellwether", "postgres");
        assertThat(((Map<?, ?>) map(file, "networks").get("database")).get("internal"))
                .isEqualTo(true);
        assertThat(list(service("postgres"), "networks")).containsExactly("database");
        assertThat(service("postgres")).doesNotContainKey("ports");
    }

    @Test
    void everyServiceStartsAgainAndSaysHowItIs() {
        services().forEach((name, service) -> {
            assertThat(service.get("restart")).as(name).isEqualTo("unless-stopped");
            if (name.equals("bellwether")) {
                assertThat(dockerfile).contains("HEALTHCHECK");
            } else {
                assertThat(service).as(name).containsKey("healthcheck");
            }
        });
    }

    @Test
    void theServiceIsNobodyAndWritesNowhereButInItsVolume() {
        assertThat(service("bellwether"))
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("tmpfs", List.of("/tmp"));
        assertThat(lines(dockerfile, "USER (\\d+):\\d+")).containsExactly("10001");
        assertThat(dockerfile.indexOf("USER 10001")).isLessThan(dockerfile.indexOf("ENTRYPOINT"));
    }

    @Test
    void whatTheImageCopiesIsThereAndIsSentToTheBuilder() {
        List<String> sent = lines(text(".dockerignore"), "!(.*)");
        List<String> copied = lines(dockerfile, "COPY (?:--chmod=\\d+ )?(?!--from)(\\S+) \\S+");

        assertThat(copied).hasSizeGreaterThan(3).allSatisfy(path -> assertThat(sent)
                .contains(path));
        assertThat(copied).filteredOn(path -> !path.startsWith("target/")).allSatisfy(path -> assertThat(Path.of(path))
                .exists());
    }

    private Map<String, Map<String, Object>> services() {
        @SuppressWarnings("unchecked")
        var services = (Map<String, Map<String, Object>>) file.get("services");
        return services;
    }

    private Map<String, Object> service(String name) {
        return services().get(name);
    }

    private static List<Object> list(Map<String, Object> of, String key) {
        return List.copyOf((Collection<?>) of.getOrDefault(key, List.of()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> of, String key) {
        return (Map<String, Object>) of.get(key);
    }

    @SuppressWarnings("unchecked")
    private static Collection<Map.Entry<String, Object>> environment(Map<String, Object> service) {
        return Stream.ofNullable((Map<String, Object>) service.get("environment"))
                .flatMap(variables -> variables.entrySet().stream())
                .toList();
    }

    /** The first group of every line that is like this. */
    private static List<String> lines(String text, String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text.lines()
                .map(compiled::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .toList();
    }

    private static String text(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> yaml(Path path) {
        try (Reader reader = Files.newBufferedReader(path)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
