package dev.bellwether.detect;

import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Scores the rows of one CSV file, one by one, and collects their mistakes. */
final class SeriesRows {

    private static final String SCORE = "anomaly_score";
    private static final int MOST_PROBLEMS = 20;
    private static final int ROWS_PER_STEP_BACK = 100;
    private static final double SCORE_DIGITS = 1e6;

    private final String file;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final Problems problems = new Problems();
    private final SeriesDetector detector = new SeriesDetector();
    private long rows;
    private long unusual;
    private long backwards;
    private int firstBackwards;
    private long latest = Long.MIN_VALUE;

    SeriesRows(String file, CSVParser parser) {
        this.file = file;
        this.parser = parser;
        this.records = parser.iterator();
    }

    ScoredSeries scoreTo(CSVPrinter out) throws IOException {
        if (!hasNext()) {
            throw broken("is empty", "write a header row timestamp,value and the readings below it, oldest first");
        }
        List<String> header = records.next().stream().map(String::strip).toList();
        int timestamp = columnOf("timestamp", header);
        int value = columnOf("value", header);
        if (header.contains(SCORE)) {
            problems.add(here(), "has a column %s already".formatted(SCORE), "leave it out");
        }
        problems.throwIfAny();
        print(out, header, SCORE);
        while (hasNext()) {
            CSVRecord row = records.next();
            if (row.size() == header.size()) {
                print(
                        out,
                        row,
                        scoreOf(row.get(timestamp).strip(), row.get(value).strip()));
            } else {
                problem(
                        "has %d columns, and the header has %d".formatted(row.size(), header.size()),
                        "a row is half written, or holds a comma without quotes");
            }
        }
        return judged();
    }

    private int columnOf(String name, List<String> header) {
        List<String> names =
                header.stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            problems.add(here(), "has no column \"%s\"".formatted(name), DidYouMean.sentence(name, header));
        }
        return index;
    }

    private String scoreOf(String timestamp, String value) {
        rows++;
        long at = at(timestamp);
        double score = detector.score(at, reading(value));
        if (at < latest && backwards++ == 0) {
            firstBackwards = here().line();
        }
        latest = at;
        double rounded = Math.round(score * SCORE_DIGITS) / SCORE_DIGITS;
        if (rounded >= ScoredSeries.UNUSUAL) {
            unusual++;
        }
        return written(rounded);
    }

    private long at(String timestamp) {
        try {
            return TimestampText.epochSecond(timestamp);
        } catch (DateTimeException e) {
            problem("timestamp \"%s\" is no time".formatted(timestamp), TimestampText.examples());
            return latest;
        }
    }

    /** The reading; {@code NaN} where there is none. */
    private double reading(String value) {
        if (value.isEmpty() || value.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            double reading = Double.parseDouble(value);
            if (Double.isFinite(reading)) {
                return reading;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        problem(
                "value \"%s\" is no finite number".formatted(value),
                "write it like 0.31; leave it empty where it is missing");
        return Double.NaN;
    }

    private ScoredSeries judged() {
        if (rows == 0 && problems.isEmpty()) {
            throw broken("has no rows below its header", "write the readings there, oldest first");
        }
        if (backwards * ROWS_PER_STEP_BACK > Math.max(rows, ROWS_PER_STEP_BACK)) {
            problems.add(
                    Location.of(file, firstBackwards),
                    "is older than the row above, as are %d of %d rows".formatted(backwards, rows),
                    "sort the file by timestamp, oldest first");
        }
        problems.throwIfAny();
        return new ScoredSeries(rows, unusual, backwards, firstBackwards);
    }

    private boolean hasNext() throws IOException {
        try {
            return records.hasNext();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException notUtf8) {
                throw notUtf8;
            }
            throw broken("cannot be read on", "a quote is not closed, or text follows a closing quote");
        }
    }

    private void problem(String what, String mend) {
        problems.add(here(), what, mend);
        if (problems.size() == MOST_PROBLEMS) {
            problems.throwIfAny();
        }
    }

    private ProblemsException broken(String what, String mend) {
        problems.add(here(), what, mend);
        return new ProblemsException(problems.list());
    }

    private Location here() {
        return Location.of(file, (int) Math.min(parser.getCurrentLineNumber(), Integer.MAX_VALUE));
    }

    private static void print(CSVPrinter out, Iterable<String> cells, String last) throws IOException {
        for (String cell : cells) {
            out.print(cell);
        }
        out.print(last);
        out.println();
    }

    /** At most six digits, never an exponent. */
    private static String written(double score) {
        String digits = Long.toString(Math.round((1 + score) * SCORE_DIGITS));
        return score == 0 ? "0" : digits.charAt(0) - '1' + "." + digits.substring(1);
    }
}
