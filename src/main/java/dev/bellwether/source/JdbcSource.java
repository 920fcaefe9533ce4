package dev.bellwether.source;

import dev.bellwether.kpi.Kpi;
import dev.bellwether.kpi.SampleReceiver;
import dev.bellwether.kpi.Window;
import dev.bellwether.source.SourceException.Retry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGStatement;

/**
 * A SQL database. Each fetch is one query in one read-only transaction whose time zone is UTC, streamed where the
 * driver can; nothing it may have done is ever committed.
 */
public final class JdbcSource implements MetricSource {

    private final DataSource dataSource;
    private final Settings settings;

    public JdbcSource(DataSource dataSource, Settings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /**
     * How a database is asked.
     *
     * @param name as KPIs give it in {@code source:}
     * @param statementTimeout after which the database is told to stop; whole seconds
     * @param fetchSize rows brought over at a time
     * @param rowCap an answer with more rows is taken for a mistake in the query
     */
    public record Settings(String name, Duration statementTimeout, int fetchSize, long rowCap) {

        public Settings {
            if (name.isBlank() || fetchSize < 1 || rowCap < 1 || statementTimeout.toSeconds() < 1) {
                throw new IllegalArgumentException(
                        "source \"%s\" needs a name, a timeout of 1s or more, a fetch size and a row cap above 0"
                                .formatted(name));
            }
        }
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public List<String> mistakesIn(Kpi kpi) {
        return SqlQuery.parse(kpi.query()).mistakes();
    }

    @Override
    public void fetch(Kpi kpi, Window window, SampleReceiver receiver) {
        SqlQuery query = SqlQuery.parse(kpi.query());
        if (!query.mistakes().isEmpty()) {
            throw new SourceException(
                    kpi.id() + ": the query " + String.join("; the query ", query.mistakes()), Retry.POINTLESS);
        }
        try (Connection connection = dataSource.getConnection();
                var transaction = new ReadOnlyTransaction(connection, settings.statementTimeout());
                PreparedStatement statement = transaction.prepare(query.jdbcText())) {
            statement.setFetchSize(settings.fetchSize());
            askForBinary(statement);
            statement.setQueryTimeout((int) settings.statementTimeout().toSeconds());
            query.bind(statement, window);
            try (ResultSet rows = statement.executeQuery()) {
                read(kpi, rows, receiver);
            }
        } catch (SQLException e) {
            throw SqlTrouble.inWords(e, kpi, settings);
        }
    }

    /**
     * PostgreSQL's driver turns to binary numbers and times, which are read in half the time, only when a
     * connection has asked the same query five times; a KPI seldom does. A threshold of 0 is left alone: it is set
     * where a pooler stands between that cannot keep prepared statements.
     */
    private static void askForBinary(PreparedStatement statement) throws SQLException {
        if (statement.isWrapperFor(PGStatement.class)) {
            PGStatement postgres = statement.unwrap(PGStatement.class);
            if (postgres.getPrepareThreshold() > 0) {
                postgres.setPrepareThreshold(-1);
            }
        }
    }

    private void read(Kpi kpi, ResultSet rows, SampleReceiver receiver) throws SQLException {
        RowReader reader = new RowReader(kpi, rows);
        long count = 0;
        while (rows.next()) {
            if (++count > settings.rowCap()) {
                throw new SourceException(
                        ("%s: the query answers more than the %,d rows allowed; ask for fewer dimensions,"
                                        + " or raise the row cap of source \"%s\"")
                                .formatted(kpi.id(), settings.rowCap(), settings.name()),
                        Retry.POINTLESS);
            }
            reader.readRow(receiver);
        }
    }

    /** Everything is rolled back at its end, and the connection given back as it came. */
    private static final class ReadOnlyTransaction implements AutoCloseable {

        private final Connection connection;
        private final boolean wasAutoCommit;
        private final boolean wasReadOnly;
        private final String product;
        private final Duration timeout;

        ReadOnlyTransaction(Connection connection, Duration timeout) throws SQLException {
            this.connection = connection;
            this.timeout = timeout;
            wasAutoCommit = connection.getAutoCommit();
            wasReadOnly = connection.isReadOnly();
            product = connection.getMetaData().getDatabaseProductName();
            connection.setReadOnly(true);
            connection.setAutoCommit(false); // else PostgreSQL would send all rows at once
        }

        PreparedStatement prepare(String sql) throws SQLException {
            // a day must begin at the same instant whatever zone this machine stands in
            if (product.equals("PostgreSQL")) {
                // strings end where SqlQuery sees them end, and a query does not outlive a client that is cut off
                execute("SET LOCAL TIME ZONE 'UTC'; SET LOCAL standard_conforming_strings = on;"
                        + " SET LOCAL statement_timeout = " + timeout.toMillis());
            } else if (product.equals("H2")) {
                execute("SET TIME ZONE 'UTC'");
            }
            return connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            if (product.equals("H2")) {
                execute("SET TIME ZONE LOCAL"); // H2 keeps it beyond the transaction
            }
            connection.setAutoCommit(wasAutoCommit);
            connection.setReadOnly(wasReadOnly);
        }
    }
}
