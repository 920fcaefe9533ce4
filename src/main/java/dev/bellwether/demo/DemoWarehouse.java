package dev.bellwether.demo;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warehouse of the demo marketplace: an H2 database in memory, with ten weeks of history and what has happened
 * since. Reading is done with a login of its own that may select and nothing else, as a real service would be given.
 */
public final class DemoWarehouse implements AutoCloseable {

    /** The login that reads. */
    public static final String READER = "bellwether_reader";

    static final long SEED = 20_130_119;

    private static final Logger log = LoggerFactory.getLogger(DemoWarehouse.class);
    private static final String OWNER = "marketplace";

    /**
     * Lives until it is closed. A statement that H2 2.4 takes from its cache may answer with the rows of its last
     * parameters when the query has a WITH clause (h2database issue 4228), so nothing is cached.
     */
    private static final String SETTINGS = ";DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=0";

    private final String url;
    private final String readerPassword;
    private final Connection connection;
    private final Simulator simulator;

    private DemoWarehouse(String url, String readerPassword, Connection connection, Simulator simulator) {
        this.url = url;
        this.readerPassword = readerPassword;
        this.connection = connection;
        this.simulator = simulator;
    }

    /**
     * Makes the warehouse and fills it up to {@code now}; takes some seconds.
     *
     * @param anchor when the demo was first started, which is when its story is set; the same anchor gives the same
     *     past and the same future
     */
    public static DemoWarehouse open(Instant anchor, Instant now) {
        return open(Script.around(anchor), now);
    }

    static DemoWarehouse open(Script script, Instant now) {
        var world = new World(Marketplace.standard(), script, SEED);
        String url = "jdbc:h2:mem:marketplace-" + randomText();
        try {
            Connection connection = DriverManager.getConnection(url + SETTINGS, OWNER, randomText());
            MarketplaceSchema.create(connection, world.marketplace());
            String readerPassword = randomText();
            allowReading(connection, readerPassword);
            var warehouse =
                    new DemoWarehouse(url, readerPassword, connection, new Simulator(connection, Facts.of(world)));
            warehouse.fill(now);
            MarketplaceSchema.index(connection);
            return warehouse;
        } catch (SQLException e) {
            throw new WarehouseException("the demo's warehouse cannot be made", e);
        }
    }

    private static void allowReading(Connection connection, String password) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE USER " + READER + " PASSWORD '" + password + "'");
            statement.execute("GRANT SELECT ON SCHEMA PUBLIC TO " + READER);
        }
    }

    private void fill(Instant now) {
        log.atInfo().addKeyValue("until", now).log("the demo marketplace makes its history");
        long started = System.nanoTime();
        long rows = advanceTo(now);
        log.atInfo()
                .addKeyValue("rows", rows)
                .addKeyValue("milliseconds", (System.nanoTime() - started) / 1_000_000)
                .log("the demo marketplace is open");
    }

    /**
     * Adds what has happened by {@code now}; nothing when it is there already.
     *
     * @return how many rows were added
     */
    public long advanceTo(Instant now) {
        try {
            return simulator.advanceTo(now);
        } catch (SQLException e) {
            throw new WarehouseException("the demo's warehouse cannot go on to " + now, e);
        }
    }

    /** Connections with the reading login. */
    public DataSource dataSource() {
        var source = new JdbcDataSource();
        source.setURL(url);
        source.setUser(READER);
        source.setPassword(readerPassword);
        return source;
    }

    public String url() {
        return url;
    }

    /** The password of {@link #READER}, made anew for each warehouse. */
    public String readerPassword() {
        return readerPassword;
    }

    /** Forgets everything. */
    @Override
    public void close() {
        try (connection;
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            throw new WarehouseException("the demo's warehouse cannot be closed", e);
        }
    }

    private static String randomText() {
        var bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
