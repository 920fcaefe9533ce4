package dev.bellwether.source;

import static dev.bellwether.source.Received.DAY;
import static dev.bellwether.source.Received.kpi;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.source.SourceException.Retry;
import dev.bellwether.testing.Postgres;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class JdbcSourceIT extends JdbcSourceContract {

    private final Received received = new Received();

    @Override
    DataSource freshDatabase() {
        return Postgres.freshDatabase();
    }

    @Override
    String slowQuery() {
        return "SELECT :to AS at, 1 AS value FROM pg_sleep(30) WHERE now() > :from";
    }

    @Test
    void readsEveryTypeOfNumberAndDimension() {
        fetch("""
                SELECT gen.uuid AS a, true AS b, 1.50::numeric AS c, :to AS at, 2::smallint AS numerator, 4::real AS denominator,
                  NULL::numeric AS sample
                FROM (SELECT '00000000-0000-0000-0000-000000000001'::uuid AS uuid) gen WHERE :from < :to
                """, "a", "b", "c");

        assertThat(received.rows())
                .containsExactly("[00000000-0000-0000-0000-000000000001, t, 1.50] 2026-01-06T00:00:00Z 2.0/4.0");
    }

    @Test
    void rejectsAnInstantWithoutEnd() {
        fetch("SELECT 'infinity'::timestamptz AS at, 1 AS value WHERE :from < :to"
                + " UNION ALL SELECT '-infinity'::timestamptz, 1");

        assertThat(received.rejected()).containsExactly("[] at is infinity", "[] at is infinity");
    }

    @Test
    void changesNothingEvenByAFunction() throws SQLException {
        execute("CREATE FUNCTION forget() RETURNS int LANGUAGE sql AS 'DELETE FROM late; SELECT 1'");

        var trouble = catchThrowableOfType(
                SourceException.class, () -> fetch("SELECT :to AS at, forget() AS value WHERE :from < :to"));

        assertThat(trouble).hasMessageContaining("read-only transaction").hasMessageEndingWith("(SQLState 25006)");
        assertThat(trouble.retry()).isEqualTo(Retry.POINTLESS);
    }

    @Test
    void endsAStringWhereTheParserSawItEndWhateverTheServersSetting() throws SQLException {
        try (var connection = database().getConnection()) {
            execute("ALTER DATABASE " + connection.getCatalog() + " SET standard_conforming_strings = off");
        }
        var afterwards = new PGSimpleDataSource(); // a connection of its own, opened since
        afterwards.setUrl(((HikariDataSource) database()).getJdbcUrl());

        new JdbcSource(afterwards, new JdbcSource.Settings("warehouse", Duration.ofSeconds(10), 10, 50))
                .fetch(kpi("SELECT :to AS at, length('a\\') AS value WHERE :from < :to AND ';' <> ''"), DAY, received);

        assertThat(received.rows()).containsExactly("[] 2026-01-06T00:00:00Z 2.0");
    }

    @Test
    void s1StopsAJoinThatWouldNeverEnd() {
        var source = new JdbcSource(database(), new JdbcSource.Settings("warehouse", Duration.ofSeconds(1), 10, 50));
        Kpi endless = kpi("SELECT :to AS at, count(*) AS value FROM generate_series(1, 1000000) a,"
                + " generate_series(1, 1000000) b WHERE now() > :from AND (a::bigint * b) % 7 > 8");

        assertThatThrownBy(() -> source.fetch(endless, DAY, received))
                .hasMessage("late_ratio: source \"warehouse\" gave no answer within 1s (SQLState 57014)");
    }

    private void fetch(String query, String... dimensions) {
        new JdbcSource(database(), new JdbcSource.Settings("warehouse", Duration.ofSeconds(10), 10, 50))
                .fetch(kpi(query, dimensions), DAY, received);
    }
}
