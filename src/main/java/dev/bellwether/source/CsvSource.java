package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.SourceException.Retry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * A folder of CSV files, each with a header row: the KPI's dimensions, {@code at} as ISO 8601, and {@code value} or
 * {@code numerator} and {@code denominator}. UTF-8, with or without a byte order mark; commas, quotes as in RFC 4180.
 */
public final class CsvSource implements MetricSource {

    private static final int BYTE_ORDER_MARK = '\uFEFF';
    private static final int REPLACEMENT = '\uFFFD';
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private final Settings settings;

    public CsvSource(Settings settings) {
        this.settings = settings;
    }

    /**
     * Which files are read.
     *
     * @param name as KPIs give it in {@code source:}
     * @param folder no file outside it is read, nor by way of a link
     * @param byteCap larger files are refused
     * @param rowCap files with more rows are refused
     */
    public record Settings(String name, Path folder, long byteCap, long rowCap) {

        public Settings {
            if (name.isBlank() || byteCap < 1 || rowCap < 1) {
                throw new IllegalArgumentException(
                        "source \"%s\" needs a name, and a byte cap and a row cap above 0".formatted(name));
            }
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public List<String> mistakesIn(Kpi kpi) {
        return kpi.query().toLowerCase(Locale.ROOT).endsWith(".csv")
                ? List.of()
                : List.of("names no CSV file; write file: late.csv");
    }

    @Override
    public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
        Path file = fileOf(kpi);
        try {
            long size = Files.size(file);
            FileTime modified = Files.getLastModifiedTime(file);
            if (size > settings.byteCap()) {
                throw pointless(
                        kpi,
                        "is larger than the %,d bytes allowed; split it, or raise the byte cap of source \"%s\""
                                .formatted(settings.byteCap(), name()));
            }
            read(kpi, file, window, receiver);
            if (size != Files.size(file) || !modified.equals(Files.getLastModifiedTime(file))) {
                throw new SourceException(about(kpi) + " changed while it was read", Retry.WORTH_IT);
            }
        } catch (IOException e) {
            throw new SourceException(about(kpi) + " cannot be read: " + e.getMessage(), Retry.WORTH_IT, e);
        }
    }

    private Path fileOf(Kpi kpi) {
        try {
            Path folder = settings.folder().toRealPath();
            Path file = folder.resolve(kpi.query()).normalize();
            if (!file.startsWith(folder)) {
                throw pointless(kpi, "lies outside the folder of source \"%s\"".formatted(name()));
            }
            Path real = file.toRealPath();
            if (!real.startsWith(folder)) {
                throw pointless(kpi, "is a link out of the folder of source \"%s\"".formatted(name()));
            }
            if (!Files.isRegularFile(real)) {
                throw pointless(kpi, "is no file");
            }
            return real;
        } catch (InvalidPathException e) {
            throw pointless(kpi, "is no name of a file");
        } catch (IOException e) {
            throw new SourceException(
                    "%s is not in folder %s of source \"%s\"".formatted(about(kpi), settings.folder(), name()),
                    Retry.WORTH_IT,
                    e);
        }
    }

    private void read(Kpi kpi, Path file, Window window, SampleReceiver receiver) throws IOException {
        try (BufferedReader text = open(file, CodingErrorAction.REPORT);
                CSVParser records = FORMAT.parse(text)) {
            new CsvRows(kpi, window, settings.rowCap(), records).handTo(receiver);
        } catch (CharacterCodingException e) {
            throw new SourceException(
                    "%s:%d is not written in UTF-8; export it again as UTF-8".formatted(about(kpi), lineNotUtf8(file)),
                    Retry.POINTLESS,
                    e);
        }
    }

    private static BufferedReader open(Path file, CodingErrorAction onError) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(onError);
        var text = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    private static long lineNotUtf8(Path file) throws IOException {
        try (BufferedReader text = open(file, CodingErrorAction.REPLACE)) {
            return 1
                    + text.lines()
                            .takeWhile(line -> line.indexOf(REPLACEMENT) < 0)
                            .count();
        }
    }

    private static SourceException pointless(Kpi kpi, String what) {
        return new SourceException(about(kpi) + " " + what, Retry.POINTLESS);
    }

    private static String about(Kpi kpi) {
        return kpi.id() + ": " + kpi.query();
    }
}
