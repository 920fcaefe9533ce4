package dev.bellwether.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.bellwether.catalogue.CatalogueReader;
import dev.bellwether.catalogue.CatalogueReading;
import dev.bellwether.kpi.Kpi;
import dev.bellwether.testing.Postgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queries of the Olist example over its data. */
class OlistQueriesIT {

    /** The data set does not say when an order was cancelled; the example says so too. */
    private static final Set<String> HINDSIGHT = Set.of("cancelled_week_total", "unavailable_week_total");

    private static DataSource database;

    @BeforeAll
    static void load() throws SQLException {
        Path folder = OlistWarehouse.folderOrSkip();
        database = Postgres.freshDatabase();
        OlistWarehouse.load(database, folder);
    }

    @Test
    void countsTheOrdersOfBlackFridayNearTheWidelyQuotedFigure() throws SQLException {
        Instant end =
                LocalDate.parse("2017-11-25").atStartOfDay(OlistScore.ZONE).toInstant();

        try (Connection connection = database.getConnection()) {
            assertThat(answer(connection, queries().get("orders_total"), end))
                    .last(STRING)
                    .startsWith("BR, 2017-11-25 02:00:00+00, 1183.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2017-06-05", "2017-12-18", "2018-01-01", "2018-03-19", "2018-06-04", "2018-08-13"})
    void answersAsIfTheFutureWereNotThere(String monday) throws SQLException {
        Instant end = LocalDate.parse(monday).atStartOfDay(OlistScore.ZONE).toInstant();
        Map<String, String> queries = queries();
        queries.keySet().removeAll(HINDSIGHT);

        try (Connection connection = database.getConnection()) {
            Map<String, List<String>> withTheFuture = answers(connection, queries, end);
            connection.setAutoCommit(false);
            forgetAllAfter(connection, end);

            assertThat(answers(connection, queries, end)).isEqualTo(withTheFuture);
            assertThat(withTheFuture).allSatisfy((kpi, rows) -> assertThat(rows).isNotEmpty());
            connection.rollback();
        }
    }

    /** The marts as they stood at {@code end}: no row begun later, no time later. The weights are the sample's, not news. */
    private static void forgetAllAfter(Connection connection, Instant end) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "DELETE FROM mart.orders WHERE purchased_at > '%s'",
                    "UPDATE mart.orders SET status = 'unknown'",
                    "UPDATE mart.orders SET approved_at = NULL WHERE approved_at > '%s'",
                    "UPDATE mart.orders SET handed_over_at = NULL WHERE handed_over_at > '%s'",
                    "UPDATE mart.orders SET delivered_at = NULL WHERE delivered_at > '%s'",
                    "DELETE FROM mart.promises WHERE approved_at > '%s'",
                    "UPDATE mart.promises SET handed_over_at = NULL WHERE handed_over_at > '%s'",
                    "UPDATE mart.promises SET delivered_at = NULL WHERE delivered_at > '%s'",
                    "DELETE FROM mart.reviews WHERE answered_at > '%s'",
                    "DELETE FROM mart.sales WHERE ship_by > '%s'")) {
                statement.execute(sql.formatted(end));
            }
        }
    }

    private static Map<String, List<String>> answers(Connection connection, Map<String, String> queries, Instant end)
            throws SQLException {
        var answers = new LinkedHashMap<String, List<String>>();
        for (var query : queries.entrySet()) {
            answers.put(query.getKey(), answer(connection, query.getValue(), end));
        }
        return answers;
    }

    private static List<String> answer(Connection connection, String query, Instant end) throws SQLException {
        String bound = query.replace(":from", "CAST('%s' AS timestamptz) - interval '7 days'".formatted(end))
                .replace(":to", "CAST('%s' AS timestamptz)".formatted(end));
        var rows = new ArrayList<String>();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TIME ZONE 'UTC'");
            try (ResultSet result = statement.executeQuery(bound)) {
                while (result.next()) {
                    var row = new ArrayList<String>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(String.join(", ", row));
                }
            }
        }
        rows.sort(null);
        return rows;
    }

    private static Map<String, String> queries() {
        CatalogueReading reading = CatalogueReader.read(OlistWarehouse.EXAMPLE.resolve("kpis"));
        assertThat(reading.problems()).isEmpty();
        return reading.catalogue().kpis().stream()
                .collect(Collectors.toMap(kpi -> kpi.id().value(), Kpi::query));
    }
}
