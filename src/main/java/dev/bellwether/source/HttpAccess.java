package dev.bellwether.source;

import dev.bellwether.kpi.Durations;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.source.SourceException.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Asks one server for JSON. Every request is held to the target's limits, stays with the server it was sent to, and a
 * server that asks to be left alone for a while is.
 */
final class HttpAccess {

    private static final int MOST_REDIRECTS = 3;
    private static final int ERROR_BYTES = 64 * 1024;
    private static final Duration LONGEST_REST = Duration.ofHours(1);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpTarget target;
    private final Function<InputStream, String> errorIn;
    private final LongSupplier nanos;
    private final HttpClient client;
    private volatile long restUntil;

    /** @param errorIn finds what an answer that is an error says, when that may be repeated; empty otherwise */
    HttpAccess(HttpTarget target, Function<InputStream, String> errorIn) {
        this(target, errorIn, System::nanoTime);
    }

    HttpAccess(HttpTarget target, Function<InputStream, String> errorIn, LongSupplier nanos) {
        this.target = target;
        this.errorIn = errorIn;
        this.nanos = nanos;
        this.restUntil = nanos.getAsLong();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(target.limits().connect());
        target.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /**
     * What is asked.
     *
     * @param form sent in the body of a POST; empty for a GET
     * @param etag of the answer that is there already; empty when there is none
     */
    record Ask(URI uri, Map<String, String> form, String etag) {

        static Ask get(URI uri, String etag) {
            return new Ask(uri, Map.of(), etag);
        }

        static Ask post(URI uri, Map<String, String> form) {
            return new Ask(uri, form, "");
        }

        private Ask at(URI other) {
            return new Ask(other, form, etag);
        }
    }

    /** Reads an answer to its end. */
    @FunctionalInterface
    interface AnswerReader {

        void read(HttpAnswer answer) throws IOException;
    }

    /** The address of a path of the server. */
    URI at(String path) {
        return target.at(path);
    }

    /** @throws SourceException when there is no whole answer in JSON within the limits */
    void ask(Kpi kpi, Ask ask, AnswerReader reader) {
        checkRest(kpi);
        var isLate = new AtomicBoolean();
        long started = System.nanoTime();
        try {
            HttpResponse<InputStream> response = send(kpi, ask);
            Duration left = target.limits().answer().minusNanos(System.nanoTime() - started);
            try (InputStream body = response.body()) {
                CompletableFuture<Void> end = closeAfter(left, body, isLate);
                try {
                    read(kpi, response, body, reader);
                } finally {
                    end.complete(null);
                }
            }
        } catch (IOException | UncheckedIOException | JacksonException e) {
            throw isLate.get() ? late(kpi) : inWords(kpi, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw trouble(kpi, "was not waited for: the service is stopping", Retry.LATER);
        }
    }

    /** The client's own timeout ends with the headers, and a body may come drop by drop for ever. */
    private static CompletableFuture<Void> closeAfter(Duration left, InputStream body, AtomicBoolean isLate) {
        var end = new CompletableFuture<Void>();
        end.whenComplete((nothing, timeout) -> {
            if (timeout != null) {
                isLate.set(true);
                try {
                    body.close();
                } catch (IOException e) {
                    // the reader sees it too
                }
            }
        });
        return end.orTimeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    }

    private HttpResponse<InputStream> send(Kpi kpi, Ask first) throws IOException, InterruptedException {
        Ask ask = first;
        for (int sent = 0; sent <= MOST_REDIRECTS; sent++) {
            Optional<String> mistake = target.hosts().mistakeInAddressOf(ask.uri());
            if (mistake.isPresent()) {
                throw trouble(kpi, mistake.get(), Retry.POINTLESS);
            }
            HttpResponse<InputStream> response = client.send(request(ask), BodyHandlers.ofInputStream());
            boolean keepsMethod = response.statusCode() >= 307 || ask.form().isEmpty();
            if (!REDIRECTS.contains(response.statusCode()) || !keepsMethod) {
                return response;
            }
            response.body().close();
            ask = ask.at(redirected(kpi, ask.uri(), response));
        }
        throw trouble(kpi, "redirects from one address to the next without end", Retry.POINTLESS);
    }

    private URI redirected(Kpi kpi, URI from, HttpResponse<?> response) {
        URI to;
        try {
            to = from.resolve(response.headers().firstValue("Location").orElse(""));
        } catch (IllegalArgumentException e) {
            throw trouble(kpi, "redirects to what is no address", Retry.POINTLESS);
        }
        if (!target.isServerOf(to)) {
            String where = to.getScheme() + "://" + to.getRawAuthority();
            throw trouble(
                    kpi,
                    "redirects to another server (" + where + "), where nobody follows; does it want a login?",
                    Retry.POINTLESS);
        }
        return to;
    }

    private HttpRequest request(Ask ask) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(ask.uri())
                .timeout(target.limits().answer())
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip")
                .header("User-Agent", "bellwether");
        target.authorization().header().ifPresent(header -> builder.header("Authorization", header));
        if (!ask.etag().isEmpty()) {
            builder.header("If-None-Match", ask.etag());
        }
        if (!ask.form().isEmpty()) {
            builder.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(encoded(ask.form())));
        }
        return builder.build();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private void read(Kpi kpi, HttpResponse<InputStream> response, InputStream body, AnswerReader reader)
            throws IOException {
        String etag = response.headers().firstValue("ETag").orElse("");
        if (response.statusCode() == 304) {
            reader.read(new HttpAnswer(true, etag, InputStream.nullInputStream()));
            return;
        }
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean isJson = type.contains("json");
        boolean isPacked =
                response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
        if (response.statusCode() != 200) {
            InputStream start = new CappedStream(isPacked ? new GZIPInputStream(body) : body, ERROR_BYTES);
            throw refused(kpi, response, isJson ? errorIn.apply(start) : "");
        }
        if (!isJson) {
            String what = "answers %s, not JSON; is it a login page?".formatted(type.isEmpty() ? "something" : type);
            throw trouble(kpi, what, Retry.POINTLESS);
        }
        InputStream unpacked = isPacked ? new GZIPInputStream(body) : body;
        reader.read(new HttpAnswer(
                false, etag, new CappedStream(unpacked, target.limits().bytes())));
    }

    private SourceException refused(Kpi kpi, HttpResponse<?> response, String error) {
        int status = response.statusCode();
        Optional<Duration> rest = restAskedFor(response);
        if ((status == 429 || status == 503) && rest.isPresent()) {
            restUntil = nanos.getAsLong() + rest.get().toNanos();
            return trouble(kpi, "asks to be left alone for " + Durations.write(rest.get()) + http(status), Retry.LATER);
        }
        if (status == 401 || status == 403) {
            String what = "refuses the login" + http(status) + "; look at its username, password or token";
            return trouble(kpi, what, Retry.POINTLESS);
        }
        String what = error.isEmpty() ? "refuses" + http(status) : "says: " + error + http(status);
        if (status == 429 || status == 408 || status == 504) {
            return trouble(kpi, what, Retry.LATER);
        }
        return trouble(kpi, what, status >= 500 ? Retry.WORTH_IT : Retry.POINTLESS);
    }

    private static String http(int status) {
        return " (HTTP " + status + ")";
    }

    /** RFC 9110, 10.2.3: seconds, or a date, which is compared with the answer's own. */
    private static Optional<Duration> restAskedFor(HttpResponse<?> response) {
        Optional<String> written = response.headers().firstValue("Retry-After").map(String::strip);
        Optional<Duration> rest = written.flatMap(after -> {
            if (after.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(after)));
            }
            Optional<ZonedDateTime> from = response.headers().firstValue("Date").flatMap(HttpAccess::date);
            return from.flatMap(start -> date(after).map(end -> Duration.between(start, end)));
        });
        return rest.filter(one -> !one.isNegative() && !one.isZero())
                .map(one -> one.compareTo(LONGEST_REST) < 0 ? one : LONGEST_REST);
    }

    private static Optional<ZonedDateTime> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private void checkRest(Kpi kpi) {
        long left = restUntil - nanos.getAsLong();
        if (left > 0) {
            Duration rest = Duration.ofSeconds(TimeUnit.NANOSECONDS.toSeconds(left) + 1);
            throw trouble(kpi, "asked to be left alone for " + Durations.write(rest) + " more", Retry.LATER);
        }
    }

    private SourceException inWords(Kpi kpi, Exception e) {
        Throwable cause = e instanceof IOException || e.getCause() == null ? e : e.getCause();
        if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return late(kpi);
        }
        if (cause instanceof HttpConnectTimeoutException) {
            String within = Durations.write(target.limits().connect());
            return trouble(kpi, "cannot be reached: no connection within " + within, Retry.LATER);
        }
        if (cause instanceof CappedStream.TooLarge) {
            String what = "answers more than the %,d bytes allowed; ask for fewer series, or raise its max-answer-size"
                    .formatted(target.limits().bytes());
            return trouble(kpi, what, Retry.POINTLESS);
        }
        if (cause instanceof UnknownHostException) {
            return trouble(
                    kpi, "cannot be reached: no host is called " + target.url().getHost(), Retry.WORTH_IT);
        }
        if (cause instanceof ConnectException) {
            return trouble(kpi, "cannot be reached: nothing answers at " + target.url(), Retry.WORTH_IT);
        }
        if (cause instanceof SSLException) {
            return trouble(kpi, "cannot be trusted: " + cause.getMessage(), Retry.POINTLESS);
        }
        if (e instanceof UncheckedIOException secretMissing) {
            return trouble(kpi, "cannot be asked: " + secretMissing.getMessage(), Retry.LATER);
        }
        if (cause instanceof UnexpectedEndOfInputException || cause instanceof IOException) {
            return new SourceException(about(kpi) + "broke off in the middle of its answer", Retry.WORTH_IT, e);
        }
        return new SourceException(about(kpi) + "answers what is no JSON", Retry.POINTLESS, e);
    }

    private SourceException late(Kpi kpi) {
        String within = Durations.write(target.limits().answer());
        return trouble(kpi, "gave no answer within " + within, Retry.LATER);
    }

    /** What a person is told when something is wrong with an answer. */
    SourceException trouble(Kpi kpi, String what, Retry retry) {
        return new SourceException(about(kpi) + what, retry);
    }

    private String about(Kpi kpi) {
        return kpi.id() + ": source \"" + target.name() + "\" ";
    }
}
