package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged jar in a process of its own, on a port that the kernel assigns. */
public final class ServiceProcess implements AutoCloseable {

    static final Path JAR = Path.of("target/bellwether.jar").toAbsolutePath();
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration START = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private int port;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param folder where it runs; its output goes into a new file there
     */
    public static ServiceProcess start(Path folder, List<String> settings) {
        ServiceProcess service = launch(folder, settings);
        service.listens();
        return service;
    }

    /**
     * Starts it and waits for nothing; there is no page to get from it before {@link #listens}.
     *
     * @param folder where it runs; its output goes into a new file there
     */
    public static ServiceProcess launch(Path folder, List<String> settings) {
        assertThat(JAR).as("the packaged jar; run mvn package first").exists();
        return launch(folder, JAR, settings);
    }

    static ServiceProcess launch(Path folder, Path jar, List<String> settings) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // they live but for seconds
        command.add("-jar");
        command.add(jar.toString());
        command.add("--server.port=0");
        command.addAll(settings);
        try {
            Path log = Files.createTempFile(folder, "service", ".log");
            return new ServiceProcess(
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it listens. */
    public void listens() {
        port = await("the service to listen", START, this::portInLog);
    }

    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** The body of a page that answers 200. */
    public String get(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(url(path))
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path + " of " + log).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonNode json(String path) {
        return JsonMapper.shared().readTree(get(path));
    }

    /** The value of a metric without labels. */
    public double metric(String name) {
        return get("/actuator/prometheus")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no shutdown hook runs. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd();
    }

    @Override
    public void close() {
        process.destroy();
        waitForEnd();
    }

    private void waitForEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Integer portInLog() {
        assertThat(process.isAlive()).as("the service runs: " + log()).isTrue();
        Matcher port = PORT.matcher(log());
        return port.find() ? Integer.valueOf(port.group(1)) : null;
    }

    /** Polls until the assertion holds; in the end its own words say what does not. */
    public static void awaitUntil(Duration atMost, Runnable assertion) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(200_000_000);
            }
        }
    }

    /** Polls until {@code answer} is neither null nor false. */
    public static <T> T await(String what, Duration atMost, Supplier<T> answer) {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            T now = answer.get();
            if (now != null && !Boolean.FALSE.equals(now)) {
                return now;
            }
            LockSupport.parkNanos(200_000_000);
        }
        throw new AssertionError("waited in vain for " + what);
    }
}
