package dev.bellwether.source;

import static dev.bellwether.source.Received.DAY;
import static dev.bellwether.source.Received.kpi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.source.SourceException.Retry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.TimeZone;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link JdbcSource} does on every database. */
abstract class JdbcSourceContract {

    private static final String ASKED = " FROM late WHERE ended_at > :from AND ended_at <= :to ORDER BY 1, 2";

    private final Received received = new Received();
    private DataSource database;

    abstract DataSource freshDatabase();

    /** A table-less query that takes at least ten seconds. */
    abstract String slowQuery();

    @BeforeEach
    void fillDatabase() throws SQLException {
        database = freshDatabase();
        execute("""
                CREATE TABLE late (
                  market VARCHAR(2), carrier INTEGER, ended_at TIMESTAMP WITH TIME ZONE, late BIGINT, due NUMERIC(10, 2),
                  ratio DOUBLE PRECISION, words VARCHAR(20), flag BOOLEAN)
                """);
        execute("""
                INSERT INTO late VALUES
                  ('ES', 1, TIMESTAMP WITH TIME ZONE '2026-01-05 00:00:00+00', 9, 90, 0.1, '0.1', TRUE),
                  ('ES', 1, TIMESTAMP WITH TIME ZONE '2026-01-05 01:00:00+00', 3, 40, 0.075, '0.075', TRUE),
                  ('ES', 2, TIMESTAMP WITH TIME ZONE '2026-01-05 03:00:00+01', 4, 50.5, 0.08, 'n/a', TRUE),
                  ('PL', NULL, TIMESTAMP WITH TIME ZONE '2026-01-06 00:00:00+00', NULL, 0, NULL, NULL, NULL),
                  ('PL', 3, TIMESTAMP WITH TIME ZONE '2026-01-06 00:00:01+00', 1, 1, 1, '1', TRUE)
                """);
    }

    @Test
    void readsRatiosOfTheWindow() {
        fetch(
                "SELECT carrier, market, ended_at AS at, late AS numerator, due AS denominator" + ASKED,
                "market",
                "carrier");

        assertThat(received.rows())
                .containsExactly("[ES, 1] 2026-01-05T01:00:00Z 3.0/40.0", "[ES, 2] 2026-01-05T02:00:00Z 4.0/50.5");
        assertThat(received.rejected()).containsExactly("[PL, ] numerator is empty");
    }

    @Test
    void readsValuesWithTheSampleBehindThem() {
        fetch("SELECT market AS \"Market\", ended_at AS \"AT\", ratio AS \"value\", late AS sample" + ASKED, "market");

        assertThat(received.rows())
                .containsExactly("[ES] 2026-01-05T01:00:00Z 0.075 of 3.0", "[ES] 2026-01-05T02:00:00Z 0.08 of 4.0");
        assertThat(received.rejected()).containsExactly("[PL] value is empty");
    }

    @Test
    void readsNumbersWrittenAsText() {
        fetch("SELECT market, ended_at AS at, words AS \"value\"" + ASKED, "market");

        assertThat(received.rows()).containsExactly("[ES] 2026-01-05T01:00:00Z 0.075");
        assertThat(received.rejected()).containsExactly("[ES] value is \"n/a\", not a number", "[PL] value is empty");
    }

    @Test
    void rejectsWhatIsNoFiniteNumber() {
        fetch("""
                SELECT 'a' AS market, ended_at AS at, CAST('NaN' AS DOUBLE PRECISION) AS "value" FROM late
                WHERE ended_at > :from AND ended_at <= :to AND late = 3
                UNION ALL SELECT 'b', ended_at, CAST('-Infinity' AS DOUBLE PRECISION) FROM late WHERE late = 3
                UNION ALL SELECT 'c', CAST(NULL AS TIMESTAMP WITH TIME ZONE), 1 FROM late WHERE late = 3
                ORDER BY 1
                """, "market");

        assertThat(received.rows()).isEmpty();
        assertThat(received.rejected())
                .containsExactly("[a] value is NaN", "[b] value is -Infinity", "[c] at is empty");
    }

    @Test
    void takesTimesWithoutZoneAsUtcWhateverThisMachinesZone() {
        TimeZone zone = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/Sao_Paulo"));

            fetch("SELECT market, CAST(ended_at AS TIMESTAMP) AS at, late AS \"value\"" + ASKED, "market");
            fetch("SELECT market, CAST(ended_at AS DATE) AS at, late AS \"value\"" + ASKED, "market");
            fetch("""
                    SELECT market, DATE_TRUNC('day', CAST(ended_at AS TIMESTAMP)) AS at, late AS "value" FROM late
                    WHERE CAST(ended_at AS TIMESTAMP) > :from AND ended_at <= :to ORDER BY 3
                    """, "market");
        } finally {
            TimeZone.setDefault(zone);
        }

        assertThat(received.rows())
                .containsExactly(
                        "[ES] 2026-01-05T01:00:00Z 3.0",
                        "[ES] 2026-01-05T02:00:00Z 4.0",
                        "[ES] 2026-01-05T00:00:00Z 3.0",
                        "[ES] 2026-01-05T00:00:00Z 4.0",
                        "[ES] 2026-01-05T00:00:00Z 3.0",
                        "[ES] 2026-01-05T00:00:00Z 4.0");
    }

    @Test
    void bindsTheWindowAsOftenAsItIsNamed() {
        fetch("""
                SELECT :to AS at, 1 AS "value" -- :from this comment's start
                FROM late WHERE :from < ended_at AND ended_at <= :to AND late = 3 AND ':to' <> '::from';
                """);

        assertThat(received.rows()).containsExactly("[] 2026-01-06T00:00:00Z 1.0");
    }

    @Test
    void namesEveryMissingColumn() {
        assertTrouble(
                "SELECT market, late AS numerator" + ASKED,
                Retry.POINTLESS,
                "(?i)late_ratio: the query's answer has no column carrier, at, denominator; it has market, numerator",
                "market",
                "carrier");
    }

    @Test
    void refusesColumnsOfTypesThatCannotBeRead() {
        assertTrouble(
                "SELECT ended_at AS at, flag AS \"value\"" + ASKED,
                Retry.POINTLESS,
                "(?i)late_ratio: the column value is of type bool(ean)?, which is no number; cast it in the query");
        assertTrouble(
                "SELECT market AS at, late AS \"value\"" + ASKED,
                Retry.POINTLESS,
                "(?i)late_ratio: the column at is of type .*, which is no time; cast it .*");
    }

    @Test
    void s12RefusesAnAnswerOfMoreRowsThanAllowed() {
        assertTrouble(
                "SELECT a.ended_at AS at, 1 AS \"value\" FROM late a, late b, late c"
                        + " WHERE a.ended_at > :from AND a.ended_at <= :to",
                Retry.POINTLESS,
                "late_ratio: the query answers more than the 50 rows allowed;"
                        + " ask for fewer dimensions, or raise the row cap of source \"warehouse\"");
    }

    @Test
    void saysWhatTheDatabaseSaidOfAWrongQuery() {
        assertTrouble(
                "SELECT market, nothing" + ASKED,
                Retry.POINTLESS,
                "(?is)late_ratio: source \"warehouse\" refuses the query: .*nothing.* \\(SQLState 42\\w{3}\\)");
    }

    @Test
    void refusesWhatIsNoQuery() {
        assertTrouble(
                "DELETE FROM late WHERE ended_at > :from AND ended_at <= :to",
                Retry.POINTLESS,
                "late_ratio: the query begins with \"DELETE\"; write one statement that begins with SELECT or WITH");
    }

    @Test
    void s1StopsAQueryThatTakesTooLong() {
        assertTrouble(
                slowQuery(),
                Retry.LATER,
                "late_ratio: source \"warehouse\" gave no answer within 1s \\(SQLState 57014\\)");
    }

    @Test
    void leavesTheConnectionAsItWas() throws SQLException {
        try (var connection = database.getConnection()) {
            var source = new JdbcSource(Unclosed.of(connection), settings());

            source.fetch(kpi("SELECT ended_at AS at, late AS \"value\"" + ASKED), DAY, received);

            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
        }
    }

    private void assertTrouble(String query, Retry retry, String pattern, String... dimensions) {
        var trouble = catchThrowableOfType(SourceException.class, () -> fetch(query, dimensions));

        assertThat(trouble.getMessage()).matches(pattern);
        assertThat(trouble.retry()).isEqualTo(retry);
    }

    private void fetch(String query, String... dimensions) {
        new JdbcSource(database, settings()).fetch(kpi(query, dimensions), DAY, received);
    }

    private static JdbcSource.Settings settings() {
        return new JdbcSource.Settings("warehouse", Duration.ofSeconds(1), 10, 50);
    }

    final DataSource database() {
        return database;
    }

    final void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
