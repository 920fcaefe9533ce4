package dev.bellwether.testing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Prometheus on loopback, which holds written samples or scrapes. */
public final class PrometheusServer implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("Listening on\"? address=127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path log;

    private PrometheusServer(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one; where Prometheus is not installed the test is skipped loudly, and fails in CI.
     *
     * @param samples in the OpenMetrics text format, with timestamps
     */
    public static PrometheusServer holding(String samples, Path folder) throws IOException, InterruptedException {
        String promtool = Installed.program("promtool", "prometheus");
        String program = Installed.program("prometheus", "prometheus");
        Path written = Files.writeString(folder.resolve("samples.om"), samples);
        Path data = folder.resolve("data");
        Process blocks = new ProcessBuilder(
                        promtool, "tsdb", "create-blocks-from", "openmetrics", written.toString(), data.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("blocks.log").toFile())
                .start();
        assertThat(blocks.waitFor())
                .as(Files.readString(folder.resolve("blocks.log")))
                .isZero();
        return start(program, folder, "scrape_configs: []\n");
    }

    /** Starts one that evaluates these rules every second, over nothing. */
    public static PrometheusServer ruling(String rules, Path folder) throws IOException, InterruptedException {
        String program = Installed.program("prometheus", "prometheus");
        Path written = Files.writeString(folder.resolve("rules.yml"), rules);
        return start(program, folder, "global: {evaluation_interval: 1s}\nrule_files: [" + written + "]\n");
    }

    /**
     * Starts one that scrapes; where Prometheus is not installed the test is skipped loudly, and fails in CI.
     *
     * @param settings what stands in its prometheus.yml
     */
    public static PrometheusServer scraping(String settings, Path folder) throws IOException, InterruptedException {
        return start(Installed.program("prometheus", "prometheus"), folder, settings);
    }

    private static PrometheusServer start(String program, Path folder, String config)
            throws IOException, InterruptedException {
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), config);
        Path data = folder.resolve("data");
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + data,
                        "--storage.tsdb.retention.time=100y",
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var server = new PrometheusServer(process, log);
        try {
            await().atMost(60, SECONDS)
                    .until(() -> server.port() > 0 && Files.readString(log).contains("ready to receive"));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    public URI url() throws IOException {
        return URI.create("http://127.0.0.1:" + port());
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
