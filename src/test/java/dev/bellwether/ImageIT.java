package dev.bellwether;

import static dev.bellwether.testing.ServiceProcess.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What the image starts, started here: the layers of the packaged jar by the Dockerfile's own command. */
class ImageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    /** From this Java on there is a cache of what an earlier start learned. */
    private static final int FIRST_WITH_CACHE = 24;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void theImagesCommandStartsFromItsLayersAndStopsInPeace() throws Exception {
        layOut();
        Path log = folder.resolve("service.log");
        Process service = start(log);
        try {
            int port = await("the service to listen", PATIENCE, () -> {
                Matcher found = PORT.matcher(text(log));
                return found.find() ? Integer.valueOf(found.group(1)) : null;
            });
            String url = "http://127.0.0.1:" + port;
            await("readiness", PATIENCE, () -> get(url + "/actuator/health/readiness")
                    .startsWith("200"));

            assertThat(get(url + "/actuator/health/liveness")).startsWith("200");
            assertThat(get(url + "/actuator/health/startup")).startsWith("200");
            assertThat(healthVerb(url + "/actuator/health/readiness")).isZero();
            assertThat(healthVerb(url + "/actuator/health/nothing")).isEqualTo(1);
            assertThat(JsonMapper.shared()
                            .readTree(get(url + "/actuator/info").substring(4))
                            .path("build")
                            .propertyNames())
                    .contains("version", "time", "revision");
            assertThat(metricsNamedInAlerts()).isSubsetOf(metricsOf(get(url + "/actuator/prometheus")));

            service.destroy(); // SIGTERM, as the engine sends it
            assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(text(log)).doesNotContain("ERROR").contains("Graceful shutdown complete");
        } finally {
            service.destroyForcibly();
        }
    }

    /** As the Dockerfile does it: the tool in the jar takes it apart, and all layers come together in one folder. */
    private void layOut() throws Exception {
        Path layers = folder.resolve("layers");
        Process extract = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        Path.of("target/bellwether.jar").toAbsolutePath().toString(),
                        "extract",
                        "--layers",
                        "--destination",
                        layers.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(extract.getInputStream().readAllBytes());
        assertThat(extract.waitFor()).as(said).isZero();
        String dockerfile = Files.readString(Path.of("Dockerfile"));
        try (Stream<Path> made = Files.list(layers)) {
            for (Path layer : made.toList()) {
                assertThat(dockerfile).contains("COPY --from=layers /layers/" + layer.getFileName() + "/ ./");
                copy(layer, folder.resolve("bellwether"));
            }
        }
        copy(Path.of("kpis"), folder.resolve("bellwether/kpis"));
        copy(Path.of("rules"), folder.resolve("bellwether/rules"));
    }

    private Process start(Path log) throws IOException {
        var command = new ArrayList<>(entrypoint());
        command.addAll(List.of(
                "serve",
                "--spring.profiles.active=demo",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--bellwether.heartbeat.url=http://127.0.0.1:9/",
                "--bellwether.canary.to=canary@example.com"));
        var builder = new ProcessBuilder(command)
                .directory(folder.resolve("bellwether").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("PATH", Path.of(java()).getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_OPTS", javaOpts() + " -XX:TieredStopAtLevel=1"); // it lives but for seconds
        return builder.start();
    }

    /** The Dockerfile's ENTRYPOINT, without the option that an older Java does not know. */
    private static List<String> entrypoint() throws IOException {
        String line = onlyLine("ENTRYPOINT (\\[.*])");
        List<String> words = new ArrayList<>();
        JsonMapper.shared().readTree(line).forEach(word -> words.add(word.asString()));
        assertThat(words.get(2)).contains("exec java $JAVA_OPTS -XX:AOTCache=bellwether.aot");
        if (Runtime.version().feature() < FIRST_WITH_CACHE) {
            words.set(2, words.get(2).replace("-XX:AOTCache=bellwether.aot ", ""));
        }
        return words;
    }

    private static String javaOpts() throws IOException {
        return onlyLine("\\s+JAVA_OPTS=\"(.*)\"");
    }

    private static String onlyLine(String pattern) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("Dockerfile"))) {
            List<String> found = lines.map(Pattern.compile(pattern)::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    private int healthVerb(String url) throws IOException, InterruptedException {
        Process health = new ProcessBuilder(java(), "-jar", "bellwether.jar", "health", "--url", url)
                .directory(folder.resolve("bellwether").toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("health.log").toFile())
                .start();
        return health.waitFor();
    }

    /** Status, a blank, body. */
    private String get(String url) {
        try {
            var answer = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return "000 " + e.getMessage();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counters appear with the first thing they count; the others have to be there from the start. */
    private static TreeSet<String> metricsNamedInAlerts() throws IOException {
        var names = Pattern.compile("bellwether_\\w+")
                .matcher(Files.readString(Path.of("grafana/prometheus/bellwether-alerts.yml"))
                        .replaceAll("(?m)^\\s*(summary|description|runbook_url):.*$", "")
                        .replaceAll("#.*", ""))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeIf(name ->
                List.of("bellwether_notifications_total", "bellwether_alerts").contains(name));
        assertThat(names).hasSizeGreaterThan(12);
        return names;
    }

    private static TreeSet<String> metricsOf(String page) {
        return page.lines()
                .map(line -> line.split("[ {]", 2)[0])
                .filter(name -> name.startsWith("bellwether_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static String text(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
