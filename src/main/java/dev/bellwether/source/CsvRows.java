package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.SourceException.Retry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads the rows of one CSV file, one by one. */
final class CsvRows {

    private final Kpi kpi;
    private final Window window;
    private final long rowCap;
    private final CSVParser records;
    private final Iterator<CSVRecord> iterator;
    private final String[] dimensionValues;
    private String lastAt = "";
    private Optional<Instant> lastInstant = Optional.empty();
    private String mistake = "";

    CsvRows(Kpi kpi, Window window, long rowCap, CSVParser records) {
        this.kpi = kpi;
        this.window = window;
        this.rowCap = rowCap;
        this.records = records;
        this.iterator = records.iterator();
        this.dimensionValues = new String[kpi.dimensions().size()];
    }

    void handTo(SampleReceiver receiver) throws IOException {
        if (!hasNext()) {
            throw broken("has no header row");
        }
        CSVRecord header = iterator.next();
        Columns columns = Columns.of(kpi, header.stream().map(String::strip).toList(), kpi.query());
        long count = 0;
        while (hasNext()) {
            CSVRecord row = iterator.next();
            if (row.size() != header.size()) {
                throw broken("has %d columns, and the header has %d; a row is half written or holds an unquoted comma"
                        .formatted(row.size(), header.size()));
            }
            if (++count > rowCap) {
                throw new SourceException(
                        "%s: %s has more than the %,d rows allowed".formatted(kpi.id(), kpi.query(), rowCap),
                        Retry.POINTLESS);
            }
            hand(row, columns, receiver);
        }
    }

    private boolean hasNext() throws IOException {
        try {
            return iterator.hasNext();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException notUtf8) {
                throw notUtf8;
            }
            throw broken("cannot be read on: a quote is not closed, or text follows a closing quote");
        }
    }

    private void hand(CSVRecord row, Columns columns, SampleReceiver receiver) {
        mistake = "";
        for (int i = 0; i < dimensionValues.length; i++) {
            dimensionValues[i] = row.get(columns.dimensions()[i]);
        }
        Instant at = instant(row.get(columns.at()));
        if (mistake.isEmpty() && !window.contains(at)) {
            return;
        }
        double value = number(row, "value", columns.value());
        double numerator = number(row, "numerator", columns.numerator());
        double denominator = number(row, "denominator", columns.denominator());
        double sample = isEmpty(row, columns.sample()) ? Double.NaN : number(row, "sample", columns.sample());
        if (mistake.isEmpty()) {
            receiver.accept(dimensionValues, at.toEpochMilli(), value, numerator, denominator, sample);
        } else {
            receiver.reject(dimensionValues, "line " + line() + ": " + mistake);
        }
    }

    private Instant instant(String text) {
        if (!text.equals(lastAt)) {
            lastAt = text;
            lastInstant = CellText.instant(text);
        }
        if (lastInstant.isEmpty()) {
            mistake = text.isBlank() ? "at is empty" : "at is \"" + text + "\", not a time like 2026-01-05T06:00:00Z";
        }
        return lastInstant.orElse(Instant.EPOCH);
    }

    private double number(CSVRecord row, String name, int column) {
        if (column == Columns.NONE) {
            return Double.NaN;
        }
        String text = row.get(column);
        double number = CellText.number(text);
        if (Double.isNaN(number) && mistake.isEmpty()) {
            mistake = text.isBlank() ? name + " is empty" : name + " is \"" + text + "\", not a number";
        }
        return number;
    }

    private static boolean isEmpty(CSVRecord row, int column) {
        return column == Columns.NONE || row.get(column).isBlank();
    }

    private SourceException broken(String what) {
        return new SourceException("%s: %s:%d %s".formatted(kpi.id(), kpi.query(), line(), what), Retry.WORTH_IT);
    }

    private long line() {
        return Math.max(1, records.getCurrentLineNumber());
    }
}
