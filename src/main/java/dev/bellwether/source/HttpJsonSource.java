package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.AnswerCache.Kept;
import dev.bellwether.source.HttpAccess.Ask;
import dev.bellwether.source.SourceException.Retry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A server that answers JSON: a list of rows, each with the KPI's dimensions, {@code at} as ISO 8601 or seconds or
 * milliseconds since 1970, and {@code value} or {@code numerator} and {@code denominator}. Rows of other times than asked
 * for are passed over.
 */
public final class HttpJsonSource implements MetricSource {

    /** Of one answer, and of all that are kept for their ETags. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final long ALL_KEPT_BYTES = 32L << 20;

    private final HttpTarget target;
    private final HttpAccess access;
    private final AnswerCache kept = new AnswerCache(ALL_KEPT_BYTES);

    public HttpJsonSource(HttpTarget target) {
        this.target = target;
        this.access = new HttpAccess(target, body -> ""); // what a foreign server says is not repeated
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public List<String> mistakesIn(Kpi kpi) {
        return JsonQuery.of(kpi).mistakes();
    }

    @Override
    public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
        JsonQuery query = JsonQuery.of(kpi);
        if (!query.mistakes().isEmpty()) {
            throw new SourceException(
                    kpi.id() + ": the query " + String.join("; it ", query.mistakes()), Retry.POINTLESS);
        }
        URI address = query.uri(target, window);
        Optional<Kept> before = kept.of(address);
        var rows = new JsonRows(kpi, query, window, receiver);
        access.ask(kpi, Ask.get(address, before.map(Kept::etag).orElse("")), answer -> {
            if (answer.isUnchanged()) {
                Kept same = before.orElseThrow(() -> access.trouble(
                        kpi, "says that nothing changed (HTTP 304), and was not asked that", Retry.WORTH_IT));
                read(kpi, rows, query, new ByteArrayInputStream(same.body()));
            } else if (answer.etag().isEmpty()) {
                read(kpi, rows, query, answer.body());
            } else {
                var copy = new Copying(answer.body());
                read(kpi, rows, query, copy);
                copy.whole().ifPresent(body -> kept.put(address, new Kept(answer.etag(), body)));
            }
        });
    }

    private void read(Kpi kpi, JsonRows rows, JsonQuery query, InputStream body) {
        boolean found = rows.read(body, () -> {
            if (rows.rows() > target.limits().rows()) {
                String what = "answers more than the %,d rows allowed; ask for fewer dimensions, or raise its max-rows"
                        .formatted(target.limits().rows());
                throw access.trouble(kpi, what, Retry.POINTLESS);
            }
        });
        if (!found) {
            String where =
                    query.rows().matches() ? "its answer is no list" : "its answer has no list at " + query.rows();
            throw access.trouble(kpi, "cannot be understood: " + where + "; look at rows", Retry.POINTLESS);
        }
    }

    /** Keeps what is read through it, unless that is too much to keep. */
    private static final class Copying extends FilterInputStream {

        private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
        private boolean isTooLarge;

        Copying(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            throw new UnsupportedOperationException("the parser reads by blocks");
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int some = super.read(into, from, length);
            isTooLarge |= copy.size() + Math.max(0, some) > KEPT_BYTES;
            if (some > 0 && !isTooLarge) {
                copy.write(into, from, some);
            }
            return some;
        }

        Optional<byte[]> whole() {
            return isTooLarge ? Optional.empty() : Optional.of(copy.toByteArray());
        }
    }
}
