package dev.bellwether.detect;

import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/**
 * A CSV file with the columns {@code timestamp} and {@code value}, oldest row first, read and scored row by row. UTF-8,
 * with or without a byte order mark; commas, quotes as in RFC 4180. Further columns are kept and not looked at.
 */
public final class SeriesFile {

    private static final int BYTE_ORDER_MARK = '\uFEFF';
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setIgnoreEmptyLines(true)
            .setRecordSeparator('\n')
            .get();

    private final Path file;

    public SeriesFile(Path file) {
        this.file = file;
    }

    /**
     * Writes the same rows with a further column {@code anomaly_score}. {@code out} appears when all of it is there.
     *
     * @throws ProblemsException when rows cannot be understood; then nothing is left behind
     */
    public ScoredSeries scoreTo(Path out) throws IOException {
        if (Files.exists(out) && !Files.isRegularFile(out)) {
            return write(out); // a pipe or a terminal takes rows as they come
        }
        Path unfinished = out.resolveSibling(out.getFileName() + ".part");
        try {
            ScoredSeries scored = write(unfinished);
            Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
            return scored;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private ScoredSeries write(Path out) throws IOException {
        try (BufferedReader text = open();
                CSVParser rows = FORMAT.parse(text);
                BufferedWriter written = Files.newBufferedWriter(out);
                CSVPrinter printer = FORMAT.print(written)) {
            return new SeriesRows(file.toString(), rows).scoreTo(printer);
        } catch (CharacterCodingException e) {
            var notUtf8 =
                    new Problem(Location.of(file.toString()), "is not written in UTF-8", "export it again as UTF-8");
            throw new ProblemsException(List.of(notUtf8));
        }
    }

    private BufferedReader open() throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        var text = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }
}
