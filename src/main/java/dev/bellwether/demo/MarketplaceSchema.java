package dev.bellwether.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The tables of the demo's warehouse, from {@code demo/warehouse.sql}, their indexes and the dimensions. */
final class MarketplaceSchema {

    private static final String TABLES = "/demo/warehouse.sql";
    private static final String INDEXES = "/demo/warehouse-indexes.sql";

    private MarketplaceSchema() {}

    /** Makes the tables in an empty database and fills those that never change. */
    static void create(Connection connection, Marketplace marketplace) throws SQLException {
        run(TABLES, connection);
        fillMarkets(connection, marketplace);
        fillLanes(connection, marketplace);
        fillSellers(connection, marketplace);
    }

    /** Makes the indexes, once the history is there. */
    static void index(Connection connection) throws SQLException {
        run(INDEXES, connection);
    }

    private static void fillMarkets(Connection connection, Marketplace marketplace) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dim_market VALUES (?, ?, ?, ?, ?)")) {
            for (var market : marketplace.markets()) {
                insert.setString(1, market.code());
                insert.setString(2, market.title());
                insert.setString(3, market.region());
                insert.setString(4, market.currency());
                insert.setString(5, market.zone().getId());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void fillLanes(Connection connection, Marketplace marketplace) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dim_lane VALUES (?, ?, ?)")) {
            for (var market : marketplace.markets()) {
                for (var carrier : marketplace.carriers()) {
                    insert.setString(1, market.code());
                    insert.setString(2, carrier.id());
                    insert.setInt(3, carrier.promisedDaysTo(market));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void fillSellers(Connection connection, Marketplace marketplace) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO dim_seller VALUES (?, ?)")) {
            int seller = 0;
            for (var tier : marketplace.tiers()) {
                for (int i = 0; i < tier.sellers(); i++) {
                    insert.setInt(1, ++seller);
                    insert.setString(2, tier.id());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void run(String script, Connection connection) throws SQLException {
        try (InputStream in = Objects.requireNonNull(MarketplaceSchema.class.getResourceAsStream(script));
                Statement statement = connection.createStatement()) {
            statement.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
