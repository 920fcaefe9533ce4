package dev.bellwether.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kpi.Labels;
import dev.bellwether.problem.Problem;
import dev.bellwether.problem.Problems;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    private static final String TABLE = """
            limit,market,category,value,valid_from,note
            # how much later than usual parcels may leave
            late_rise_max,,,0.04,,
            late_rise_max,BR,,0.06,,"strikes, often"
            late_rise_max,BR,,0.08,2026-12-01,a new contract
            late_rise_max,BR,toys,0.1,,
            late_rise_max,,toys,0.05,2027-01-01,
            """;

    private static Limits read(String table) {
        var problems = new Problems();
        Limits limits = LimitsReader.read("limits.csv", table, problems);
        assertThat(problems.list()).isEmpty();
        return limits;
    }

    private static String mistakesIn(String table) {
        var problems = new Problems();
        LimitsReader.read("limits.csv", table, problems);
        return problems.list().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "ES, fashion, 2026-11-22, 0.04",
        "BR, fashion, 2026-11-22, 0.06",
        "BR, fashion, 2026-12-01, 0.08",
        "BR, toys, 2026-12-01, 0.1",
        "ES, toys, 2026-12-31, 0.04",
        "ES, toys, 2027-01-01, 0.05",
    })
    void theMostSpecificRowInForceCounts(String market, String category, String day, double expected) {
        Limits limits = read(TABLE);

        assertThat(limits.value(
                        "late_rise_max",
                        Labels.of("market", market, "category", category),
                        Instant.parse(day + "T00:00:00Z")))
                .isEqualTo(expected);
    }

    @Test
    void whatNoRowSaysIsNotANumber() {
        Limits limits = read("limit,market,value\nonly_br,BR,1\n");

        assertThat(limits.value("only_br", Labels.of("market", "ES"), NOW)).isNaN();
        assertThat(limits.value("unheard_of", Labels.NONE, NOW)).isNaN();
        assertThat(limits.names()).containsExactly("only_br");
    }

    @Test
    void otherRowsTakeThePlaceOfThoseWithTheSameLabels() {
        Limits limits = read(TABLE);
        var row = new Limits.Row(
                "late_rise_max",
                Labels.of("market", "BR"),
                0.5,
                Instant.MIN,
                "",
                limits.rowsOf("late_rise_max").get(0).place());

        assertThat(limits.with(List.of(row)).value("late_rise_max", Labels.of("market", "BR"), NOW))
                .isEqualTo(0.5);
        assertThat(limits.with(List.of(row)).value("late_rise_max", Labels.NONE, NOW))
                .isEqualTo(0.04);
    }

    @Test
    void equallySpecificRowsAreAMistakeUnlessOneDecidesBetweenThem() {
        String both = """
                limit,market,carrier,value
                slow_max,BR,,1
                slow_max,,own,2
                """;

        assertThat(mistakesIn(both))
                .isEqualTo("limits.csv:3: limit \"slow_max\": for {carrier=\"own\", market=\"BR\"} this row counts as"
                        + " much as the one in limits.csv:2; add a row for {carrier=\"own\", market=\"BR\"}, or take a"
                        + " label away");
        assertThat(mistakesIn(both + "slow_max,BR,own,3\n")).isEmpty();
    }

    @Test
    void eachMistakeHasItsLineAndItsMend() {
        assertThat(mistakesIn("""
                limit,market,value,valid_from,note
                late_max,,8 %,,
                late_max,BR,0.1,soon,
                Late Max,,1,,
                twice,,1,,
                twice,,2,,
                short,1
                """)).isEqualTo("""
                limits.csv:2: value "8 %" is not a number; write it like 0.08 or 5000, 8 % as 0.08
                limits.csv:3: valid_from "soon" is not a date; write it like 2026-11-01, or leave it out
                limits.csv:4: "Late Max" is no name of a limit; write it like late_ratio_max
                limits.csv:6: limit "twice" is given twice for all; the other is in limits.csv:5; keep one, or give the newer a valid_from
                limits.csv:7: has 2 cells, the header has 5; a text with a comma in it goes in quotes; an empty cell still needs its comma""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "''~limits.csv: is empty; begin with a header: limit,market,value,valid_from,note",
                "name,value~limits.csv:1: the first column is \"name\"; it is to be \"limit\", the name",
                "limit,market~limits.csv:1: has no column \"value\"; the header is like limit,market,value,valid_from,note",
                "limit,value,value~limits.csv:1: there are two columns \"value\"; keep one",
                "limit,Mar ket,value~limits.csv:1: \"Mar ket\" is no name of a label; write it in snake_case, like market",
            })
    void aTableNeedsItsHeader(String table, String mistake) {
        assertThat(mistakesIn(table)).isEqualTo(mistake);
    }
}
