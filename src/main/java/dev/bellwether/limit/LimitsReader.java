package dev.bellwether.limit;

import dev.bellwether.kpi.Labels;
import dev.bellwether.limit.Limits.Row;
import dev.bellwether.problem.DidYouMean;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problems;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads {@code limits.csv}: a header {@code limit,market,category,…,value,valid_from,note}, every column between
 * {@code limit} and {@code value} being a label, and one row for each value. An empty label matches all; lines that
 * begin with {@code #} are remarks.
 */
public final class LimitsReader {

    private static final String LIMIT = "limit";
    private static final String VALUE = "value";
    private static final String VALID_FROM = "valid_from";
    private static final String NOTE = "note";
    private static final List<String> OWN_COLUMNS = List.of(LIMIT, VALUE, VALID_FROM, NOTE);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .setCommentMarker('#')
            .get();

    private final String file;
    private final Problems problems;
    private final List<String> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private LimitsReader(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * @param file as a person would name it
     * @return what could be read; mistakes are told to {@code problems}
     */
    public static Limits read(String file, String text, Problems problems) {
        return new LimitsReader(file, problems).read(text);
    }

    private Limits read(String text) {
        try (CSVParser parser = FORMAT.parse(new StringReader(text))) {
            long line = 0;
            for (CSVRecord record : parser) {
                int first = (int) Math.max(line + 1, parser.getCurrentLineNumber() - linesIn(record));
                line = parser.getCurrentLineNumber();
                Location place = Location.of(file, first);
                if (columns.isEmpty()) {
                    readHeader(record, place);
                } else {
                    readRow(record, place);
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            problems.add(Location.of(file), "cannot be read as CSV: " + e.getMessage(), "is a quote left open?");
        }
        if (columns.isEmpty() && problems.isEmpty()) {
            problems.add(Location.of(file), "is empty", "begin with a header: limit,market,value,valid_from,note");
        }
        new TieCheck(rows, problems).check();
        return Limits.of(rows);
    }

    private static long linesIn(CSVRecord record) {
        return record.stream()
                .flatMapToInt(String::chars)
                .filter(letter -> letter == '\n')
                .count();
    }

    private void readHeader(CSVRecord record, Location place) {
        record.forEach(columns::add);
        if (!columns.get(0).equals(LIMIT)) {
            problems.add(place, "the first column is \"" + columns.get(0) + "\"", "it is to be \"limit\", the name");
        }
        if (!columns.contains(VALUE)) {
            problems.add(place, "has no column \"value\"", "the header is like limit,market,value,valid_from,note");
        }
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!NAME.matcher(column).matches()) {
                problems.add(place, "\"" + column + "\" is no name of a label", "write it in snake_case, like market");
            } else if (!seen.add(column)) {
                problems.add(place, "there are two columns \"" + column + "\"", "keep one");
            }
        }
    }

    private void readRow(CSVRecord record, Location place) {
        if (record.size() != columns.size()) {
            problems.add(
                    place,
                    "has " + record.size() + " cells, the header has " + columns.size(),
                    "a text with a comma in it goes in quotes; an empty cell still needs its comma");
            return;
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), record.get(i));
        }
        String limit = cells.getOrDefault(LIMIT, "");
        if (!NAME.matcher(limit).matches()) {
            problems.add(place, "\"" + limit + "\" is no name of a limit", "write it like late_ratio_max");
            return;
        }
        Map<String, String> labels = new LinkedHashMap<>(cells);
        OWN_COLUMNS.forEach(labels::remove);
        double value = number(cells.getOrDefault(VALUE, ""), place);
        Instant validFrom = date(cells.getOrDefault(VALID_FROM, ""), place);
        rows.add(new Row(limit, Labels.of(labels), value, validFrom, cells.getOrDefault(NOTE, ""), place));
    }

    private double number(String text, Location place) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value) && !text.matches(".*[a-zA-Z&&[^eE]].*")) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        problems.add(place, "value \"" + text + "\" is not a number", "write it like 0.08 or 5000, 8 % as 0.08");
        return Double.NaN;
    }

    private Instant date(String text, Location place) {
        if (text.isEmpty()) {
            return Instant.MIN;
        }
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            problems.add(
                    place, "valid_from \"" + text + "\" is not a date", "write it like 2026-11-01, or leave it out");
            return Instant.MIN;
        }
    }

    /** The message for a limit that no row has. */
    public static String meant(String limit, Limits limits) {
        return DidYouMean.sentence(limit, limits.names()) + " (limits are in limits.csv)";
    }
}
