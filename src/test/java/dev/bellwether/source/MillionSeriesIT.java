package dev.bellwether.source;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import dev.bellwether.testing.HttpAnswers;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * s16: a million series by one instant query, 110 MB of JSON, are read in a JVM whose whole heap is 48 MB. So the peak is
 * below that, and does not grow with the number of series.
 */
class MillionSeriesIT {

    private static final int SERIES = 1_000_000;
    private static final String HEAP = "48m";

    /** Reads the answer in a JVM of its own. */
    static final class Reader implements SampleReceiver {

        private long rows;
        private double sum;

        public static void main(String[] address) {
            var reader = new Reader();
            var source = new PrometheusSource(new HttpTarget(
                    "metrics",
                    URI.create(address[0]),
                    Authorization.NONE,
                    new HttpTarget.Limits(Duration.ofSeconds(30), Duration.ofMinutes(5), 1L << 30, SERIES),
                    AllowedHosts.OF_THE_SOURCES,
                    Optional.empty()));
            var hour = new Window(Received.DAY.from(), Received.DAY.from().plusSeconds(3600));
            source.fetch(Received.kpi("sum by (seller) (orders)", "seller"), hour, reader);
            System.out.printf("%d rows, sum %.0f%n", reader.rows, reader.sum);
        }

        @Override
        public void accept(
                String[] values, long at, double value, double numerator, double denominator, double sample) {
            rows++;
            sum += value;
        }

        @Override
        public void reject(String[] values, String why) {
            throw new AssertionError(why);
        }
    }

    @Test
    void s16AMillionSeriesPassThroughASmallHeap(@TempDir Path folder) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        try (var server = new HttpAnswers()) {
            server.will(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, 0);
                try (var out = new BufferedWriter(
                        new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8), 1 << 16)) {
                    out.write("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[");
                    for (int i = 0; i < SERIES; i++) {
                        out.write(i == 0 ? "" : ",");
                        out.write("{\"metric\":{\"seller\":\"seller-with-a-name-as-long-as-they-are-" + i
                                + "\"},\"value\":[1767574800,\"2\"]}");
                    }
                    out.write("]}}");
                }
            });
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP,
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Reader.class.getName(),
                            server.url().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                assertThat(process.waitFor(5, MINUTES)).isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
        assertThat(Files.readString(said)).isEqualTo("1000000 rows, sum 2000000%n".formatted());
    }
}
