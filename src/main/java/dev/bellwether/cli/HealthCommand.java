package dev.bellwether.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code health}: asks a running service how it is, for images that have no curl. */
@Command(
        name = "health",
        description = {"Asks a running service whether it is ready.", "The exit code is 0 when it is, 1 when not."},
        footer = {
            "  java -jar bellwether.jar health",
            "  java -jar bellwether.jar health --url http://127.0.0.1:8080/actuator/health/liveness"
        })
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class HealthCommand implements Callable<Integer> {

    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MOST_BYTES = 2_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080/actuator/health/readiness",
            description = "Where it answers; ${DEFAULT-VALUE}, unless given.")
    private URI url;

    @Override
    public Integer call() {
        try {
            // quicker to start than java.net.http, and this starts every few seconds
            var connection = (HttpURLConnection) url.toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            int status = connection.getResponseCode();
            boolean isWell = status == HttpURLConnection.HTTP_OK;
            try (InputStream body = isWell ? connection.getInputStream() : connection.getErrorStream()) {
                String said =
                        body == null ? "" : new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).strip();
                spec.commandLine().getOut().println(status + " " + said);
            }
            return isWell ? Cli.FINE : Cli.MISTAKES;
        } catch (IOException | ClassCastException | IllegalArgumentException e) {
            spec.commandLine().getErr().println("bellwether: " + url + " does not answer: " + e.getMessage());
            return Cli.MISTAKES;
        }
    }
}
