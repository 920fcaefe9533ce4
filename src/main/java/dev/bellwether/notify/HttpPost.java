package dev.bellwether.notify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Posts JSON. Follows no redirect, for the next address was allowed by nobody; reaches no link-local address, where
 * clouds keep credentials; waits no longer than the endpoint says; reads only the beginning of an answer.
 */
public final class HttpPost {

    private static final int MOST_BYTES = 2_000;
    private static final Duration LONGEST_WISH = Duration.ofHours(1);
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();

    /**
     * What a server answered.
     *
     * @param body its beginning, in one line
     * @param retryAfter when it wants to be asked again, as it wrote it (RFC 9110, 10.2.3); may be empty
     */
    public record Answer(int status, String body, String retryAfter) {

        /** How long it wants to be left alone, at most {@link #LONGEST_WISH}; nothing where it does not say. */
        Duration pauseWanted(Instant now) {
            Duration wanted = Duration.ZERO;
            try {
                wanted = retryAfter.matches("[0-9]{1,9}")
                        ? Duration.ofSeconds(Long.parseLong(retryAfter))
                        : Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter, Instant::from));
            } catch (DateTimeParseException e) {
                // no wish that anybody understands
            }
            return wanted.compareTo(LONGEST_WISH) < 0 ? wanted : LONGEST_WISH;
        }

        public boolean isAccepted() {
            return status / 100 == 2;
        }

        /** Whether the same may be accepted later. */
        public boolean isWorthARetry() {
            return status / 100 == 5 || status == 429 || status == 408;
        }

        /** {@code HTTP 503: overloaded}. */
        @Override
        public String toString() {
            boolean isMoved = status / 100 == 3;
            String said = isMoved ? "it redirects, and nobody follows; write the address it leads to" : body;
            return "HTTP " + status + (said.isEmpty() ? "" : ": " + said);
        }
    }

    /**
     * Posts to {@code url}, which is the endpoint's or lies under it.
     *
     * @throws IOException whose message says for a person why there is no answer
     */
    public Answer post(HttpEndpoint endpoint, URI url, String json) throws IOException {
        try {
            checkAddress(url);
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(endpoint.timeout())
                    .header("Content-Type", "application/json")
                    .header("User-Agent", "bellwether")
                    .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8));
            endpoint.authorization().get().ifPresent(value -> request.header("Authorization", value));
            HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
            return new Answer(
                    response.statusCode(),
                    beginning(response.body(), endpoint.timeout()),
                    response.headers().firstValue("Retry-After").orElse("").strip());
        } catch (HttpTimeoutException e) {
            throw new IOException("no answer within " + endpoint.timeout().toSeconds() + " s", e);
        } catch (UnknownHostException e) {
            throw new IOException("no host is called " + url.getHost(), e);
        } catch (ConnectException e) {
            throw new IOException("nothing answers there", e);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the service is stopping", e);
        }
    }

    private static void checkAddress(URI url) throws IOException {
        for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
            if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
                throw new IOException("it leads to " + address.getHostAddress() + ", which no receiver may have");
            }
        }
    }

    /** The request's own time limit ends with the headers; a body may come drop by drop for ever. */
    private static String beginning(InputStream body, Duration timeout) throws IOException {
        var end = new CompletableFuture<Void>();
        end.whenComplete((nothing, late) -> {
            if (late != null) {
                close(body);
            }
        });
        end.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (body) {
            return Plain.cut(Plain.header(new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)), 300);
        } catch (IOException e) {
            return ""; // the status has been said already, and that is what counts
        } finally {
            end.complete(null);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // the reader sees it too
        }
    }
}
