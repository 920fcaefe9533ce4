package dev.bellwether.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlQueryTest {

    private static final String ASKED = " WHERE ended_at > :from AND ended_at <= :to";

    @Test
    void bindsEachParameterAsOftenAsItOccurs() {
        var query = SqlQuery.parse("SELECT :from, :TO, (:to), :from::timestamptz FROM t");

        assertThat(query.mistakes()).isEmpty();
        assertThat(query.jdbcText()).isEqualTo("SELECT ?, ?, (?), ?::timestamptz FROM t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'at :from; o''clock :to'",
                "\"a :from \"\" ; column\"",
                "-- :from; drop\n",
                "-- it's\n",
                "/* :from /* ; :to */ it's */",
                "$$ :from ; ' $$",
                "$q$ :from $$ ; ' $q$",
                "E'it\\'s :from ;'",
                "e'\\\\'",
                "'a\\'",
                "a::from",
                "a :: to",
                "a$b$c",
                "x.\"from\"",
            })
    void leavesAloneWhatIsNoParameter(String text) {
        var query = SqlQuery.parse("SELECT " + text + " FROM t" + ASKED);

        assertThat(query.mistakes()).isEmpty();
        assertThat(query.jdbcText()).isEqualTo("SELECT " + text + " FROM t WHERE ended_at > ? AND ended_at <= ?");
    }

    @Test
    void keepsTheOperatorsOfPostgresqlThatLookLikeJdbcParameters() {
        assertThat(SqlQuery.parse("SELECT a ? 'b', a ?? 'c'" + ASKED).jdbcText())
                .startsWith("SELECT a ?? 'b', a ?? 'c'");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", " ; \n", "; -- that was it\n", ";; /* end */"})
    void dropsTheSemicolonAtTheEnd(String end) {
        var query = SqlQuery.parse("-- late orders\nselect 1" + ASKED + end);

        assertThat(query.mistakes()).isEmpty();
        assertThat(query.jdbcText()).doesNotContain(";").contains("<= ?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; DROP TABLE t      | holds more than one statement; remove what follows the first semicolon",
                "DELETE FROM t               | begins with \"DELETE\"; write one statement that begins with SELECT or WITH",
                "(SELECT 1)                  | begins with \"(\"; write one statement that begins with SELECT or WITH",
                "WITH x AS (DELETE FROM t    | would change data (delete); a KPI's query only reads",
                "WITH x AS (/**/UPDATE t     | would change data (update); a KPI's query only reads",
                "SELECT * FROM FINAL TABLE (INSERT INTO t | would change data (insert); a KPI's query only reads",
                "WITH x AS (SELECT 1) UPDATE t | would change data (update); a KPI's query only reads",
                "WITH x AS (SELECT 1) DELETE FROM t | would change data (delete); a KPI's query only reads",
                "SELECT * INTO x FROM t      | would write its answer into a table (into); a KPI's query only reads",
                "SELECT 1 FROM t FOR/**/UPDATE | would lock rows (for update); a KPI's query only reads",
                "SELECT 1 FROM t FOR NO KEY UPDATE | would lock rows (for no); a KPI's query only reads",
                "SELECT PG_Read_File('/etc/passwd') | calls pg_read_file, which reaches out of the tables; a KPI's query only reads",
                "SELECT pg_catalog.\"set_config\" ('a','b',true) | calls \"set_config\", which reaches out of the tables; a KPI's query only reads",
                "SELECT dblink_exec('x')     | calls dblink_exec, which reaches out of the tables; a KPI's query only reads",
                "SELECT FILE_READ('x')       | calls file_read, which reaches out of the tables; a KPI's query only reads",
                "EXPLAIN ANALYZE SELECT 1    | begins with \"EXPLAIN\"; write one statement that begins with SELECT or WITH",
                "COPY t TO PROGRAM 'sh'      | begins with \"COPY\"; write one statement that begins with SELECT or WITH",
                "SELECT :market              | has the unknown parameter :market; there are :from and :to",
            })
    void refusesWhatIsNotOneReadingStatement(String text, String mistake) {
        assertThat(SqlQuery.parse(text + ASKED).mistakes()).contains(mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | is empty; write a SELECT with :from and :to",
                "-- later               | is empty; write a SELECT with :from and :to",
                "SELECT 1               | does not use :from and :to; ask for grain ends after :from and up to :to",
                "SELECT ':to', :from    | does not use :to; ask for grain ends after :from and up to :to",
                "SELECT :to             | does not use :from; ask for grain ends after :from and up to :to",
                "SELECT 'open, :from, :to | has a quote that is never closed",
            })
    void saysWhatIsMissing(String text, String mistake) {
        assertThat(SqlQuery.parse(text).mistakes()).contains(mistake);
    }

    @Test
    void allowsLockingWordsAndColumnsNamedLikeStatements() {
        assertThat(SqlQuery.parse(
                                "SELECT updates, \"delete\", t.update, low_count(1), substring(a FOR 2) FROM t" + ASKED)
                        .mistakes())
                .isEmpty();
    }
}
