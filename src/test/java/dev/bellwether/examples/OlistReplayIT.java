package dev.bellwether.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.bellwether.examples.OlistScore.Finding;
import dev.bellwether.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Nineteen months of real orders through the whole pipeline: does it find the crises that are known to have happened,
 * and is it quiet where nothing did? How an alert is set beside an event is told in {@link OlistScore}.
 */
class OlistReplayIT {

    private static OlistScore score;
    private static OlistRun run;

    @BeforeAll
    static void replay() throws SQLException, IOException {
        Path folder = OlistWarehouse.folderOrSkip();
        var warehouse = Postgres.freshDatabase();
        OlistWarehouse.load(warehouse, folder);

        long begin = System.nanoTime();
        run = OlistRun.over(warehouse, Postgres.freshDatabase(), midnight("2017-02-01"), midnight("2018-09-01"));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        score = OlistScore.of(OlistEvents.read(folder), run.fired(), warehouse);

        String report = OlistReport.of(score, run, took);
        System.out.println(report);
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("olist.md"), report);
    }

    private static Instant midnight(String day) {
        return LocalDate.parse(day).atStartOfDay(OlistScore.ZONE).toInstant();
    }

    /** The most days an alert may come after an event's start; those of promises lie weeks behind the purchase. */
    @ParameterizedTest
    @CsvSource({
        "late-black-friday-2017, 28",
        "late-arrivals-mar-apr-2018, 7",
        "deliveries-stop-strike-2018, 4",
        "review-newyear-2018, 10",
        "review-jun-2018, 14",
        "vol-black-friday-2017, 1",
        "late-aug-2018, 16",
        "late-strike-purchases-2018, 25",
        "late-arrivals-aug-2018, 3",
        "transit-strike-2018, 11",
        "approval-stop-apr-2018, 2",
        "promise-extended-jun-2018, 7"
    })
    void findsTheEvent(String event, long days) {
        assumeFalse(score.findings().isEmpty(), "the folder has no events.json");
        Finding finding = score.of(event);

        assertThat(finding.delay()).as("%s", finding).hasValueSatisfying(delay -> assertThat(delay)
                .isLessThanOrEqualTo(days));
    }

    @Test
    void firesAtMostTwiceInAllQuietPeriods() {
        assumeFalse(score.findings().isEmpty(), "the folder has no events.json");

        assertThat(score.falseAlarms()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void mailsEveryAlertAndNotMuchMore() {
        assertThat(run.mails().values().stream().mapToInt(java.util.List::size).sum())
                .isBetween(run.fired().size() / 2, run.fired().size() * 4);
    }
}
