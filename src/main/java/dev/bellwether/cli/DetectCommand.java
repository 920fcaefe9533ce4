package dev.bellwether.cli;

import dev.bellwether.detect.ScoredSeries;
import dev.bellwether.detect.SeriesFile;
import dev.bellwether.problem.Location;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.ProblemsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code detect}: scores one series from a file, without a catalogue. */
@Command(
        name = "detect",
        description = {
            "Scores each row of a CSV file with the columns timestamp and value: 0 nothing new, near 1 never seen the like.",
            "A score sees its own row and earlier ones only. From 0.5 on a row is worth a look; the first 40 rows score 0."
        },
        footer = {
            "  java -jar bellwether.jar detect orders.csv --out scored.csv",
            "",
            "orders.csv is timestamp,value with the oldest row first; scored.csv has the same rows and anomaly_score.",
            "A value that is empty or NaN is missing and scores 0. Exit codes: 0 fine; 1 the file has mistakes;",
            "2 wrong usage, or a file that cannot be read or written."
        })
@SuppressWarnings("NullAway.Init") // picocli fills it in
final class DetectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "IN.csv", description = "the series")
    private Path in;

    @Option(names = "--out", required = true, paramLabel = "OUT.csv", description = "where the scored rows go")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out) && Files.exists(in) && Files.isSameFile(in, out)) {
            throw new ParameterException(spec.commandLine(), "IN and OUT are the same file; name another OUT");
        }
        PrintWriter err = spec.commandLine().getErr();
        try {
            tell(new SeriesFile(in).scoreTo(out));
            return Cli.FINE;
        } catch (ProblemsException e) {
            e.problems().forEach(err::println);
            return Cli.MISTAKES;
        } catch (FileSystemException e) {
            err.println("bellwether: %s %s".formatted(e.getFile(), trouble(e)));
            return Cli.NOT_RUN;
        }
    }

    private void tell(ScoredSeries scored) {
        if (scored.backwards() > 0) {
            var where = Location.of(in.toString(), scored.firstBackwards());
            spec.commandLine()
                    .getErr()
                    .println(new Problem(
                            where,
                            "note: %d of %,d rows are older than the row above, this the first"
                                    .formatted(scored.backwards(), scored.rows()),
                            "scored in the order of the file"));
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %,d rows, %,d of them score %s or more%n",
                        out, scored.rows(), scored.unusual(), ScoredSeries.UNUSUAL);
    }

    private static String trouble(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "is not there, or its folder is not";
        }
        return e instanceof AccessDeniedException
                ? "may not be read or written"
                : "cannot be read or written: " + Objects.toString(e.getReason(), "no reason is known");
    }
}
