package dev.bellwether.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Alertmanager on loopback, alone and without anyone to tell. */
public final class AlertmanagerServer implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("Listening on\"? address=127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path log;

    private AlertmanagerServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts one; where Alertmanager is not installed the test is skipped loudly, and fails in CI. */
    public static AlertmanagerServer start(Path folder) throws IOException {
        String program = Installed.program("prometheus-alertmanager", "prometheus-alertmanager");
        Path settings = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: nobody}
                receivers: [{name: nobody}]
                """);
        Path log = folder.resolve("alertmanager.log");
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + settings,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new AlertmanagerServer(process, log);
        try {
            await().atMost(60, SECONDS).until(() -> server.port() > 0);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    public URI url() throws IOException {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** What it answers at a path of its API, such as {@code alerts}. */
    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(url().resolve("/api/v2/" + path)).build();
        return new JsonMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    private int port() throws IOException {
        Matcher line = LISTENS.matcher(Files.exists(log) ? Files.readString(log) : "");
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(20, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
